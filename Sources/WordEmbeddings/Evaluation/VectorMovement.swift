import SentimentTextProcessing

/// How far the words that two sets of vectors share have moved, and how much their neighbourhoods
/// have in common.
package struct VectorMovement: Sendable, Equatable {
  /// Words in both.
  package let sharedWordCount: Int
  /// Words in the newer vectors alone.
  package let newWordCount: Int
  /// The cosine distance, `1 − cos`, of a word's old and new vector, 0 to 2: over all shared words.
  package let meanShift: Double
  package let maximumShift: Double
  /// Of the ten words nearest to a word before, the share that are among the ten nearest now, over
  /// the commonest thousand: first among the words in both, then among all words.
  package let neighbourOverlap: Double
  package let neighbourOverlapWithNewWords: Double

  /// The commonest words are looked at for their neighbours, so many.
  private static let sampleSize = 1_000
  private static let neighbourCount = 10

  /// - Parameters:
  ///   - old: the vectors before.
  ///   - new: the vectors now, of as many dimensions.
  /// - Returns: `nil` when a vector isn't finite.
  package init?(from old: WordVectors, to new: WordVectors) {
    let shared = (0..<old.vocabulary.count).compactMap { id in
      old.vocabulary.withBytes(of: id) { new.vocabulary.id(of: $0) }.map { (old: id, new: $0) }
    }
    sharedWordCount = shared.count
    newWordCount = new.vocabulary.count - shared.count
    let shifts = shared.map {
      Self.shift(from: old.input.numbers($0.old), to: new.input.numbers($0.new))
    }
    meanShift = shifts.reduce(0, +) / Double(max(1, shifts.count))
    maximumShift = shifts.max() ?? 0
    let isShared = Set(shared.map(\.new))
    let others = (0..<new.vocabulary.count).filter { !isShared.contains($0) }
    // The shared words first, in the same order as before.
    let now = Self.gather(new.input, rows: shared.map(\.new) + others)
    guard let before = Self.neighbours(Self.gather(old.input, rows: shared.map(\.old))),
      let among = Self.neighbours(now.rows(0..<shared.count)),
      let all = Self.neighbours(now, count: shared.count)
    else { return nil }
    neighbourOverlap = Self.overlap(before, among)
    neighbourOverlapWithNewWords = Self.overlap(before, all)
  }

  /// 0 for a vector that is what it was, be it all zeros.
  private static func shift(
    from old: UnsafeBufferPointer<Float>, to new: UnsafeBufferPointer<Float>
  ) -> Double {
    old.elementsEqual(new) ? 0 : 1 - old.cosine(with: new)
  }

  private static func gather(_ matrix: EmbeddingMatrix, rows: [Int]) -> EmbeddingMatrix {
    let gathered = EmbeddingMatrix(
      uninitializedRowCount: rows.count, dimension: matrix.dimension)
    for (place, row) in rows.enumerated() {
      gathered.row(place).update(from: matrix.row(row), count: matrix.dimension)
    }
    return gathered
  }

  /// For each of the first rows, of `count`, the numbers of the rows nearest to it; `nil` when a
  /// row isn't finite.
  private static func neighbours(_ rows: EmbeddingMatrix, count: Int? = nil) -> [Set<Int>]? {
    let sample = 0..<min(sampleSize, count ?? rows.rowCount)
    return NearestRows(rows)?.search(
      sample.map { rows[$0] }, maximumCount: neighbourCount, excluding: sample.map { [$0] }
    ).map { Set($0.map(\.row)) }
  }

  private static func overlap(_ left: [Set<Int>], _ right: [Set<Int>]) -> Double {
    let shares = zip(left, right).filter { !$0.0.isEmpty }.map { left, right in
      Double(left.intersection(right).count) / Double(left.count)
    }
    return shares.isEmpty ? 1 : shares.reduce(0, +) / Double(shares.count)
  }
}
