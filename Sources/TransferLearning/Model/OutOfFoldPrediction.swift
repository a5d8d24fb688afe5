/// What a labelled text got from a model that was learned without it and its copies, in a
/// cross-validation.
public struct OutOfFoldPrediction: Sendable, Equatable {
  /// The index of the text among those given.
  public let index: Int
  /// The most probable label.
  public let label: String
  public let probability: Double
  public let isRight: Bool
  /// What the model made of the right label.
  public let probabilityOfTruth: Double
  /// Those of all labels, in the model's order.
  public let probabilities: [Double]
  /// The same for texts that are copies of each other, as they are or nearly.
  public let group: Int
}

extension OutOfFoldPrediction {
  /// - Parameters:
  ///   - truth: the index of the right label.
  ///   - probabilities: of all labels.
  init(index: Int, truth: Int, probabilities: [Double], labels: [String], group: Int) {
    let answer = LabelProbabilities(probabilities: probabilities, knownWordCount: 1)
    self.index = index
    label = labels[answer.label]
    probability = answer.probability
    isRight = answer.label == truth
    probabilityOfTruth = probabilities[truth]
    self.probabilities = probabilities
    self.group = group
  }
}
