import SentimentTransferLearning

/// What a model says of one text, as far as it is written.
struct Answer {
  /// One, or none where the model isn't sure enough; any number where it gives any.
  let labels: [Label]
  /// The likeliest labels of all, where they are asked for, best first.
  let top: [Label]
  /// Of the likeliest label.
  let probability: Double
  /// The fraction of the text's content words that the model knows.
  let coverage: Double
  /// Those of all labels, in the model's order.
  let probabilities: [Double]
  /// The model's labels, in its order.
  let names: [String]
  /// Whether the model may withhold a label by itself.
  let mayAbstain: Bool
  /// Whether it gives a text any number of labels.
  let isMultiLabel: Bool

  /// Whether the one label that it would have isn't sure enough.
  var isWithheld: Bool { labels.isEmpty && !isMultiLabel }

  /// A label that the text is given.
  struct Label {
    let name: String
    let probability: Double
  }

  /// What stands between labels in a cell or on a line, and alone where a text has none of them: as `fit` reads it with
  /// `--label-separator`.
  static let separator = "|"
}

extension [Answer.Label] {
  /// The labels in one cell.
  var names: String {
    isEmpty ? Answer.separator : map(\.name).joined(separator: Answer.separator)
  }
}

/// How sure an answer must be.
struct SurenessRule {
  /// The probability that the label must have; `nil` for what the model itself asks for.
  let threshold: Double?
  /// How many of the likeliest labels are asked for; 0 where only the answer is.
  let topCount: Int

  /// The likeliest labels, of equals the first.
  func top(of answer: LabelProbabilities, by classifier: TextClassifier) -> [Answer.Label] {
    guard topCount > 0 else { return [] }
    return answer.probabilities.indices.sorted {
      (answer.probabilities[$1], $0) < (answer.probabilities[$0], $1)
    }.prefix(topCount).map {
      Answer.Label(name: classifier.labels[$0], probability: answer.probabilities[$0])
    }
  }

  /// The labels that an answer gives: where a model gives any number, those that are sure enough by themselves.
  func labels(of answer: LabelProbabilities, by classifier: TextClassifier) -> [Answer.Label] {
    guard classifier.isMultiLabel || !withholds(answer, by: classifier) else { return [] }
    return classifier.labels(of: answer, from: threshold).map {
      Answer.Label(name: classifier.labels[$0], probability: answer.probabilities[$0])
    }
  }

  /// Whether a label is withheld. Of a text without a known word nobody can be sure.
  private func withholds(_ answer: LabelProbabilities, by classifier: TextClassifier) -> Bool {
    if classifier.abstains(from: answer) { return true }
    guard let threshold else { return false }
    return answer.knownWordCount == 0 || answer.probability < threshold
  }
}
