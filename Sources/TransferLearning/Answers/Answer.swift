/// What a model says of one text, as far as it is written.
package struct Answer {
  /// One, or none where the model isn't sure enough; any number where it gives any.
  package let labels: [Label]
  /// The likeliest labels of all, where they are asked for, best first.
  package let top: [Label]
  /// Of the likeliest label.
  package let probability: Double
  /// The fraction of the text's content words that the model knows.
  package let coverage: Double
  /// Those of all labels, in the model's order.
  let probabilities: [Double]
  /// The model's labels, in its order.
  let names: [String]
  /// Whether the model may withhold a label by itself.
  let mayAbstain: Bool
  /// Whether it gives a text any number of labels.
  package let isMultiLabel: Bool

  /// Whether the one label that it would have isn't sure enough.
  package var isWithheld: Bool { labels.isEmpty && !isMultiLabel }

  /// A label that the text is given.
  package struct Label {
    package let name: String
    package let probability: Double
  }

  /// What stands between labels in a cell or on a line, and alone where a text has none of them: as `fit` reads it with
  /// `--label-separator`.
  package static let separator = "|"
}

extension [Answer.Label] {
  /// The labels in one cell.
  package var names: String {
    isEmpty ? Answer.separator : map(\.name).joined(separator: Answer.separator)
  }
}

/// How sure an answer must be.
package struct SurenessRule: Sendable {
  /// The probability that the label must have; `nil` for what the model itself asks for.
  package let threshold: Double?
  /// How many of the likeliest labels are asked for; 0 where only the answer is.
  package let topCount: Int

  package init(threshold: Double?, topCount: Int = 0) {
    (self.threshold, self.topCount) = (threshold, topCount)
  }

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
