import Classification
import TextProcessing
import WordEmbeddings

/// Fits a network that reads words in their order to labelled texts, and estimates its accuracy on
/// new texts by cross-validation.
public struct RecurrentFitter: Sendable {
  public let configuration: ClassifierConfiguration
  /// The result doesn't depend on it.
  public var threads = 1
  /// Whether the accuracy is estimated; it takes a training for each fold.
  public var crossValidates = true

  public init(_ configuration: ClassifierConfiguration = EncoderKind.lstm.configuration) {
    self.configuration = configuration
  }

  /// - Parameter name: what messages call the texts, usually their file.
  /// - Throws: `FileError` when there are fewer than two labels, or no text has a known word.
  public func fit(
    _ texts: [LabelledText], on embeddings: PretrainedEmbeddings, name: String
  ) throws -> SentimentModel {
    let adapter = Adapter(configuration, encoder: .lstm)
    let model = try adapter.adapt(embeddings, to: texts, name: name)
    guard crossValidates, case .recurrent(let network, var adaptation) = model.head else {
      return model
    }
    let encoded = try EncodedTexts(texts.lazy.map(\.text), embeddings: embeddings)
    let known = texts.indices.filter { encoded.wordCount($0) > 0 }.map { texts[$0] }
    adaptation.estimate = try estimate(known, adapter, model, name)
    return SentimentModel(
      embeddings: embeddings, labels: model.labels, prior: model.prior,
      head: .recurrent(network, adaptation))
  }

  /// - Parameter texts: those with a known word.
  /// - Returns: `nil` when a label has fewer than two of them.
  private func estimate(
    _ texts: [LabelledText], _ adapter: Adapter, _ model: SentimentModel, _ name: String
  ) throws -> FitCard.Estimate? {
    let numbers = Dictionary(uniqueKeysWithValues: model.labels.enumerated().map { ($1, $0) })
    let labels = texts.map { numbers[$0.label]! }
    guard let count = Folds.count(labels: labels, labelCount: model.labels.count) else {
      return nil
    }
    let folds = Folds(
      labels: labels, labelCount: model.labels.count, count: count,
      using: SeededGenerator(seed: configuration.seed).stream(0)
    ).numbers
    var left = (0..<count).makeIterator()
    var rightCount = 0
    try OrderedPipeline<Int, Int>(threads: min(threads, count)).run(
      next: { left.next() },
      makeWorker: {
        { fold in
          let training = texts.indices.filter { folds[$0] != fold }.map { texts[$0] }
          let classifier = try adapter.adapt(model.embeddings, to: training, name: name)
            .makeClassifier()
          return try texts.indices.count { place in
            guard folds[place] == fold else { return false }
            let answer = try classifier.answer(texts[place].text.utf8Span.span)
            return classifier.model.labels[answer.label] == texts[place].label
          }
        }
      }, take: { rightCount += $0 })
    return FitCard.Estimate(
      accuracy: Double(rightCount) / Double(texts.count), textCount: texts.count, folds: count,
      repetitions: 1)
  }
}
