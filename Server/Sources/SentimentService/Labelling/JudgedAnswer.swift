import SentimentTransferLearning

/// What a model that was made without a text's label answers to it.
struct JudgedAnswer: Sendable {
  /// The index of the text among the labels that were learned.
  let index: Int
  let label: TextLabel
  /// Of this label; where a text may have any number, of these labels and no other.
  let probability: Double
  /// The same of the label that was given.
  let probabilityOfTruth: Double
  let isRight: Bool
  /// The same for texts that are copies of each other.
  let group: Int

  init(_ answer: OutOfFoldPrediction) {
    (index, group) = (answer.index, answer.group)
    label = .one(answer.label)
    (probability, probabilityOfTruth) = (answer.probability, answer.probabilityOfTruth)
    isRight = answer.isRight
  }

  /// - Parameters:
  ///   - names: the model's labels.
  ///   - truth: what was given.
  init(_ answer: OutOfFoldLabels, names: [String], truth: TextLabel) {
    func probability(_ given: [String]) -> Double {
      zip(names, answer.probabilities).reduce(1) { $0 * (given.contains($1.0) ? $1.1 : 1 - $1.1) }
    }
    (index, group, isRight) = (answer.index, answer.group, answer.isRight)
    label = .several(Set(answer.labels))
    self.probability = probability(answer.labels)
    probabilityOfTruth = probability(truth.names)
  }
}
