/// Rows that are to stay near where they were before training: those of the words that a model knew
/// already.
///
/// After each batch every such row `m` that the batch has used is pulled back to its old place `a`
/// by a share `λ` of the way, `m ← a + (1 − λ) (m − a)`. With `λ` = 1 the rows are, to the last bit,
/// where they were.
///
/// Each thread owns a class of rows, hence `@unchecked Sendable`.
package final class AnchoredRows: @unchecked Sendable {
  /// The old places, `[2 · vocabulary × dimension]`.
  private let places: EmbeddingMatrix
  /// Whether each word of the vocabulary is anchored.
  private let isAnchored: [Bool]
  /// `1 − λ`.
  private let slack: Float
  /// Whether the pull has met a row before, so that a row that several stretches use is pulled once.
  private let isPulled: UnsafeMutablePointer<Bool>

  package init(places: EmbeddingMatrix, isAnchored: [Bool], strength: Double) {
    self.places = places
    self.isAnchored = isAnchored
    slack = Float(1 - strength)
    isPulled = .allocate(capacity: places.rowCount)
    isPulled.initialize(repeating: false, count: places.rowCount)
  }

  deinit { isPulled.deallocate() }

  /// Pulls those rows back that some stretches have used, and that are of this thread's class.
  func pull(
    _ matrix: EmbeddingMatrix, rowsOf stretches: ArraySlice<Block>, thread: Int, of threads: Int
  ) {
    for stretch in stretches {
      for index in 0..<stretch.rowCount {
        let row = Int(stretch.rows[index])
        guard row % threads == thread, isAnchored[row % isAnchored.count], !isPulled[row] else {
          continue
        }
        isPulled[row] = true
        let (vector, place) = (matrix.row(row), places.row(row))
        for column in 0..<matrix.dimension {
          vector[column] = place[column] + slack * (vector[column] - place[column])
        }
      }
    }
    for stretch in stretches {
      for index in 0..<stretch.rowCount {
        let row = Int(stretch.rows[index])
        if row % threads == thread { isPulled[row] = false }
      }
    }
  }
}
