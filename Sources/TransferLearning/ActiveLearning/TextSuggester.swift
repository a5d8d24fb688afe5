/// Chooses the texts whose labels would help most: one after another the one whose label takes most
/// from the uncertainty of the answers to all texts (`VarianceReduction`). That is a text the model
/// is unsure of, that many others are like, and that nothing labelled is like.
///
/// Near-duplicates of what has a label or was chosen are left out.
public struct TextSuggester {
  /// A text that has a label or may get one.
  public struct Candidate: Sendable {
    /// The caller's number of the text.
    public let id: Int64
    /// The text's features, as ``TextPool`` has them.
    public let vector: [Float]
    /// The different known words.
    public let words: Set<Int>
    /// What the model makes of it: the probabilities of the labels; empty before there is one.
    public let probabilities: [Double]

    public init(id: Int64, vector: [Float], words: Set<Int>, probabilities: [Double]) {
      self.id = id
      self.vector = vector
      self.words = words
      self.probabilities = probabilities
    }

    /// The variance of the answer, `p (1 − p)`, or rather its root: with few labels models are too
    /// sure, and the variance itself would leave too much out (0.01 less accuracy with 16 labels on
    /// short sentences).
    fileprivate var weight: Double {
      guard !probabilities.isEmpty else { return evenWeight }
      let impurity = probabilities.reduce(0) { $0 + $1 * (1 - $1) }
      return (impurity / 2).squareRoot() / 2
    }

    /// Whether most of the words of either text are the other's too (Jaccard's index).
    fileprivate func isLike(_ other: Candidate) -> Bool {
      NearCopies.suffices(
        shared: words.intersection(other.words).count, of: words.count, and: other.words.count,
        leastShare: NearCopies.leastShare)
    }
  }

  private let labelled: [Candidate]

  /// - Parameter labelled: the texts that have a label; their probabilities don't count.
  public init(labelled: [Candidate]) { self.labelled = labelled }

  /// - Returns: the ids of the best, the best first; of equals the first given. Fewer than asked for
  ///   where all others are near-duplicates.
  public func choose(_ count: Int, of candidates: [Candidate]) -> [Int64] {
    guard !candidates.isEmpty else { return [] }
    var reduction = VarianceReduction(
      features: candidates.map(\.vector), weights: candidates.map(\.weight),
      labelled: labelled.map { ($0.vector, evenWeight) })
    var left = candidates.indices.map(\.self)
    var chosen: [Candidate] = []
    while chosen.count < count {
      guard
        let place = left.indices.max(by: {
          reduction.gain(of: left[$0]) < reduction.gain(of: left[$1])
        })
      else { break }
      let best = left.remove(at: place)
      let candidate = candidates[best]
      guard !labelled.contains(where: candidate.isLike), !chosen.contains(where: candidate.isLike)
      else { continue }
      chosen.append(candidate)
      reduction.label(best)
    }
    return chosen.map(\.id)
  }
}

/// The weight of an answer that could be either way.
private let evenWeight = 0.25
