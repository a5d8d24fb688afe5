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
}
