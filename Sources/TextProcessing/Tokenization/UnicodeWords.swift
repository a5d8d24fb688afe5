import CSentimentICU
import CSentimentKernels

/// Finds the words and emoji of any text by ICU.
struct UnicodeWords: ~Copyable {
  private let breaks: OpaquePointer
  private let nfkc: OpaquePointer
  private var text = ScratchBuffer<UInt16>(capacity: SafeCut.longestPiece)
  private var spare = ScratchBuffer<UInt16>(capacity: SafeCut.longestPiece)
  private var token = ScratchBuffer<UInt8>(capacity: 256)

  /// Ill-formed UTF-8 sequences replaced so far.
  private(set) var replacedSequenceCount = 0

  /// Whether invisible characters stay, as they did up to version 0.9.
  private let keepsInvisible: Bool

  /// Whether letters keep their case.
  private let keepsCase: Bool

  init(keepsInvisible: Bool = false, keepsCase: Bool = false) throws(TokenizerError) {
    var status: cicu_status = 0
    let nfkc = cicu_nfkc(&status)
    try TokenizerError.check(status, loading: "normalization data")
    let breaks = cicu_open_word_breaks(&status)
    try TokenizerError.check(status, loading: "word boundary rules")
    guard let nfkc, let breaks else {
      throw TokenizerError(resource: "rules", reason: "U_MISSING_RESOURCE_ERROR")
    }
    self.nfkc = nfkc
    self.breaks = breaks
    self.keepsInvisible = keepsInvisible
    self.keepsCase = keepsCase
  }

  deinit {
    cicu_close(breaks)
  }

  /// Passes each token to `body`, in memory that can be read for `ck_start_size` bytes.
  ///
  /// - Parameter bytes: At most `SafeCut.longestPiece` bytes.
  mutating func forEachWord<E>(
    in bytes: UnsafeBufferPointer<UInt8>, _ body: (Span<UInt8>) throws(E) -> Void
  ) throws(E) {
    let count = normalize(bytes)
    var status: cicu_status = 0
    cicu_set_text(breaks, text.base, count, &status)
    Self.check(status)
    var start = cicu_first(breaks)
    var end = cicu_next(breaks)
    while end >= 0 {
      let segment = UnsafeBufferPointer(start: text.base + Int(start), count: Int(end - start))
      if cicu_is_word(breaks) || Self.isEmoji(segment) {
        try body(encode(segment).span)
      }
      start = end
      end = cicu_next(breaks)
    }
  }

  /// Whether ICU finds no word boundary inside `string`, which is taken as it is.
  func isOneSegment(_ string: String) -> Bool {
    let units = Array(string.utf16)
    return units.withUnsafeBufferPointer { units in
      var status: cicu_status = 0
      cicu_set_text(breaks, units.baseAddress, Int32(units.count), &status)
      Self.check(status)
      _ = cicu_first(breaks)
      return cicu_next(breaks) == Int32(units.count)
    }
  }

  /// Makes `text` the normalised text.
  ///
  /// - Returns: Its length in UTF-16 code units.
  private mutating func normalize(_ bytes: UnsafeBufferPointer<UInt8>) -> Int32 {
    var count = decode(bytes)
    if keepsInvisible {
      count = compose(cleanAsFormerly(count))
    } else {
      count = compose(clean(count))
      makeApostrophesOne(count)
    }
    if keepsCase { return count }
    count = fold(count)
    // Folding can leave letters that compose, or that NFKC maps.
    return compose(count)
  }

  private mutating func decode(_ bytes: UnsafeBufferPointer<UInt8>) -> Int32 {
    // UTF-16 has no more units than UTF-8 has bytes, and so many fit by the limit on `bytes`.
    text.reserve(bytes.count)
    var count: Int32 = 0
    var replaced: Int32 = 0
    var status: cicu_status = 0
    bytes.withMemoryRebound(to: CChar.self) { input in
      cicu_from_utf8(
        text.base, Int32(text.capacity), &count, input.baseAddress, Int32(input.count), &replaced,
        &status)
    }
    Self.check(status)
    replacedSequenceCount += Int(replaced)
    return count
  }

