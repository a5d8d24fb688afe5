import CSentimentKernels

/// The rows that several stretches of a batch use, and how their changes come together.
///
/// A row that one stretch alone uses is trained where it is. Of the others each stretch trains a
/// copy, and the matrix takes the changes up in the order of the stretches:
///
///     m ← m + s Σ (copy − m)
///
/// Each thread owns a class of rows, so that the order of the sum is the same whatever the number
/// of threads. Nothing else is shared, hence `@unchecked Sendable`.
final class RowMerging: @unchecked Sendable {
  /// For each row: one more than the place of its latest use in ``previous``, or 0.
  private let latest: UnsafeMutablePointer<UInt32>
  /// For each use: one more than the place of the one before it of the same row, or 0.
  private let previous: UnsafeMutablePointer<UInt32>
  /// The copies, `[stretches of a batch × rows of a stretch]`.
  private let copies: AlignedMemory
  private let rowsPerStretch: Int
  private let stride: Int
  private let plan: TrainingPlan
  private let lists: [MergeList]

  /// Rows that lie together belong to the same thread, so that no two write to one page at a time.
  private static let rowsPerBlock = 16

  init(_ plan: TrainingPlan, stride: Int, threads: Int) {
    latest = .allocate(capacity: plan.rowCount)
    latest.initialize(repeating: 0, count: plan.rowCount)
    rowsPerStretch = plan.maximumRows
    self.plan = plan
    previous = .allocate(capacity: rowsPerStretch * plan.batchSize)
    self.stride = stride
    copies = AlignedMemory(floatCount: rowsPerStretch * plan.batchSize * stride)
    lists = (0..<threads).map { _ in MergeList(plan) }
  }

  deinit {
    latest.deallocate()
    previous.deallocate()
  }

  /// Says for the rows of `thread` where each stretch is to train them, and notes what to merge.
  func link(_ batch: ArraySlice<Block>, thread: Int, matrix: EmbeddingMatrix) {
    let list = lists[thread]
    let firstUses = chain(batch, thread: thread)
    list.clear()
    for index in 0..<firstUses {
      let row = Int(list.firstUses[index])
      var use = latest[row]
      latest[row] = 0
      if previous[Int(use) - 1] == 0 {
        let (stretch, place) = Int(use - 1).quotientAndRemainder(dividingBy: rowsPerStretch)
        batch[batch.startIndex + stretch].vectors[place] = matrix.row(row)
        continue
      }
      var uses = 0
      list.begin(row: UInt32(row))
      while use > 0 {
        let (stretch, place) = Int(use - 1).quotientAndRemainder(dividingBy: rowsPerStretch)
        let copy = copies.floats + (Int(use) - 1) * stride
        batch[batch.startIndex + stretch].vectors[place] = copy
        uses += Int(batch[batch.startIndex + stretch].uses[place])
        list.add(copy)
        use = previous[Int(use) - 1]
      }
      list.end { copies in plan.share(copies: copies, uses: uses) }
    }
  }

  /// Takes the changes of the rows of `thread` up into the matrix.
  func merge(thread: Int, level: Int32, into matrix: EmbeddingMatrix) {
    let list = lists[thread]
    ck_merge_rows(
      level, matrix.base, Int32(stride), list.rows, list.starts, list.copies, list.shares,
      Int32(list.count))
  }

  /// Chains the uses of each row of `thread`, the latest first.
  ///
  /// - Returns: the number of these rows; they are the list's ``MergeList/firstUses``.
  private func chain(_ batch: ArraySlice<Block>, thread: Int) -> Int {
    let firstUses = lists[thread].firstUses
    let threads = UInt32(lists.count)
    var count = 0
    for (number, stretch) in batch.enumerated() {
      for place in 0..<stretch.rowCount {
        let row = stretch.rows[place]
        guard Self.owner(of: row, threads: threads) == thread else { continue }
        if latest[Int(row)] == 0 {
          firstUses[count] = row
          count += 1
        }
        let use = number * rowsPerStretch + place
        previous[use] = latest[Int(row)]
        latest[Int(row)] = UInt32(truncatingIfNeeded: use + 1)
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
  let firstUses: UnsafeMutablePointer<UInt32>
  let rows: UnsafeMutablePointer<UInt32>
  /// The copies of `rows[i]` are `copies[starts[i]..<starts[i + 1]]`.
  let starts: UnsafeMutablePointer<UInt32>
  let copies: UnsafeMutablePointer<UnsafePointer<Float>?>
  /// The share of each copy's change that a row takes up.
  let shares: UnsafeMutablePointer<Float>
  private(set) var count = 0
  private var copyCount = 0

  init(_ plan: TrainingPlan) {
    let capacity = plan.maximumRows * plan.batchSize
    firstUses = .allocate(capacity: capacity)
    rows = .allocate(capacity: capacity)
    starts = .allocate(capacity: capacity + 1)
    copies = .allocate(capacity: capacity)
    shares = .allocate(capacity: capacity)
    clear()
  }

  deinit {
    firstUses.deallocate()
    rows.deallocate()
    starts.deallocate()
    copies.deallocate()
    shares.deallocate()
  }

  func clear() {
    count = 0
    copyCount = 0
    starts[0] = 0
  }

  func begin(row: UInt32) { rows[count] = row }

  func add(_ copy: UnsafeMutablePointer<Float>) {
    copies[copyCount] = UnsafePointer(copy)
    copyCount += 1
  }

  func end(share: (_ copies: Int) -> Float) {
    shares[count] = share(copyCount - Int(starts[count]))
    count += 1
    starts[count] = UInt32(copyCount)
  }
}
