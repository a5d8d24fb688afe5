/// What a slot of a ``WordTable`` knows of its word: all of it up to eight bytes, a hash of a longer one.
struct WordKey: Equatable, Sendable {
  var content: UInt64
  var length: UInt32

  private static let wholeLength = 8
  private static let multiplier: UInt64 = 0x9E37_79B9_7F4A_7C15

  init(content: UInt64, length: UInt32) {
    self.content = content
    self.length = length
  }

  @inline(__always)
  init(_ word: UnsafeBufferPointer<UInt8>) {
    let bytes = UnsafeRawBufferPointer(word)
    let count = bytes.count
    length = UInt32(truncatingIfNeeded: count)
    switch count {
    case 0: content = 0
    case 1: content = UInt64(bytes[0])
    case 2...3:
      content =
        UInt64(bytes.loadUnaligned(as: UInt16.self)) | UInt64(bytes[count - 1]) << 16
    case 4...Self.wholeLength:
      // First and last four bytes overlap; with the length they are the whole word.
      content =
        UInt64(bytes.loadUnaligned(as: UInt32.self))
        | UInt64(bytes.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self)) << 32
    default:
      content = 0
      var position = 0
      while position + 8 < count {
        content = Self.fold(
          content ^ bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
        position += 8
      }
      content = Self.fold(
        content ^ bytes.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self))
    }
  }

  /// Whether the content is the word itself.
  @inline(__always)
  var isWhole: Bool { length <= Self.wholeLength }

  /// It decides only where a word lies in the table, never an order that a user sees.
  @inline(__always)
  var hash: Int { Int(truncatingIfNeeded: Self.fold(content ^ UInt64(length) << 57) >> 8) }

  @inline(__always)
  private static func fold(_ value: UInt64) -> UInt64 {
    let product = (value ^ value >> 32).multipliedFullWidth(by: multiplier)
    return product.high ^ product.low
  }
}
