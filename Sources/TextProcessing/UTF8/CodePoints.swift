/// Single code points of well-formed UTF-8.
enum CodePoints {
  /// The number of bytes of the code point whose first byte this is.
  @inline(__always)
  static func length(first byte: UInt8) -> Int {
    byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
  }

  /// The code point at `position`, which becomes that of the next.
  @inline(__always)
  static func next(in bytes: UnsafeBufferPointer<UInt8>, at position: inout Int) -> UInt32 {
    let first = UInt32(bytes[position])
    if first < 0x80 {
      position += 1
      return first
    }
    let second = UInt32(bytes[position + 1] & 0x3F)
    if first < 0xE0 {
      position += 2
      return (first & 0x1F) << 6 | second
    }
    let third = UInt32(bytes[position + 2] & 0x3F)
    if first < 0xF0 {
      position += 3
      return (first & 0x0F) << 12 | second << 6 | third
    }
    let fourth = UInt32(bytes[position + 3] & 0x3F)
    position += 4
    return (first & 0x07) << 18 | second << 12 | third << 6 | fourth
  }

  /// Where the code point begins that ends at `end`.
  @inline(__always)
  static func start(in bytes: UnsafeBufferPointer<UInt8>, before end: Int) -> Int {
    var start = end - 1
    while start > 0, bytes[start] & 0xC0 == 0x80 { start -= 1 }
    return start
  }

  /// Appends a code point, which is no surrogate.
  @inline(__always)
  static func append(_ codePoint: UInt32, to bytes: inout [UInt8]) {
    func trail(_ shift: UInt32) -> UInt8 { 0x80 | UInt8(codePoint >> shift & 0x3F) }
    switch codePoint {
    case ..<0x80: bytes.append(UInt8(codePoint))
    case ..<0x800:
      bytes.append(0xC0 | UInt8(codePoint >> 6))
      bytes.append(trail(0))
    case ..<0x10000:
      bytes.append(0xE0 | UInt8(codePoint >> 12))
      bytes.append(trail(6))
      bytes.append(trail(0))
    default:
      bytes.append(0xF0 | UInt8(codePoint >> 18))
      bytes.append(trail(12))
      bytes.append(trail(6))
      bytes.append(trail(0))
    }
  }
}
