import SentimentPlatform
import Synchronization

/// A row-major `[rows × dimension]` matrix of `Float`.
///
/// The numbers have one owner, an aligned allocation or a mapped file; a matrix is a view of some
/// of its rows. Only the trainer writes, and it hands each row to one thread at a time, hence
/// `@unchecked Sendable`.
public struct EmbeddingMatrix: @unchecked Sendable {
  public let rowCount: Int
  public let dimension: Int
  /// The distance between the starts of two rows, in floats.
  package let stride: Int
  package let base: UnsafeMutablePointer<Float>
  private let owner: AnyObject

  /// 16 floats fill one cache line; rows that are allocated here start on one.
  static let rowAlignment = 16

  /// A matrix of zeros.
  public init(rowCount: Int, dimension: Int) {
    precondition(rowCount >= 0 && dimension >= 0, "\(rowCount) rows of \(dimension) numbers")
    self.rowCount = rowCount
    self.dimension = dimension
    stride = (dimension + Self.rowAlignment - 1) / Self.rowAlignment * Self.rowAlignment
    let memory = AlignedMemory(floatCount: rowCount * stride)
    base = memory.floats
    owner = memory
  }

  /// A matrix whose numbers are what the memory held; each row must be written before it is read.
  package init(uninitializedRowCount rowCount: Int, dimension: Int) {
    precondition(rowCount >= 0 && dimension >= 0, "\(rowCount) rows of \(dimension) numbers")
    self.rowCount = rowCount
    self.dimension = dimension
    stride = dimension
    let memory = AlignedMemory(floatCount: rowCount * stride, isZeroed: false)
    base = memory.floats
    owner = memory
  }

  /// A matrix of rows that are given as lists, all of the same length.
  public init(rows: [[Float]]) {
    self.init(rowCount: rows.count, dimension: rows.first?.count ?? 0)
    for (index, row) in rows.enumerated() {
      precondition(row.count == dimension, "row \(index) has another length")
      for (column, value) in row.enumerated() { self.row(index)[column] = value }
    }
  }

  /// A matrix that lies in a mapped file at a byte offset, which must be a multiple of four.
  package init(file: MappedFile, byteOffset: Int, rowCount: Int, dimension: Int) {
    precondition(byteOffset % MemoryLayout<Float>.alignment == 0)
    precondition(byteOffset + rowCount * dimension * MemoryLayout<Float>.stride <= file.count)
    self.rowCount = rowCount
    self.dimension = dimension
    stride = dimension
    let address = UnsafeMutableRawPointer(mutating: file.bytes.baseAddress! + byteOffset)
    base = address.assumingMemoryBound(to: Float.self)
    owner = file
  }

  private init(_ matrix: EmbeddingMatrix, rows: Range<Int>) {
    rowCount = rows.count
    dimension = matrix.dimension
    stride = matrix.stride
    base = matrix.row(rows.lowerBound)
    owner = matrix.owner
  }

  /// A view of some rows; it shares the numbers.
  public func rows(_ range: Range<Int>) -> EmbeddingMatrix {
    precondition(range.lowerBound >= 0 && range.upperBound <= rowCount, "rows \(range)")
    return EmbeddingMatrix(self, rows: range)
  }

  package func row(_ index: Int) -> UnsafeMutablePointer<Float> { base + index * stride }

  /// One row's `dimension` numbers, valid as long as the matrix is held.
  package func numbers(_ row: Int) -> UnsafeBufferPointer<Float> {
    UnsafeBufferPointer(start: self.row(row), count: dimension)
  }

  /// A matrix of the same numbers, in memory of its own.
  package func copy() -> EmbeddingMatrix {
    let copy = EmbeddingMatrix(rowCount: rowCount, dimension: dimension)
    copy.update(from: self)
    return copy
  }

  /// Takes over the numbers of a matrix of as many rows and columns.
  func update(from other: EmbeddingMatrix) {
    precondition(rowCount == other.rowCount && dimension == other.dimension, "another shape")
    for row in 0..<rowCount { self.row(row).update(from: other.row(row), count: dimension) }
  }

  /// Draws a row's numbers evenly from `±0.5 / dimension`.
  func randomize(_ row: Int, using generator: inout SeededGenerator) {
    let numbers = self.row(row)
    for column in 0..<dimension {
      numbers[column] = (generator.uniform() - 0.5) / Float(dimension)
    }
  }

  /// Whether all numbers are finite.
  public var isFinite: Bool { firstUnsoundRow == nil }

  /// The first row with a number that isn't finite.
  package var firstUnsoundRow: Int? { (0..<rowCount).first { !numbers($0).areFinite } }

  /// The path of the mapped file that the numbers lie in; `nil` when they are in memory.
  package var file: String? { (owner as? MappedFile)?.path }

  /// A copy of one row, `dimension` numbers.
  public subscript(row: Int) -> [Float] {
    precondition(row >= 0 && row < rowCount, "row \(row) of \(rowCount)")
    return Array(numbers(row))
  }
}

extension UnsafeBufferPointer<Float> {
  /// Whether all numbers are finite: the largest of their magnitudes, compared as bits, is below
  /// infinity's. A compiler turns this into vector instructions, and a test a number it can't.
  package var areFinite: Bool {
    var largest: UInt32 = 0
    for number in self { largest = Swift.max(largest, number.bitPattern & 0x7FFF_FFFF) }
    return largest < Float.infinity.bitPattern
  }
}

/// An allocation on a 64-byte boundary.
package final class AlignedMemory {
  package let floats: UnsafeMutablePointer<Float>

  /// From this size on the kernel is asked for huge pages: rows are fetched at random, and with
  /// pages of 4 KB each fetch would also miss the address cache.
  private static let hugePageSize = 2 << 20

  /// - Parameter isZeroed: whether the numbers are 0, or what the memory held.
  package init(floatCount: Int, isZeroed: Bool = true) {
    let size = max(64, floatCount * MemoryLayout<Float>.stride)
    let isLarge = size >= Self.hugePageSize
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: size, alignment: isLarge ? Self.hugePageSize : 64)
    if isLarge { madvise(memory, size, MADV_HUGEPAGE) }
    floats =
      isZeroed
      ? memory.initializeMemory(as: Float.self, repeating: 0, count: size / 4)
      : memory.bindMemory(to: Float.self, capacity: size / 4)
  }

  deinit { floats.deallocate() }
}

/// A matrix that is made when it is asked for first: a model that answers by its words' weights alone
/// never reads its vectors.
final class LazyMatrix: Sendable {
  let dimension: Int
  private let made = Mutex<EmbeddingMatrix?>(nil)
  private let make: @Sendable () -> EmbeddingMatrix

  init(dimension: Int, make: @escaping @Sendable () -> EmbeddingMatrix) {
    self.dimension = dimension
    self.make = make
  }

  var matrix: EmbeddingMatrix {
    made.withLock { made in
      if let made { return made }
      let matrix = make()
      made = matrix
      return matrix
    }
  }
}
