import SentimentTextProcessing

/// A matrix of numbers in a fastText model, as they are or as a product quantizer's codes.
struct FastTextMatrix {
  let rowCount: Int
  let dimension: Int

  private enum Numbers {
    /// The place of the first in the file.
    case dense(Int)
    case quantized(QuantizedRows)
  }

  private let file: MappedFile
  private let numbers: Numbers

  private static let part = "its vectors"

  init(_ cursor: inout ByteCursor, isQuantized: Bool) throws(FileError) {
    file = cursor.file
    if isQuantized {
      let rows = try QuantizedRows(&cursor)
      (rowCount, dimension, numbers) = (rows.rowCount, rows.dimension, .quantized(rows))
      return
    }
    let rowCount = try cursor.next(Int64.self, of: Self.part)
    let dimension = try cursor.next(Int64.self, of: Self.part)
    let size = rowCount.multipliedReportingOverflow(by: dimension)
    guard rowCount > 0, dimension > 0, !size.overflow,
      size.partialValue <= cursor.remaining / MemoryLayout<Float>.size
    else {
      throw .damagedVectors(
        file.path, nil, "\(rowCount) rows of \(dimension) numbers are more than the file holds")
    }
    (self.rowCount, self.dimension) = (Int(rowCount), Int(dimension))
    numbers = .dense(cursor.position)
  }

  /// Copies one row.
  func read(_ index: Int, into row: UnsafeMutableBufferPointer<Float>) {
    switch numbers {
    case .dense(let start):
      let place = start + index * dimension * MemoryLayout<Float>.size
      UnsafeMutableRawBufferPointer(row).copyMemory(
        from: UnsafeRawBufferPointer(
          rebasing: file.bytes[place..<place + dimension * MemoryLayout<Float>.size]))
    case .quantized(let rows):
      rows.read(index, into: row)
    }
  }
}
