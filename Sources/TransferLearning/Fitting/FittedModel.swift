import SentimentTextProcessing

/// A model, and what it would have answered to the labelled texts had it not learned from them.
public struct FittedModel: Sendable {
  public internal(set) var model: SentimentModel
  /// What each text got from a model that was learned without it and its copies, in the order of the
  /// texts; none for texts without a known word or of a thin label, or where there was no
  /// cross-validation.
  public internal(set) var outOfFold: [OutOfFoldPrediction]
  /// Which of these were right before the threshold was moved to the shares of the texts to be read.
  var isRightAtLabelledShares: [Bool]
  /// Which of all labelled texts are copies of each other.
  let groups: TextGroups
  /// What the model was before its calibration; `nil` for a network, and where there is an encoder.
  var linear: FittedLinearModel?
}

/// A linear model as it was learned, at the labelled texts' shares: what a fit with an encoder builds on.
struct FittedLinearModel: Sendable {
  let statistics: UnlabelledStatistics
  /// The terms that it may weigh.
  let index: NGramIndex
  let model: LinearModel
  /// The scores of the labels' names, of standard deviation 1; `nil` where there are none.
  let names: LinearModel?
  /// The scores of labelled texts by models that didn't learn from them, by the texts' indices, for each
  /// repetition of the cross-validation.
  let outOfFold: [[Int: [Double]]]
}
