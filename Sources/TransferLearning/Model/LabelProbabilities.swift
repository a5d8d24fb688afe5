/// What a model says of one text, in short: what is needed where there are many.
public struct LabelProbabilities: Sendable, Equatable {
  /// The place of the most probable label in the model's labels.
  public let label: Int
  /// The labels' probabilities, in the order of the model's labels; where no word is known, their
  /// shares in the training texts.
  public let probabilities: [Double]
  /// How many words of the text the model knows, repeated ones each time.
  public let knownWordCount: Int
  /// The fraction of the content words that the model knows, where it is less than
  /// ``Prediction/leastCoverage``; `nil` for others.
  package let lowCoverage: Double?

  /// The probability of the most probable label.
  public var probability: Double { probabilities[label] }

  init(probabilities: [Double], knownWordCount: Int, lowCoverage: Double? = nil) {
    label = probabilities.indices.max { probabilities[$0] < probabilities[$1] } ?? 0
    self.probabilities = probabilities
    self.knownWordCount = knownWordCount
    self.lowCoverage = lowCoverage
  }
}
