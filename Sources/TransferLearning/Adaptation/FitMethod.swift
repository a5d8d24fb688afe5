/// How a linear model is learned from labelled texts.
public struct FitMethod: Sendable, Codable, Equatable {
  public enum Kind: String, Sendable, Codable {
    /// From the names of the labels alone.
    case names = "label names"
    /// Features of the mean vector.
    case means = "mean vectors"
    /// The same beside the scores of the labels' names.
    case meansAndNames = "mean vectors beside label names"
    /// Weights for words and pairs beside the mean vector.
    case terms = "words, pairs and mean vectors"
  }

  public let kind: Kind
  /// `C`, how little the weights are held back.
  public let inverseStrength: Double
}
