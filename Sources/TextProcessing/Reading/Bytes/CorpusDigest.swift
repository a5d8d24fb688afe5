/// The XXH64 digest of a text (https://github.com/Cyan4973/xxHash, doc/xxhash_spec.md), as the
/// command `xxh64sum` prints it: tells one corpus from another, and is no protection against
/// forgery.
package struct CorpusDigest: Sendable {
  private var lanes: (UInt64, UInt64, UInt64, UInt64) = (
    prime1 &+ prime2, prime2, 0, 0 &- prime1
  )
  /// What is left of the input after the last whole block.
  private var rest: [UInt8] = []
  private var byteCount = 0

  private static let prime1: UInt64 = 0x9E37_79B1_85EB_CA87
  private static let prime2: UInt64 = 0xC2B2_AE3D_27D4_EB4F
  private static let prime3: UInt64 = 0x1656_67B1_9E37_79F9
  private static let prime4: UInt64 = 0x85EB_CA77_C2B2_AE63
  private static let prime5: UInt64 = 0x27D4_EB2F_1656_67C5
  private static let blockSize = 32

  package init() {}

  package mutating func add(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { add($0) }
  }

  package mutating func add(_ bytes: UnsafeRawBufferPointer) {
    byteCount += bytes.count
    var position = 0
    if !rest.isEmpty {
      position = min(Self.blockSize - rest.count, bytes.count)
      rest.append(contentsOf: bytes[..<position])
      guard rest.count == Self.blockSize else { return }
      rest.withUnsafeBytes { addBlocks($0) }
      rest.removeAll()
    }
    let whole = (bytes.count - position) / Self.blockSize * Self.blockSize
    addBlocks(UnsafeRawBufferPointer(rebasing: bytes[position..<position + whole]))
    rest.append(contentsOf: bytes[(position + whole)...])
  }

  private mutating func addBlocks(_ bytes: UnsafeRawBufferPointer) {
    var (a, b, c, d) = lanes
    for position in stride(from: 0, to: bytes.count, by: Self.blockSize) {
      a = Self.round(a, Self.word(bytes, position))
      b = Self.round(b, Self.word(bytes, position + 8))
      c = Self.round(c, Self.word(bytes, position + 16))
      d = Self.round(d, Self.word(bytes, position + 24))
    }
    lanes = (a, b, c, d)
  }

  /// The digest as `xxh64:` and 16 hexadecimal digits.
  package var text: String {
    let digits = String(value, radix: 16)
    return "xxh64:" + String(repeating: "0", count: 16 - digits.count) + digits
  }

  package var value: UInt64 {
    var hash: UInt64
    if byteCount >= Self.blockSize {
      let (a, b, c, d) = lanes
      hash = Self.rotate(a, 1) &+ Self.rotate(b, 7) &+ Self.rotate(c, 12) &+ Self.rotate(d, 18)
      for lane in [a, b, c, d] {
        hash = (hash ^ Self.round(0, lane)) &* Self.prime1 &+ Self.prime4
      }
    } else {
      hash = Self.prime5
    }
    hash &+= UInt64(byteCount)
    rest.withUnsafeBytes { bytes in
      var position = 0
      while position + 8 <= bytes.count {
        hash ^= Self.round(0, Self.word(bytes, position))
        hash = Self.rotate(hash, 27) &* Self.prime1 &+ Self.prime4
        position += 8
      }
      if position + 4 <= bytes.count {
        let half = bytes.loadUnaligned(fromByteOffset: position, as: UInt32.self).littleEndian
        hash ^= UInt64(half) &* Self.prime1
        hash = Self.rotate(hash, 23) &* Self.prime2 &+ Self.prime3
        position += 4
      }
      for byte in bytes[position...] {
        hash = Self.rotate(hash ^ UInt64(byte) &* Self.prime5, 11) &* Self.prime1
      }
    }
    hash = (hash ^ hash >> 33) &* Self.prime2
    hash = (hash ^ hash >> 29) &* Self.prime3
    return hash ^ hash >> 32
  }

  private static func word(_ bytes: UnsafeRawBufferPointer, _ position: Int) -> UInt64 {
    bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self).littleEndian
  }

  private static func round(_ lane: UInt64, _ input: UInt64) -> UInt64 {
    rotate(lane &+ input &* prime2, 31) &* prime1
  }

  private static func rotate(_ value: UInt64, _ bits: UInt64) -> UInt64 {
    value << bits | value >> (64 - bits)
  }
}
