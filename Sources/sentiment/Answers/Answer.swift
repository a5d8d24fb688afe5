import SentimentTransferLearning

/// What a model says of one text, as far as it is written.
struct Answer {
  /// `nil` where the model isn't sure enough.
  let label: String?
  let probability: Double
  /// The fraction of the text's content words that the model knows.
  let coverage: Double
  /// Those of all labels, in the model's order.
  let probabilities: [Double]
  /// The model's labels, in its order.
  let labels: [String]
  /// Whether the model may withhold a label by itself.
  let mayAbstain: Bool
}

/// How sure an answer must be.
struct SurenessRule {
  /// The probability that the label must have; `nil` for what the model itself asks for.
  let threshold: Double?

  /// Whether a label is withheld. Of a text without a known word nobody can be sure.
  func withholds(_ answer: LabelProbabilities, by classifier: TextClassifier) -> Bool {
    if classifier.abstains(from: answer) { return true }
    guard let threshold else { return false }
    return answer.knownWordCount == 0 || answer.probability < threshold
  }
}
