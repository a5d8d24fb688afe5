import SentimentTextProcessing

/// Reads little-endian numbers one after another from a mapped file, and never past its end.
struct ByteCursor {
  let file: MappedFile
  private(set) var position = 0

  init(_ file: MappedFile) { self.file = file }

  var remaining: Int { file.count - position }

  /// - Parameter part: what messages call the part of the file that is read.
  /// - Throws: `FileError` when the file ends before.
  mutating func next<Number: FixedWidthInteger & BitwiseCopyable>(
    _ type: Number.Type, of part: String
  ) throws(FileError) -> Number {
    let start = position
    try skip(MemoryLayout<Number>.size, of: part)
    return Number(
      littleEndian: file.bytes.loadUnaligned(fromByteOffset: start, as: Number.self))
  }

  mutating func skip(_ count: Int, of part: String) throws(FileError) {
    guard count >= 0, count <= remaining else {
      throw .damagedVectors(file.path, nil, "the file ends within \(part)")
    }
    position += count
  }

  /// The bytes up to the next zero byte, which is skipped.
  mutating func nextString(of part: String) throws(FileError) -> UnsafeBufferPointer<UInt8> {
    let bytes = file.bytes.bindMemory(to: UInt8.self)
    guard let end = bytes.firstIndex(of: 0, from: position) else {
      throw .damagedVectors(file.path, nil, "the file ends within \(part)")
    }
    defer { position = end + 1 }
    return UnsafeBufferPointer(rebasing: bytes[position..<end])
  }
}
