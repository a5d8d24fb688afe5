import CSentimentKernels
import SentimentTextProcessing

/// Changes of rows as replicas tell them to each other: records of one size, by rising rows.
///
/// | bytes | |
/// |---|---|
/// | 4 | the row |
/// | 4 | the scale, a float |
/// | dimension, rounded up to a multiple of 4 | the change of each number, in steps of the scale |
///
/// Eight bits a number cost no accuracy that could be measured, and make messages a quarter as large.
struct RowChanges: Sendable {
  let bytes: [UInt8]
  let dimension: Int

  private static let headSize = 8

  static func recordSize(dimension: Int) -> Int { headSize + (dimension + 3) / 4 * 4 }

  private var recordSize: Int { Self.recordSize(dimension: dimension) }
  var count: Int { bytes.count / recordSize }

  init(_ bytes: [UInt8], dimension: Int) {
    precondition(bytes.count % Self.recordSize(dimension: dimension) == 0, "whole records")
    (self.bytes, self.dimension) = (bytes, dimension)
  }

  /// How far some rows have moved.
  ///
  /// - Parameters:
  ///   - rows: by rising number.
  ///   - threads: how many work; the result doesn't depend on it.
  init(
    of rows: ArraySlice<UInt32>, from before: TrainedRows, to now: TrainedRows, level: Int32,
    threads: Int
  ) {
    dimension = now.dimension
    let (dimension, size) = (dimension, Self.recordSize(dimension: now.dimension))
    let parts = concurrentMap(TrainedRows.partCount(rows.count), threads: threads) { part in
      let rows = rows[TrainedRows.part(part, of: rows.indices)]
      return [UInt8](unsafeUninitializedCapacity: rows.count * size) { bytes, count in
        var record = UnsafeMutableRawPointer(bytes.baseAddress)
        for row in rows {
          Self.write(
            row: row, now: now.row(Int(row)), before: before.row(Int(row)), dimension, level,
            to: record!)
          record! += size
        }
        count = rows.count * size
      }
    }
    bytes = parts.concatenated
  }

  /// Adds the changes to rows of some vectors, and copies these rows to others.
  ///
  /// - Parameter isDigested: whether a digest is wanted.
  /// - Returns: a digest of the rows as they are now.
  func add(
    to vectors: TrainedRows, copyingTo copies: TrainedRows, isDigested: Bool, level: Int32,
    threads: Int
  ) -> UInt64 {
    let digests = concurrentMap(TrainedRows.partCount(count), threads: threads) { part in
      var digest = CorpusDigest()
      bytes.withUnsafeBytes { bytes in
        for index in TrainedRows.part(part, of: 0..<count) {
          let record = Record(bytes.baseAddress! + index * recordSize)
          let row = vectors.row(record.row)
          ck_add_change(level, record.scale, record.steps, dimension, row)
          copies.row(record.row).update(from: row, count: dimension)
          if isDigested { digest.add(UnsafeRawBufferPointer(start: row, count: dimension * 4)) }
        }
      }
      return digest.value
    }
    var digest = CorpusDigest()
    for value in digests { withUnsafeBytes(of: value.littleEndian) { digest.add($0) } }
    return digest.value
  }

  /// So many records are one unit of work.
  private static let partSize = 1024

  private static func partCount(_ count: Int) -> Int { (count + partSize - 1) / partSize }

  private static func part(_ part: Int, of range: Range<Int>) -> Range<Int> {
    range.lowerBound + part
      * partSize..<min(
        range.lowerBound + (part + 1) * partSize, range.upperBound)
  }

  private static func write(
    row: UInt32, now: UnsafePointer<Float>, before: UnsafePointer<Float>, _ dimension: Int,
    _ level: Int32, to record: UnsafeMutableRawPointer
  ) {
    let steps = (record + headSize).assumingMemoryBound(to: Int8.self)
    let scale = ck_round_change(level, now, before, dimension, steps)
    record.storeBytes(of: row, as: UInt32.self)
    record.storeBytes(of: scale, toByteOffset: 4, as: Float.self)
    for place in dimension..<recordSize(dimension: dimension) - headSize { steps[place] = 0 }
  }

  /// A record where it lies.
  private struct Record {
    let address: UnsafeRawPointer

    init(_ address: UnsafeRawPointer) { self.address = address }

    var row: Int { Int(address.load(as: UInt32.self)) }
    var scale: Float { address.load(fromByteOffset: 4, as: Float.self) }
    var steps: UnsafePointer<Int8> {
      (address + headSize).assumingMemoryBound(to: Int8.self)
    }
  }
}

