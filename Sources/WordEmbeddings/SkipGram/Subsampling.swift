import Glibc

/// How often an occurrence of each word is kept.
///
/// A word with share `f` of the corpus is kept with probability `min(1, √(t/f) + t/f)`, where `t`
/// is the threshold. That is the rule of the word2vec program, which differs from the formula in
/// Mikolov et al. 2013 (section 2.3) by the term `t/f`.
public struct Subsampling: Sendable {
  /// `keepProbability[id]` in `(0, 1]`.
  public let keepProbability: [Float]

  /// - Parameter threshold: `t`; 0 keeps every occurrence.
  public init(counts: [Int], threshold: Double) {
    let total = Double(counts.reduce(0, +))
    keepProbability = counts.map { count in
      guard threshold > 0, count > 0 else { return 1 }
      let ratio = threshold * total / Double(count)
      return Float(min(1, ratio.squareRoot() + ratio))
    }
  }
}