  /// Makes the apostrophes one and drops what can't be seen.
  private func clean(_ count: Int32) -> Int32 {
    VisibleText.clean(UnsafeMutableBufferPointer(start: text.base, count: Int(count)))
  }

  /// The same for the apostrophe that form KC makes of ŉ.
  private func makeApostrophesOne(_ count: Int32) {
    for position in 0..<Int(count) where text.base[position] == 0x02BC {
      text.base[position] = 0x27
    }
  }

  /// Makes two apostrophes one and drops the variation selectors that ask for an emoji or for a text
  /// glyph.
  private func cleanAsFormerly(_ count: Int32) -> Int32 {
    var kept = 0
    for position in 0..<Int(count) {
      var unit = text.base[position]
      switch unit {
      case 0x2019, 0xFF07: unit = 0x27
      case 0xFE0E, 0xFE0F: continue
      default: break
      }
      text.base[kept] = unit
      kept += 1
    }
    return Int32(kept)
  }

  private mutating func compose(_ count: Int32) -> Int32 {
    var status: cicu_status = 0
    let prefix = cicu_normalized_prefix(nfkc, text.base, count, &status)
    Self.check(status)
    guard prefix < count else { return count }
    return transform { [nfkc, text = text.base] output, capacity, status in
      cicu_normalize(nfkc, text, count, output, capacity, &status)
    }
  }

  private mutating func fold(_ count: Int32) -> Int32 {
    transform { [text = text.base] output, capacity, status in
      cicu_fold_case(output, capacity, text, count, &status)
    }
  }

  /// Replaces `text` by what `body` makes of it, called again with more room if there was too
  /// little.
  private mutating func transform(
    _ body: (UnsafeMutablePointer<UInt16>, Int32, inout cicu_status) -> Int32
  ) -> Int32 {
    var status: cicu_status = 0
    var count = body(spare.base, Int32(spare.capacity), &status)
    if cicu_is_overflow(status) {
      spare.reserve(Int(count))
      status = 0
      count = body(spare.base, Int32(spare.capacity), &status)
    }
    Self.check(status)
    swap(&text, &spare)
    return count
  }

  private mutating func encode(
    _ segment: UnsafeBufferPointer<UInt16>
  ) -> UnsafeBufferPointer<UInt8> {
    token.reserve(3 * segment.count + ck_start_size)
    var count: Int32 = 0
    var status: cicu_status = 0
    token.base.withMemoryRebound(to: CChar.self, capacity: token.capacity) { output in
      cicu_to_utf8(
        output, Int32(token.capacity), &count, segment.baseAddress, Int32(segment.count), &status)
    }
    Self.check(status)
    return UnsafeBufferPointer(start: token.base, count: Int(count))
  }

  /// Whether a segment is an emoji: it holds one, or is a keycap of "#" or "*" (those of digits
  /// are numbers to ICU). Flag letters are emoji by default.
  private static func isEmoji(_ segment: UnsafeBufferPointer<UInt16>) -> Bool {
    let keycap: UInt16 = 0x20E3
    if segment[0] < 0x80 {
      let isKey = segment[0] == UInt16(UInt8(ascii: "#")) || segment[0] == UInt16(UInt8(ascii: "*"))
      return isKey && segment.count == 2 && segment[1] == keycap
    }
    var position = 0
    while position < segment.count {
      var character = UInt32(segment[position])
      position += 1
      if UTF16.isLeadSurrogate(UInt16(character)), position < segment.count {
        character = 0x10000 + (character - 0xD800) << 10 + UInt32(segment[position] - 0xDC00)
        position += 1
      }
      if VisibleText.isEmoji(character) { return true }
    }
    return false
  }

  /// Stops if ICU failed at something that can only fail for want of memory.
  private static func check(_ status: cicu_status) {
    if status > 0 {
      fatalError("ICU failed in mid-text: \(String(cString: cicu_error_name(status)))")
    }
  }
}
