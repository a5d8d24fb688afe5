/// A 64-bit FNV-1a digest: tells one corpus from another, and is no protection against forgery.
///
/// Fowler, Noll and Vo, "FNV hash" (RFC 9923).
public struct CorpusDigest: Sendable {
  private var value: UInt64 = 0xCBF2_9CE4_8422_2325

  public init() {}

  mutating func add(_ bytes: ArraySlice<UInt8>) {
    var value = value
    bytes.withUnsafeBufferPointer { buffer in
      for byte in buffer { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
    }
    self.value = value
  }

  /// The digest as `fnv1a64:` and 16 hexadecimal digits.
  public var text: String {
    let digits = String(value, radix: 16)
    return "fnv1a64:" + String(repeating: "0", count: 16 - digits.count) + digits
  }
}
