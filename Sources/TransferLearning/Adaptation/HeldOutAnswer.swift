/// What a labelled text got from a model that was learned without it, in a cross-validation.
public struct HeldOutAnswer: Sendable, Equatable {
  /// The place of the text among those given.
  public let index: Int
  /// The most probable label.
  public let label: String
  public let probability: Double
  public let isRight: Bool
  /// What the model made of the right label.
  public let probabilityOfTruth: Double
}
