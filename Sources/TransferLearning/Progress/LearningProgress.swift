/// How far fitting or pre-training is: what all that takes long reports.
public struct LearningProgress: Sendable, Equatable {
  /// What is being done, in the order in which a fit does it.
  public enum Phase: String, Sendable, CaseIterable {
    /// Texts are read.
    case reading
    /// Word vectors are learned from texts without labels.
    case pretraining
    /// A pre-trained encoder reads the texts.
    case encoding
    /// A classifier is trained on all labelled texts.
    case training
    /// Classifiers are trained on parts of the labelled texts and answer the others.
    case crossValidation = "cross-validation"
  }

  /// More than the phase and the fraction say.
  public enum Detail: Sendable, Equatable {
    /// The number of texts that are done.
    case texts(Int)
    /// An epoch is done or under way: its number, from 1; how many there will be at most, `nil` where
    /// that isn't known; and its mean loss.
    case epoch(Int, of: Int?, loss: Double)
  }

  public let phase: Phase
  /// How much of the phase is done, 0 to 1; `nil` where nobody knows how long it will be. A phase may
  /// come again, as cross-validation does for each of several word vectors.
  public let fractionCompleted: Double?
  public let detail: Detail?

  public init(_ phase: Phase, fractionCompleted: Double? = nil, detail: Detail? = nil) {
    self.phase = phase
    self.fractionCompleted = fractionCompleted
    self.detail = detail
  }
}
