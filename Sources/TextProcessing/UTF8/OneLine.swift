/// Text as it may be printed on one line: control characters and line separators, which could end
/// the line or drive the terminal, become spaces, and ill-formed UTF-8 becomes U+FFFD.
package enum OneLine {
  private static let space = UInt8(ascii: " ")

  /// Appends a text to `output`.
  ///
  /// - Returns: The number of ill-formed sequences that were replaced.
  @discardableResult
  package static func append(_ text: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) -> Int {
    var replaced = 0
    var position = 0
    while position < text.count {
      let plain = plainPrefix(of: text, from: position)
      output.append(contentsOf: UnsafeBufferPointer(rebasing: text[position..<plain]))
      position = plain
      guard position < text.count else { break }
      let (length, isWellFormed) = WellFormedUTF8.sequence(in: text, at: position)
      let sequence = UnsafeBufferPointer(rebasing: text[position..<position + length])
      position += length
      if !isWellFormed {
        replaced += 1
        output.append(contentsOf: "\u{FFFD}".utf8)
      } else if endsLineOrControls(sequence) {
        output.append(space)
      } else {
        output.append(contentsOf: sequence)
      }
    }
    return replaced
  }

  /// Where the printable ASCII that starts at `start` ends, or a place up to eight bytes before.
  private static func plainPrefix(of text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    guard let base = text.baseAddress else { return start }
    let bytes = UnsafeRawPointer(base)
    let highBits: UInt64 = 0x8080_8080_8080_8080
    let ones: UInt64 = 0x0101_0101_0101_0101
    var position = start
    while position + 8 <= text.count {
      let word = bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self)
      // In each byte below 0x80: 0x60 added carries into the top bit from the space on, 1 at DEL.
      let fromSpaceOn = (word & ~highBits) &+ 0x60 &* ones
      let isDelete = (word & ~highBits) &+ ones
      guard (word | ~fromSpaceOn | isDelete) & highBits == 0 else { break }
      position += 8
    }
    while position < text.count, 0x20..<0x7F ~= text[position] { position += 1 }
    return position
  }

  /// Whether a character is of the categories Cc, Zl or Zp.
  private static func endsLineOrControls(_ sequence: UnsafeBufferPointer<UInt8>) -> Bool {
    switch sequence.count {
    case 1: sequence[0] < 0x20 || sequence[0] == 0x7F
    case 2: sequence[0] == 0xC2 && sequence[1] < 0xA0
    case 3: sequence[0] == 0xE2 && sequence[1] == 0x80 && 0xA8...0xA9 ~= sequence[2]
    default: false
    }
  }
}

extension String {
  /// The text as it may be printed on one line: control characters and line separators, which could
  /// end the line or drive the terminal, are spaces.
  public var onOneLine: String {
    var text = self
    var bytes: [UInt8] = []
    text.withUTF8 { _ = OneLine.append($0, to: &bytes) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
