import NIOCore

/// Reads a body that is `{"text": …}` without escapes, as most are. A general decoder takes longer
/// for it than classifying does.
enum SingleTextRequest {
  /// - Returns: `nil` for any other body, right or wrong.
  static func text(of body: ByteBuffer) -> String? {
    body.withUnsafeReadableBytes { bytes in
      var index = 0
      func skipSpace() {
        while index < bytes.count, isSpace(bytes[index]) { index += 1 }
      }
      func take(_ token: StaticString) -> Bool {
        skipSpace()
        let isThere =
          bytes.count - index >= token.utf8CodeUnitCount
          && (0..<token.utf8CodeUnitCount).allSatisfy { bytes[index + $0] == token.utf8Start[$0] }
        if isThere { index += token.utf8CodeUnitCount }
        return isThere
      }
      guard take("{"), take("\"text\""), take(":"), take("\"") else { return nil }
      let start = index
      while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
        guard bytes[index] >= 0x20, bytes[index] != UInt8(ascii: "\\") else { return nil }
        index += 1
      }
      let end = index
      guard take("\""), take("}") else { return nil }
      skipSpace()
      guard index == bytes.count else { return nil }
      return String(validating: bytes[start..<end], as: UTF8.self)
    }
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }
}
