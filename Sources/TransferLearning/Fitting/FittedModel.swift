import SentimentPlatform
import SentimentTextProcessing

/// A model, and what it would have answered to the labelled texts had it not learned from them.
public struct FittedModel: Sendable {
  public internal(set) var model: SentimentModel
  /// What each text got from a model that was learned without it and its copies, in the order of the
  /// texts; none for texts without a known word or of a thin label, or where there was no
  /// cross-validation.
  public let outOfFold: [OutOfFoldPrediction]
  /// Which of these were right before the threshold was moved to the shares of the texts to be read.
  let isRightAtLabelledShares: [Bool]
  /// Which of all labelled texts are copies of each other.
  let groups: TextGroups

  /// The mean of `−log p` of the labelled texts' own labels, as they were given to texts that the model
  /// didn't learn from: a proper score, which tells methods apart sooner than their right answers do. A
  /// text that got no answer counts as one of which nothing is known.
  func loss(_ texts: [LabelledText]) -> Double {
    var losses = [Double](repeating: log(Double(model.labels.count)), count: texts.count)
    for answer in outOfFold {
      losses[answer.index] = -log(max(answer.probabilityOfTruth, Self.leastProbability))
    }
    return losses.reduce(0, +) / Double(losses.count)
  }

  /// One wrong answer given for certain doesn't decide.
  private static let leastProbability = 1e-4
}
