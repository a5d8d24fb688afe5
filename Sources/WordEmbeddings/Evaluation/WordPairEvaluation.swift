/// How well the cosine of two words' vectors agrees with what people said of the words' likeness.
public struct WordPairEvaluation: Sendable, Codable, Equatable {
  /// The file of pairs.
  public let file: String
  /// Pairs of known words; the correlations are over these.
  public let pairs: Int
  /// Pairs that were left out because a word is unknown.
  public let unknownPairs: Int
  /// The share of `unknownPairs` in all pairs.
  public let unknownShare: Double
  /// Lines that are no pair with a score, and no comment.
  public let skippedLines: Int
  /// Spearman's ρ; `nil` when there are too few pairs.
  public let spearman: Double?
  /// Pearson's r; `nil` when there are too few pairs.
  public let pearson: Double?
}
