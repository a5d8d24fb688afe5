import SentimentTextProcessing

/// Rows of a fastText model that was quantized: each part of a row is the nearest of 256 centroids
/// (Jégou, Douze and Schmid 2011, "Product Quantization for Nearest Neighbor Search"), and where
/// lengths were split off, so is the row's length.
struct QuantizedRows {
  let rowCount: Int
  var dimension: Int { quantizer.dimension }

  private let file: MappedFile
  /// Where the rows' codes start, one byte a part.
  private let codes: Int
  private let quantizer: Quantizer
  /// The lengths' codes, one byte a row, and their quantizer.
  private let lengths: (codes: Int, quantizer: Quantizer)?

  private static let part = "its quantized vectors"
  /// fastText's parts have 2 numbers by default. A limit on what a byte can stand for keeps a small
  /// file from asking for much memory.
  private static let longestPart = 64

  init(_ cursor: inout ByteCursor) throws(FileError) {
    file = cursor.file
    let hasLengths = try cursor.next(UInt8.self, of: Self.part) == 1
    let rowCount = Int(try cursor.next(Int64.self, of: Self.part))
    let dimension = try cursor.next(Int64.self, of: Self.part)
    let codeCount = Int(try cursor.next(Int32.self, of: Self.part))
    codes = cursor.position
    try cursor.skip(codeCount, of: Self.part)
    quantizer = try Quantizer(&cursor, longestPart: Self.longestPart)
    guard rowCount > 0, quantizer.dimension == dimension,
      codeCount / quantizer.partCount == rowCount, codeCount % quantizer.partCount == 0
    else { throw .damagedVectors(file.path, nil, "its quantized vectors don't fit each other") }
    self.rowCount = rowCount
    guard hasLengths else {
      lengths = nil
      return
    }
    let start = cursor.position
    try cursor.skip(rowCount, of: Self.part)
    let quantizer = try Quantizer(&cursor, longestPart: 1)
    guard quantizer.dimension == 1 else {
      throw .damagedVectors(file.path, nil, "its quantized lengths have more than one number")
    }
    lengths = (start, quantizer)
  }

  func read(_ index: Int, into row: UnsafeMutableBufferPointer<Float>) {
    let length = lengths.map { file.float(at: $0.quantizer.centroid(file, 0, $0.codes + index)) }
    for part in 0..<quantizer.partCount {
      let start = quantizer.centroid(file, part, codes + index * quantizer.partCount + part)
      for column in 0..<quantizer.length(of: part) {
        row[part * quantizer.partLength + column] =
          (length ?? 1) * file.float(at: start + 4 * column)
      }
    }
  }
}

/// The centroids of each part of a row.
private struct Quantizer {
  let dimension: Int
  let partCount: Int
  /// Numbers in a part, save the last, which has `lastLength`.
  let partLength: Int
  let lastLength: Int
  /// Where the centroids start.
  let start: Int

  static let centroidCount = 256
  private static let part = "its quantizer"

  init(_ cursor: inout ByteCursor, longestPart: Int) throws(FileError) {
    dimension = Int(try cursor.next(Int32.self, of: Self.part))
    partCount = Int(try cursor.next(Int32.self, of: Self.part))
    partLength = Int(try cursor.next(Int32.self, of: Self.part))
    lastLength = Int(try cursor.next(Int32.self, of: Self.part))
    guard dimension > 0, partCount > 0, 1...longestPart ~= partLength, 1...partLength ~= lastLength,
      (partCount - 1) * partLength + lastLength == dimension
    else { throw .damagedVectors(cursor.file.path, nil, "the parts of its quantizer can't be") }
    start = cursor.position
    try cursor.skip(dimension * Self.centroidCount * MemoryLayout<Float>.size, of: Self.part)
  }

  func length(of part: Int) -> Int { part == partCount - 1 ? lastLength : partLength }

  /// The place of a part's centroid in the file, by the place of its code.
  func centroid(_ file: MappedFile, _ part: Int, _ code: Int) -> Int {
    let number = Int(file.bytes[code])
    return start
      + MemoryLayout<Float>.size
      * (part * Self.centroidCount * partLength + number * length(of: part))
  }
}

extension MappedFile {
  /// The little-endian 32-bit float at a place.
  fileprivate func float(at place: Int) -> Float {
    Float(
      bitPattern: UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self)))
  }
}