extension RowChanges {
  /// The changes of several replicas as one: those of a row are combined by Adasum (Maleki et al. 2021),
  /// two by two in the order of the replicas, as `RowMerging` combines those of stretches.
  ///
  /// - Parameters:
  ///   - replicas: by their numbers.
  ///   - rows: those that this process combines; the changes are of no others.
  static func combined(
    _ replicas: [RowChanges], rows: Range<Int>, stride: Int, level: Int32, threads: Int
  ) -> RowChanges {
    let dimension = replicas[0].dimension
    let count = min(rows.count, threads * partsPerThread)
    let parts = concurrentMap(count, threads: threads) { part in
      let start = rows.lowerBound + rows.count * part / count
      let end = rows.lowerBound + rows.count * (part + 1) / count
      return Merging(replicas, stride: stride, level: level).combine(rows: start..<end)
    }
    return RowChanges(parts.concatenated, dimension: dimension)
  }

  /// Rows of frequent words, which have most changes, stand together: a thread that is done early takes
  /// another part.
  private static let partsPerThread = 16

  /// Combines the changes of some rows: one thread's tool.
  private final class Merging {
    private let replicas: [RowChanges]
    private let dimension: Int
    private let stride: Int
    private let level: Int32
    /// A row that takes up a sum of changes; a row of zeros; then the changes.
    private let memory: AlignedMemory
    private var changes: [UnsafeMutablePointer<Float>?]
    private let record: UnsafeMutableRawBufferPointer

    init(_ replicas: [RowChanges], stride: Int, level: Int32) {
      (self.replicas, self.stride, self.level) = (replicas, stride, level)
      dimension = replicas[0].dimension
      memory = AlignedMemory(floatCount: (2 + replicas.count) * stride)
      let first = memory.floats + 2 * stride
      changes = replicas.indices.map { first + $0 * stride }
      record = .allocate(byteCount: RowChanges.recordSize(dimension: dimension), alignment: 4)
    }

    deinit { record.deallocate() }

    /// The records of the rows of a range that any of the replicas has changed.
    func combine(rows: Range<Int>) -> [UInt8] {
      var result: [UInt8] = []
      var next = replicas.map { $0.firstRecord(from: rows.lowerBound) }
      var heads = replicas.indices.map { replicas[$0].row(next[$0]) }
      var changing: [Int] = []
      while let row = heads.min(), row < rows.upperBound {
        changing.removeAll(keepingCapacity: true)
        for replica in replicas.indices where heads[replica] == row { changing.append(replica) }
        if changing.count == 1 {
          result += replicas[changing[0]].bytes(of: next[changing[0]]..<next[changing[0]] + 1)
        } else {
          for (place, replica) in changing.enumerated() {
            layOut(replicas[replica], next[replica], at: place)
          }
          merge(row: row, changing.count)
          result += record
        }
        for replica in changing {
          next[replica] += 1
          heads[replica] = replicas[replica].row(next[replica])
        }
      }
      return result
    }

    private func layOut(_ replica: RowChanges, _ index: Int, at place: Int) {
      replica.bytes.withUnsafeBytes { bytes in
        let record = Record(bytes.baseAddress! + index * replica.recordSize)
        let change = changes[place]!
        change.update(repeating: 0, count: stride)
        ck_add_change(level, record.scale, record.steps, dimension, change)
      }
    }

    /// Makes the record of a row whose changes were laid out.
    private func merge(row: Int, _ count: Int) {
      let (sum, zeros) = (memory.floats, memory.floats + stride)
      sum.update(repeating: 0, count: stride)
      withUnsafeBytes(of: (UInt32(0), UInt32(0), UInt32(count))) { numbers in
        let first = numbers.assumingMemoryBound(to: UInt32.self).baseAddress!
        ck_merge_rows(level, sum, Int32(stride), first, first + 1, &changes, 1)
      }
      RowChanges.write(
        row: UInt32(row), now: sum, before: zeros, dimension, level, to: record.baseAddress!)
    }
  }

  /// The row of a record; more than any row behind the last.
  private func row(_ index: Int) -> Int {
    guard index < count else { return .max }
    return bytes.withUnsafeBytes { Record($0.baseAddress! + index * recordSize).row }
  }

  /// The first record of a row that isn't below one; ``count`` where there is none.
  func firstRecord(from row: Int) -> Int {
    var range = 0..<count
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      range =
        self.row(middle) < row ? middle + 1..<range.upperBound : range.lowerBound..<middle
    }
    return range.lowerBound
  }

  /// The records of some rows.
  func bytes(ofRows rows: Range<Int>) -> ArraySlice<UInt8> {
    bytes(of: firstRecord(from: rows.lowerBound)..<firstRecord(from: rows.upperBound))
  }

  private func bytes(of records: Range<Int>) -> ArraySlice<UInt8> {
    bytes[records.lowerBound * recordSize..<records.upperBound * recordSize]
  }
}

extension [[UInt8]] {
  /// One after another.
  var concatenated: [UInt8] {
    var all: [UInt8] = []
    all.reserveCapacity(reduce(0) { $0 + $1.count })
    for part in self { all.append(contentsOf: part) }
    return all
  }
}
