import SentimentTextProcessing

/// A model of texts with any number of labels, and what it would have answered to the labelled texts had it not
/// learned from them.
public struct FittedMultiLabelModel: Sendable {
  public internal(set) var model: SentimentModel
  /// What each text got from models that were learned without it and its copies, in the order of the texts; none
  /// where there was no cross-validation.
  public let outOfFold: [OutOfFoldLabels]
  /// Which of all labelled texts are copies of each other.
  let groups: TextGroups
}

/// The labels that a labelled text got from models that were learned without it and its copies.
public struct OutOfFoldLabels: Sendable, Equatable {
  /// The index of the text among those given.
  public let index: Int
  /// Those of ``probabilities`` that reach the thresholds that the other texts would have chosen.
  public let labels: [String]
  /// The probability of each of the model's labels; of labels that couldn't be held out, their share.
  public let probabilities: [Double]
  /// Whether these are the text's labels, but for those that couldn't be held out.
  public let isRight: Bool
  /// The same for texts that are copies of each other, as they are or nearly.
  public let group: Int
}
