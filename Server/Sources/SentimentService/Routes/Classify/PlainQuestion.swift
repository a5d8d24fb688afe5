import NIOCore

/// The text of a body that is `{"text": …}` without escapes, which most questions are. Reading it by
/// a general decoder takes longer than classifying it.
enum PlainQuestion {
  /// - Returns: `nil` for any other body, right or wrong.
  static func text(of body: ByteBuffer) -> String? {
    body.withUnsafeReadableBytes { bytes in
      var place = 0
      func skipSpace() {
        while place < bytes.count, isSpace(bytes[place]) { place += 1 }
      }
      func take(_ sign: StaticString) -> Bool {
        skipSpace()
        let isThere =
          bytes.count - place >= sign.utf8CodeUnitCount
          && (0..<sign.utf8CodeUnitCount).allSatisfy { bytes[place + $0] == sign.utf8Start[$0] }
        if isThere { place += sign.utf8CodeUnitCount }
        return isThere
      }
      guard take("{"), take("\"text\""), take(":"), take("\"") else { return nil }
      let start = place
      while place < bytes.count, bytes[place] != UInt8(ascii: "\"") {
        guard bytes[place] >= 0x20, bytes[place] != UInt8(ascii: "\\") else { return nil }
        place += 1
      }
      let end = place
      guard take("\""), take("}") else { return nil }
      skipSpace()
      guard place == bytes.count else { return nil }
      return String(validating: bytes[start..<end], as: UTF8.self)
    }
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }
}
