/// Where text may be cut so that its pieces, tokenised one by one, give the tokens of the whole.
///
/// A cut in front of an ASCII separator (white space, controls, brackets and such: an ASCII
/// character that no rule of UAX #29 joins to anything but marks after it) is safe:
///
/// - an ASCII byte is never inside a UTF-8 sequence, well-formed or not;
/// - no ASCII character composes with one before it, so NFKC doesn't reach across;
/// - case folding looks at one character at a time;
/// - there is a word boundary in front of a separator whatever comes before, except between two
///   spaces or CR and LF, which are no tokens either way; and a separator ends the reach of every
///   rule that looks back (letters around a period, digits around a comma, pairs of flag letters).
enum SafeCut {
  /// The longest piece in bytes, which bounds the scratch memory and the cost of ICU's reordering
  /// of combining marks. Text without a safe cut for so long is cut regardless.
  static let longestPiece = 16_384

  /// From this length in bytes on, a piece ends at the first safe cut.
  private static let long = 4_096

  /// A piece ends only if this many bytes of ASCII follow: for less, it isn't worth the while to
  /// start ICU anew. Russian is one piece a line so, not one a word.
  private static let calm = 16

  /// The end of the piece that starts at `start` and holds a byte that isn't ASCII.
  static func end(
    in text: UnsafeBufferPointer<UInt8>, from start: Int, classes: UnsafePointer<WordClass>
  ) -> Int {
    let limit = min(text.count, start + longestPiece)
    var position = start
    var asciiUntil = start
    while position < limit, text[position] < 0x80 { position += 1 }
    while position < limit {
      let byte = text[position]
      if byte < 0x80, classes[Int(byte)] == .separator {
        if position - start >= long { return position }
        if asciiUntil <= position { asciiUntil = endOfASCII(in: text, from: position) }
        if asciiUntil == text.count || asciiUntil - position >= calm { return position }
      }
      position += 1
    }
    return limit == text.count ? limit : forcedEnd(in: text, from: start, limit: limit)
  }

  /// The end of the ASCII that starts at `start`, looked for no further than needed.
  private static func endOfASCII(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    let limit = min(text.count, start + calm)
    var position = start
    while position < limit, text[position] < 0x80 { position += 1 }
    return position
  }

  /// The end of a piece that has no safe cut up to `limit`: after Chinese punctuation that a
  /// common Chinese character follows if there is such a place in the second half, else in front
  /// of the last sequence that may be incomplete.
  static func forcedEnd(
    in text: UnsafeBufferPointer<UInt8>, from start: Int, limit: Int
  ) -> Int {
    var position = limit
    while position > start + (limit - start) / 2 {
      // U+4E00 to U+9FFF: no mark that could belong to the punctuation, no digit either.
      if (0xE4...0xE9).contains(text[position]), isChinesePunctuation(text, before: position) {
        return position
      }
      position -= 1
    }
    // A byte that isn't a continuation starts a sequence; after four continuations, the last one
    // belongs to none.
    position = limit
    while position > limit - 3, text[position] & 0xC0 == 0x80 { position -= 1 }
    return text[position] & 0xC0 == 0x80 ? limit : position
  }

  /// Whether U+3001, U+3002, U+FF01, U+FF0C or U+FF1F ends at `position`.
  private static func isChinesePunctuation(
    _ text: UnsafeBufferPointer<UInt8>, before position: Int
  ) -> Bool {
    guard position >= 3 else { return false }
    switch (text[position - 3], text[position - 2], text[position - 1]) {
    case (0xE3, 0x80, 0x81), (0xE3, 0x80, 0x82): return true
    case (0xEF, 0xBC, 0x81), (0xEF, 0xBC, 0x8C), (0xEF, 0xBC, 0x9F): return true
    default: return false
    }
  }
}
