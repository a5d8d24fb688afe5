import CSentimentKernels

/// Makes plain text of text with mark-up, for the tokenizer.
///
/// - References to characters are the characters ("&#39;" is the apostrophe).
/// - Tags, comments, scripts and styles, addresses of pages and mail, and @names are no words: there
///   is a space in their place.
/// - Emoticons are the emoji that they stand for.
///
/// Most texts have none of these; they are looked through in C, and stay where they are.
struct Markup: ~Copyable {
  /// Whether all but emoticons is left as it is.
  private let isKept: Bool
  private var decoded = ScratchBuffer<UInt8>(capacity: 0)
  private var plain = ScratchBuffer<UInt8>(capacity: 0)

  private let level: Int32

  /// - Parameter level: the instruction set that the search uses.
  init(isKept: Bool, level: Int32 = ck_best_level()) {
    (self.isKept, self.level) = (isKept, level)
  }

  /// The plain text; valid until the next call.
  mutating func plainText(of text: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    guard let base = text.baseAddress, ck_find_markup(level, base, 0, text.count) < text.count
    else {
      return text
    }
    return replaceMarkup(in: isKept ? text : decodeReferences(in: text))
  }

  private mutating func decodeReferences(
    in text: UnsafeBufferPointer<UInt8>
  ) -> UnsafeBufferPointer<UInt8> {
    var count = 0
    var copied = 0
    var place = 0
    while let start = text.firstIndex(of: UInt8(ascii: "&"), from: place) {
      guard let reference = CharacterReferences.reference(in: text, at: start) else {
        place = start + 1
        continue
      }
      // No character takes more bytes than its reference.
      if copied == 0 { decoded.reserve(text.count) }
      Self.append(text[copied..<start], to: decoded.base, &count)
      for byte in UTF8.encode(reference.scalar)! {
        decoded.base[count] = byte
        count += 1
      }
      (copied, place) = (reference.end, reference.end)
    }
    guard copied > 0 else { return text }
    Self.append(text[copied...], to: decoded.base, &count)
    return UnsafeBufferPointer(start: decoded.base, count: count)
  }

  private mutating func replaceMarkup(
    in text: UnsafeBufferPointer<UInt8>
  ) -> UnsafeBufferPointer<UInt8> {
    var finder = MarkupFinder(in: text, isKept: isKept)
    var count = 0
    var copied = 0
    var place = ck_find_markup(level, text.baseAddress!, 0, text.count)
    while place < text.count {
      guard let found = finder.markup(at: place, limit: copied) else {
        place = ck_find_markup(level, text.baseAddress!, place + 1, text.count)
        continue
      }
      // An emoji takes four bytes at most in place of two.
      if copied == 0 { plain.reserve(2 * text.count) }
      Self.append(text[copied..<found.range.lowerBound], to: plain.base, &count)
      found.replacement.withUTF8Buffer { Self.append($0[...], to: plain.base, &count) }
      copied = found.range.upperBound
      place = ck_find_markup(level, text.baseAddress!, copied, text.count)
    }
    guard copied > 0 else { return text }
    Self.append(text[copied...], to: plain.base, &count)
    return UnsafeBufferPointer(start: plain.base, count: count)
  }

  private static func append(
    _ bytes: Slice<UnsafeBufferPointer<UInt8>>, to output: UnsafeMutablePointer<UInt8>,
    _ count: inout Int
  ) {
    let bytes = UnsafeBufferPointer(rebasing: bytes)
    if let base = bytes.baseAddress { (output + count).update(from: base, count: bytes.count) }
    count += bytes.count
  }
}

/// Tells what a place in a text is a mark of.
private struct MarkupFinder {
  private let text: UnsafeBufferPointer<UInt8>
  private let isKept: Bool
  private var tags: Tags
  private let addresses: Addresses
  private let emoticons: Emoticons

  /// What no word is made of, and what stands in its place.
  struct Found {
    let range: Range<Int>
    let replacement: StaticString
  }

  init(in text: UnsafeBufferPointer<UInt8>, isKept: Bool) {
    self.text = text
    self.isKept = isKept
    tags = Tags(in: text)
    addresses = Addresses(in: text)
    emoticons = Emoticons(in: text)
  }

  /// - Parameter limit: the end of what was found before.
  mutating func markup(at place: Int, limit: Int) -> Found? {
    if !isKept, let range = range(at: place, limit: limit) {
      return Found(range: range, replacement: " ")
    }
    let emoticon =
      switch text[place] {
      case UInt8(ascii: "<"): emoticons.heart(at: place)
      case UInt8(ascii: ":"), UInt8(ascii: ";"), UInt8(ascii: "="): emoticons.face(at: place)
      default: Emoticons.Emoticon?.none
      }
    return emoticon.map { Found(range: place..<$0.end, replacement: $0.emoji) }
  }

  private mutating func range(at place: Int, limit: Int) -> Range<Int>? {
    switch text[place] {
    case UInt8(ascii: "<"): tags.end(at: place).map { place..<$0 }
    case UInt8(ascii: "@"): addresses.mention(at: place, limit: limit)
    case UInt8(ascii: ":"): addresses.url(atColon: place, limit: limit)
    case UInt8(ascii: "/"): addresses.page(atSlash: place, limit: limit)
    case UInt8(ascii: "w"), UInt8(ascii: "W"): addresses.site(atW: place, limit: limit)
    default: nil
    }
  }
}
