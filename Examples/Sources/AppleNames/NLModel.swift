import Sentiment

/// NLModel of Apple's Natural Language framework, as far as it concerns labels of texts.
final class NLModel: Sendable {
  private let model: SentimentModel

  init(_ model: SentimentModel) { self.model = model }

  /// A model that `sentiment fit` or ``MLTextClassifier/write(to:)`` wrote.
  convenience init(contentsOf path: String) throws {
    self.init(try SentimentModel(contentsOf: path))
  }

  func predictedLabel(for text: String) -> String? { (try? model.classify(text))?.label }

  func predictedLabels(forTexts texts: [String]) -> [String] {
    texts.map { predictedLabel(for: $0) ?? "" }
  }

  /// The most probable labels with their probabilities; none where nothing of the text is known.
  func predictedLabelHypotheses(
    for text: String, maximumCount: Int
  ) -> [String: Double] {
    guard let prediction = try? model.classify(text), prediction.isKnown else { return [:] }
    let best = prediction.probabilities.sorted { $0.value > $1.value }.prefix(maximumCount)
    return Dictionary(uniqueKeysWithValues: best.map { ($0.key, $0.value) })
  }
}
