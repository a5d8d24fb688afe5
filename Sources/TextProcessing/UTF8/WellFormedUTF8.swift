/// Replacement of ill-formed UTF-8 by U+FFFD, one for each maximal subpart of a sequence, as the
/// Unicode Standard recommends (3.9) and both Swift and ICU do.
package enum WellFormedUTF8 {
  /// The length in bytes of the sequence at `start`, and whether it is well-formed (table 3-7 of
  /// the Unicode Standard).
  static func sequence(
    in bytes: UnsafeBufferPointer<UInt8>, at start: Int
  ) -> (length: Int, isWellFormed: Bool) {
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch bytes[start] {
    case 0x00...0x7F: return (1, true)
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: length = 4
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return (1, false)
    }
    var position = start + 1
    while position < start + length {
      let range = position == start + 1 ? second : 0x80...0xBF
      guard position < bytes.count, range.contains(bytes[position]) else {
        return (position - start, false)
      }
      position += 1
    }
    return (length, true)
  }

  /// Whether the ill-formed sequence at `start` could be well-formed if more bytes followed the last
  /// one.
  static func isCut(in bytes: UnsafeBufferPointer<UInt8>, at start: Int, length: Int) -> Bool {
    guard start + length == bytes.count else { return false }
    switch bytes[start] {
    case 0xC2...0xDF: return length < 2
    case 0xE0...0xEF: return length < 3
    case 0xF0...0xF4: return length < 4
    default: return false
    }
  }

  /// The number of ill-formed sequences.
  package static func illFormedCount(in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    counts(in: bytes).illFormed
  }

  /// The number of characters, for each of which an ill-formed sequence counts too, and of ill-formed
  /// sequences.
  static func counts(
    in bytes: UnsafeBufferPointer<UInt8>
  ) -> (characters: Int, illFormed: Int) {
    var characters = 0
    var illFormed = 0
    var position = 0
    let raw = UnsafeRawBufferPointer(bytes)
    while position < bytes.count {
      while position + wordSize <= bytes.count,
        raw.loadUnaligned(fromByteOffset: position, as: UInt64.self) & nonASCIIBits == 0
      {
        position += wordSize
        characters += wordSize
      }
      guard position < bytes.count else { break }
      let (length, isWellFormed) = sequence(in: bytes, at: position)
      characters += 1
      if !isWellFormed { illFormed += 1 }
      position += length
    }
    return (characters, illFormed)
  }

  /// How many bytes of ASCII the bytes begin with.
  static func asciiPrefix(of bytes: UnsafeRawBufferPointer) -> Int {
    var position = 0
    while position + wordSize <= bytes.count,
      bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self) & nonASCIIBits == 0
    {
      position += wordSize
    }
    while position < bytes.count, bytes[position] < 0x80 { position += 1 }
    return position
  }

  private static let wordSize = MemoryLayout<UInt64>.size
  private static let nonASCIIBits: UInt64 = 0x8080_8080_8080_8080

  /// Copies `bytes` to `output`, which has room for three times as many, with ill-formed sequences
  /// replaced.
  ///
  /// - Returns: The number of bytes written.
  static func repair(
    _ bytes: UnsafeBufferPointer<UInt8>, into output: UnsafeMutablePointer<UInt8>
  ) -> Int {
    var written = 0
    func write(_ byte: UInt8) {
      output[written] = byte
      written += 1
    }
    var position = 0
    while position < bytes.count {
      let (length, isWellFormed) = sequence(in: bytes, at: position)
      if isWellFormed {
        for byte in bytes[position..<position + length] { write(byte) }
      } else {
        for byte in [0xEF, 0xBF, 0xBD] as [UInt8] { write(byte) }
      }
      position += length
    }
    return written
  }
}

extension String {
  /// The text of a token or line, with ill-formed UTF-8 replaced by U+FFFD.
  package init(_ bytes: Span<UInt8>) {
    self = bytes.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
  }
}
