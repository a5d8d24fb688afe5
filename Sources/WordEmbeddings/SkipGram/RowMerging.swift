import CSentimentKernels

/// The rows that several stretches of a batch use, and how their changes come together.
///
/// A row that one stretch alone uses is trained where it is. Of the others each stretch trains a
/// copy. The changes of a row's copies are combined by Adasum (Maleki et al. 2021, "Scaling
/// Distributed Training with Adaptive Summation"), two by two in the order of the stretches, and
/// the matrix takes up what comes of it: about the sum of changes that have nothing to do with one
/// another, and the mean of changes that say the same. Sums alone would overshoot where many
/// stretches move a row the same way, and means learn little of rare words.
///
/// Each thread owns a class of rows, so that the order is the same whatever the number of threads.
/// Nothing else is shared, hence `@unchecked Sendable`.
final class RowMerging: @unchecked Sendable {
  /// For each row: one more than the place of its first use in ``following``, or 0.
  private let first: UnsafeMutablePointer<UInt32>
  /// For each use: one more than the place of the next one of the same row, or 0.
  private let following: UnsafeMutablePointer<UInt32>
  /// The copies, `[stretches of a batch × rows of a stretch]`.
  private let copies: AlignedMemory
  private let rowsPerStretch: Int
  private let stride: Int
  private let lists: [MergeList]

  /// Rows that lie together belong to the same thread, so that no two write to one page at a time.
  private static let rowsPerBlock = 16

  init(_ plan: TrainingPlan, stride: Int, threads: Int) {
    first = .allocate(capacity: plan.rowCount)
    first.initialize(repeating: 0, count: plan.rowCount)
    rowsPerStretch = plan.maximumRows
    following = .allocate(capacity: rowsPerStretch * plan.batchSize)
    self.stride = stride
    copies = AlignedMemory(floatCount: rowsPerStretch * plan.batchSize * stride)
    lists = (0..<threads).map { _ in MergeList(plan) }
  }

  deinit {
    first.deallocate()
    following.deallocate()
  }

  /// Says for the rows of `thread` where each stretch is to train them, and notes what to merge.
  func link(_ batch: ArraySlice<Block>, thread: Int, matrix: EmbeddingMatrix) {
    let list = lists[thread]
    let usedRows = chain(batch, thread: thread)
    list.clear()
    for index in 0..<usedRows {
      let row = Int(list.usedRows[index])
      var use = first[row]
      first[row] = 0
      if following[Int(use) - 1] == 0 {
        let (stretch, place) = Int(use - 1).quotientAndRemainder(dividingBy: rowsPerStretch)
        batch[batch.startIndex + stretch].vectors[place] = matrix.row(row)
        continue
      }
      list.begin(row: UInt32(row))
      while use > 0 {
        let (stretch, place) = Int(use - 1).quotientAndRemainder(dividingBy: rowsPerStretch)
        let copy = copies.floats + (Int(use) - 1) * stride
        batch[batch.startIndex + stretch].vectors[place] = copy
        list.add(copy)
        use = following[Int(use) - 1]
      }
      list.end()
    }
  }

  /// Takes the changes of the rows of `thread` up into the matrix.
  func merge(thread: Int, level: Int32, into matrix: EmbeddingMatrix) {
    let list = lists[thread]
    ck_merge_rows(
      level, matrix.base, Int32(stride), list.rows, list.starts, list.copies, Int32(list.count))
  }

  /// Chains the uses of each row of `thread`, in the order of the stretches: from the last one back.
  ///
  /// - Returns: the number of these rows; they are the list's ``MergeList/usedRows``.
  private func chain(_ batch: ArraySlice<Block>, thread: Int) -> Int {
    let usedRows = lists[thread].usedRows
    let threads = UInt32(lists.count)
    var count = 0
    for (number, stretch) in batch.enumerated().reversed() {
      for place in 0..<stretch.rowCount {
        let row = stretch.rows[place]
        guard Self.owner(of: row, threads: threads) == thread else { continue }
        if first[Int(row)] == 0 {
          usedRows[count] = row
          count += 1
        }
        let use = number * rowsPerStretch + place
        following[use] = first[Int(row)]
        first[Int(row)] = UInt32(truncatingIfNeeded: use + 1)
      }
    }
    return count
  }

  /// The thread that a row belongs to: a multiplication spreads the blocks, where a division would
  /// cost more than all else that is done for the row here.
  @inline(__always)
  static func owner(of row: UInt32, threads: UInt32) -> Int {
    let hash = ((row / UInt32(rowsPerBlock)) &* 0x9E37_79B1) >> 16
    return Int((hash &* threads) >> 16)
  }
}

/// The rows that one thread has to merge, with their copies.
private final class MergeList {
  /// The rows of which the thread has seen a use, in that order.
  let usedRows: UnsafeMutablePointer<UInt32>
  let rows: UnsafeMutablePointer<UInt32>
  /// The copies of `rows[i]` are `copies[starts[i]..<starts[i + 1]]`.
  let starts: UnsafeMutablePointer<UInt32>
  let copies: UnsafeMutablePointer<UnsafeMutablePointer<Float>?>
  private(set) var count = 0
  private var copyCount = 0

  init(_ plan: TrainingPlan) {
    let capacity = plan.maximumRows * plan.batchSize
    usedRows = .allocate(capacity: capacity)
    rows = .allocate(capacity: capacity)
    starts = .allocate(capacity: capacity + 1)
    copies = .allocate(capacity: capacity)
    clear()
  }

  deinit {
    usedRows.deallocate()
    rows.deallocate()
    starts.deallocate()
    copies.deallocate()
  }

  func clear() {
    count = 0
    copyCount = 0
    starts[0] = 0
  }

  func begin(row: UInt32) { rows[count] = row }

  func add(_ copy: UnsafeMutablePointer<Float>) {
    copies[copyCount] = copy
    copyCount += 1
  }

  func end() {
    count += 1
    starts[count] = UInt32(copyCount)
  }
}
