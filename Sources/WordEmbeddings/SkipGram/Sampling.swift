import SentimentPlatform

/// Draws noise words with probability proportional to `count^power`.
///
/// Mikolov et al. 2013, "Distributed Representations of Words and Phrases and their
/// Compositionality", section 2.2, found 3/4 the best power. A draw takes constant time by the
/// alias method (Walker 1977, with the linear-time set-up of Vose 1991).
package struct NoiseDistribution: Sendable {
  /// The power of the paper.
  package static let power = 0.75

  /// A draw picks a slot evenly, then the slot's own word or its alias.
  package struct Slot: Sendable {
    /// The chance that the slot gives its own word, as a share of 2³².
    package var threshold: UInt32
    package var alias: UInt32
  }

  package let slots: [Slot]

  /// - Parameters:
  ///   - counts: how often each word stands in the corpus; at least one is above zero.
  ///   - power: by which counts are raised.
  package init(counts: [Int], power: Double = NoiseDistribution.power) {
    let weights = counts.map { pow(Double($0), power) }
    let total = weights.reduce(0, +)
    precondition(total > 0, "a word that the corpus has")
    var share = weights.map { $0 / total * Double(counts.count) }
    var slots = counts.indices.map { Slot(threshold: .max, alias: UInt32($0)) }
    var small = share.indices.filter { share[$0] < 1 }
    var large = share.indices.filter { share[$0] >= 1 }
    while let poor = small.popLast(), let rich = large.popLast() {
      slots[poor] = Slot(threshold: UInt32(share[poor] * 0x1p32), alias: UInt32(rich))
      share[rich] -= 1 - share[poor]
      if share[rich] < 1 { small.append(rich) } else { large.append(rich) }
    }
    self.slots = slots
  }

  /// One noise word's id.
  package func draw(using generator: inout SeededGenerator) -> Int {
    let bits = generator.next()
    let index = Int(
      truncatingIfNeeded: (bits >> 32).multipliedReportingOverflow(
        by: UInt64(slots.count)
      ).partialValue >> 32)
    let slot = slots[index]
    return UInt32(truncatingIfNeeded: bits) < slot.threshold ? index : Int(slot.alias)
  }
}

/// How often an occurrence of each word is kept.
///
/// A word with share `f` of the corpus is kept with probability `min(1, √(t/f) + t/f)`, where `t`
/// is the threshold. That is the rule of the word2vec program, which differs from the formula in
/// Mikolov et al. 2013 (section 2.3) by the term `t/f`.
package struct Subsampling: Sendable {
  /// `keepProbability[id]` in `(0, 1]`.
  package let keepProbability: [Float]

  /// - Parameters:
  ///   - counts: how often each word stands in the corpus.
  ///   - threshold: `t`; 0 keeps every occurrence.
  package init(counts: [Int], threshold: Double) {
    let total = Double(counts.reduce(0, +))
    keepProbability = counts.map { count in
      guard threshold > 0, count > 0 else { return 1 }
      let ratio = threshold * total / Double(count)
      return Float(min(1, ratio.squareRoot() + ratio))
    }
  }
}
