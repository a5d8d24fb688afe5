import CSentimentICU

/// Drops from text in UTF-16 what can't be seen, and makes its apostrophes one.
enum VisibleText {
  /// Works in place.
  ///
  /// - Returns: the length of what is left.
  static func clean(_ text: UnsafeMutableBufferPointer<UInt16>) -> Int32 {
    var kept = 0
    var place = 0
    while place < text.count {
      let unit = text[place]
      if isPlain(unit) {
        text[kept] = unit
        (kept, place) = (kept + 1, place + 1)
        continue
      }
      let character = scalar(in: text, at: place)
      let end = place + (character > 0xFFFF ? 2 : 1)
      switch character {
      case 0x2019, 0x2018, 0x201B, 0x02BC, 0xFF07:
        text[kept] = apostrophe
        kept += 1
      // The acute accent and the prime.
      case 0x00B4 where isBetweenLetters(text, kept, end),
        0x2032 where isBetweenLetters(text, kept, end):
        text[kept] = apostrophe
        kept += 1
      default:
        if isInvisible(character), !isNeeded(character, in: text, after: kept, before: end) {
          break
        }
        for unit in text[place..<end] {
          text[kept] = unit
          kept += 1
        }
      }
      place = end
    }
    return Int32(kept)
  }

  private static let apostrophe: UInt16 = 0x27

  /// Whether a character is an emoji where nothing asks for a text glyph, or may be one.
  static func isEmoji(_ character: UInt32) -> Bool {
    let code = Int32(bitPattern: character)
    return cicu_is_emoji_by_default(code) || cicu_is_pictographic(code)
  }

  /// Whether a unit is of a stretch in which each character is visible, and none an apostrophe: those
  /// of most text, for which ICU needn't be asked.
  private static func isPlain(_ unit: UInt16) -> Bool {
    unit < 0xAD || (0x0370..<0x0600).contains(unit) || (0x3165..<0xD800).contains(unit)
  }

  /// The default ignorable code points, which NFKC_Casefold drops, and the marks of annotation.
  private static func isInvisible(_ character: UInt32) -> Bool {
    cicu_is_default_ignorable(Int32(bitPattern: character))
      || (0xFFF9...0xFFFB).contains(character)
  }

  private static let zeroWidthSpace: UInt32 = 0x200B
  private static let zeroWidthJoiner: UInt32 = 0x200D
  private static let blackFlag: UInt32 = 0x1F3F4
  private static let tags: ClosedRange<UInt32> = 0xE0020...0xE007F
  private static let variationSelectors: ClosedRange<UInt32> = 0xFE00...0xFE0F

  /// Whether an invisible character makes another text of what is around it.
  ///
  /// - Parameters:
  ///   - kept: the end of what was kept before it.
  ///   - end: its own end.
  private static func isNeeded(
    _ character: UInt32, in text: UnsafeMutableBufferPointer<UInt16>, after kept: Int,
    before end: Int
  ) -> Bool {
    let previous = scalar(in: text, before: kept)
    switch character {
    case zeroWidthJoiner:
      var next = end
      while next < text.count, variationSelectors.contains(UInt32(text[next])) { next += 1 }
      return isEmoji(previous) && isEmoji(scalar(in: text, at: next))
    case zeroWidthSpace:
      return isOfUnspacedScript(previous) || isOfUnspacedScript(scalar(in: text, at: end))
    // The flags of England, Scotland, Wales and the like.
    case tags: return previous == blackFlag || tags.contains(previous)
    default: return false
    }
  }

  /// Thai and Lao, Burmese, and Khmer, which have no spaces between words.
  private static func isOfUnspacedScript(_ character: UInt32) -> Bool {
    (0x0E00..<0x0F00).contains(character) || (0x1000..<0x10A0).contains(character)
      || (0x1780..<0x1800).contains(character)
  }

  private static func isBetweenLetters(
    _ text: UnsafeMutableBufferPointer<UInt16>, _ kept: Int, _ end: Int
  ) -> Bool {
    cicu_is_letter(Int32(bitPattern: scalar(in: text, before: kept)))
      && cicu_is_letter(Int32(bitPattern: scalar(in: text, at: end)))
  }

  /// The character that begins at a place; 0 at the end.
  private static func scalar(in text: UnsafeMutableBufferPointer<UInt16>, at place: Int) -> UInt32 {
    guard place < text.count else { return 0 }
    guard UTF16.isLeadSurrogate(text[place]), place + 1 < text.count,
      UTF16.isTrailSurrogate(text[place + 1])
    else { return UInt32(text[place]) }
    return paired(text[place], text[place + 1])
  }

  /// The character that ends at a place; 0 at the start.
  private static func scalar(
    in text: UnsafeMutableBufferPointer<UInt16>, before place: Int
  ) -> UInt32 {
    guard place > 0 else { return 0 }
    guard UTF16.isTrailSurrogate(text[place - 1]), place > 1,
      UTF16.isLeadSurrogate(text[place - 2])
    else { return UInt32(text[place - 1]) }
    return paired(text[place - 2], text[place - 1])
  }

  private static func paired(_ lead: UInt16, _ trail: UInt16) -> UInt32 {
    0x10000 + UInt32(lead - 0xD800) << 10 + UInt32(trail - 0xDC00)
  }
}
