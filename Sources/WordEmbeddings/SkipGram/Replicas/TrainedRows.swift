import SentimentTextProcessing

/// The rows that training changes: what the words' input vectors are or are composed of, then their
/// output vectors.
struct TrainedRows: Sendable {
  private let inputs: EmbeddingMatrix
  private let outputs: EmbeddingMatrix

  init(_ vectors: TrainedVectors) {
    inputs = vectors.subwords?.rows ?? vectors.input
    outputs = vectors.output
  }

  var count: Int { inputs.rowCount + outputs.rowCount }
  var dimension: Int { outputs.dimension }
  var stride: Int { outputs.stride }
  /// Where the rows of the output vectors begin.
  var firstOutput: Int { inputs.rowCount }

  func row(_ index: Int) -> UnsafeMutablePointer<Float> {
    index < inputs.rowCount ? inputs.row(index) : outputs.row(index - inputs.rowCount)
  }

  /// Takes some rows over from other vectors of the same words.
  func update(_ rows: [UInt32], from other: TrainedRows, threads: Int) {
    _ = concurrentMap(Self.partCount(rows.count), threads: threads) { part in
      for row in rows[Self.part(part, of: rows.indices)] {
        self.row(Int(row)).update(from: other.row(Int(row)), count: dimension)
      }
    }
  }

  /// So many rows are one unit of work.
  private static let partSize = 1024

  static func partCount(_ count: Int) -> Int { (count + partSize - 1) / partSize }

  static func part(_ part: Int, of range: Range<Int>) -> Range<Int> {
    let start = range.lowerBound + part * partSize
    return start..<min(start + partSize, range.upperBound)
  }
}

/// Which rows a replica has changed since it last told the others.
///
/// One thread at a time writes to it, and phases that read it follow those that write, hence
/// `@unchecked Sendable`.
final class ChangedRows: @unchecked Sendable {
  private let bits: UnsafeMutableBufferPointer<UInt64>

  /// - Parameter count: how many rows there are.
  init(count: Int) {
    bits = .allocate(capacity: (count + UInt64.bitWidth - 1) / UInt64.bitWidth)
    bits.initialize(repeating: 0)
  }

  deinit { bits.deallocate() }

  func add(_ row: Int) { bits[row / UInt64.bitWidth] |= 1 << (row % UInt64.bitWidth) }

  func removeAll() { bits.update(repeating: 0) }

  /// By rising number.
  var rows: [UInt32] {
    var rows: [UInt32] = []
    for index in bits.indices {
      var left = bits[index]
      while left != 0 {
        rows.append(UInt32(index * UInt64.bitWidth + left.trailingZeroBitCount))
        left &= left - 1
      }
    }
    return rows
  }
}
