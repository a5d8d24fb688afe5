import CSkipGramKernel

/// Takes the changes of a batch up into the matrix:
///
///     m ← m + s Σ (copy − m)
///
/// over the copies of row `m`, in the order of their stretches. Each thread owns a class of rows,
/// so that the order of the sum is the same whatever the number of threads.
final class RowMerge: @unchecked Sendable {
  /// For each row: one more than the place of its latest copy in ``previous``, or 0.
  private let latest: UnsafeMutablePointer<UInt32>
  /// For each copy: one more than the place of the one before it of the same row, or 0.
  private let previous: UnsafeMutablePointer<UInt32>
  private let rowCount: Int
  private let copiesPerStretch: Int
  private let threads: Int
  private let lists: [MergeList]

  /// Rows that lie together belong to the same thread, so that no two write to one page at a time.
  private static let rowsPerTurn = 16

  /// The share of each copy's change that is taken up.
  private static func share(copies: Int, uses: Int) -> Float {
    let stale = Float(TrainingPlan.undampedRepeats) / Float(copies)
    let settled = Float(TrainingPlan.undampedUses) / Float(uses)
    return min(1, stale, max(settled, 1 / Float(copies)))
  }

  init(_ plan: TrainingPlan, threads: Int) {
    rowCount = plan.rowCount
    copiesPerStretch = plan.maximumCopies
    self.threads = threads
    latest = .allocate(capacity: rowCount)
    latest.initialize(repeating: 0, count: rowCount)
    previous = .allocate(capacity: copiesPerStretch * plan.batchSize)
    let (rowCount, batchSize) = (rowCount, plan.batchSize)
    lists = (0..<threads).map { _ in MergeList(rows: rowCount, copies: batchSize) }
  }

  deinit {
    latest.deallocate()
    previous.deallocate()
  }

  /// Merges the rows that belong to `thread`.
  func merge(
    _ batch: ArraySlice<StretchCopies>, thread: Int, level: Int32, into matrix: EmbeddingMatrix
  ) {
    let list = lists[thread]
    var touched = 0
    for (stretch, copies) in batch.enumerated() {
      for copy in 0..<copies.count {
        let row = Int(copies.rows[copy])
        guard (row / Self.rowsPerTurn) % threads == thread else { continue }
        if latest[row] == 0 {
          list.rows[touched] = UInt32(row)
          touched += 1
        }
        let place = stretch * copiesPerStretch + copy
        previous[place] = latest[row]
        latest[row] = UInt32(place + 1)
      }
    }
    for index in 0..<touched {
      let row = Int(list.rows[index])
      var count = 0
      var uses = 0
      var place = Int(latest[row])
      while place > 0 {
        let (stretch, copy) = (place - 1).quotientAndRemainder(dividingBy: copiesPerStretch)
        let copies = batch[batch.startIndex + stretch]
        list.copies[count] = UnsafePointer(copies.vectors + copy * copies.stride)
        count += 1
        uses += Int(copies.uses[copy])
        place = Int(previous[place - 1])
      }
      latest[row] = 0
      sgk_merge_row(
        level, matrix.row(row), list.copies, Int32(count), Self.share(copies: count, uses: uses),
        Int32(matrix.stride))
    }
  }
}

/// One thread's scratch memory for the merge.
private final class MergeList {
  /// The rows that the batch has changed, in the order in which they are met.
  let rows: UnsafeMutablePointer<UInt32>
  /// The copies of one row.
  let copies: UnsafeMutablePointer<UnsafePointer<Float>?>

  init(rows: Int, copies: Int) {
    self.rows = .allocate(capacity: rows)
    self.copies = .allocate(capacity: copies)
  }

  deinit {
    rows.deallocate()
    copies.deallocate()
  }
}
