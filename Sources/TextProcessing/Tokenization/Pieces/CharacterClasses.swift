/// Classes of characters by which tokenizers for encoders cut text.
enum CharacterClasses {
  /// Whether the character has the property White_Space.
  @inline(__always)
  static func isWhitespace(_ character: UInt32) -> Bool {
    if character < 0x80 { return character == 0x20 || character &- 0x09 < 5 }
    switch character {
    case 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: return true
    default: return false
    }
  }

  /// Whether BERT makes the character a word of its own: what Unicode calls punctuation, and all that
  /// ASCII has beside letters, digits and controls, such as "$".
  @inline(__always)
  static func isPunctuation(_ character: UInt32) -> Bool {
    if character < 0x80 {
      switch character {
      case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: return true
      default: return false
      }
    }
    switch category(character) {
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
      .initialPunctuation, .finalPunctuation, .otherPunctuation:
      return true
    default: return false
    }
  }

  /// Whether the character is a control, is invisible, or for private use. One that isn't assigned may be in
  /// a newer Unicode, and stays.
  static func isOther(_ character: UInt32) -> Bool {
    switch category(character) {
    case .control, .format, .privateUse: true
    default: false
    }
  }

  static func isNonspacingMark(_ character: UInt32) -> Bool {
    character >= 0x300 && category(character) == .nonspacingMark
  }

  static func isMark(_ character: UInt32) -> Bool {
    guard character >= 0x300 else { return false }
    switch category(character) {
    case .nonspacingMark, .spacingMark, .enclosingMark: return true
    default: return false
    }
  }

  /// Whether the character is part of a word as regular expressions have it: `\w` (UTS #18).
  static func isWord(_ character: UInt32) -> Bool {
    let properties = scalar(character).properties
    if properties.isAlphabetic || properties.isJoinControl { return true }
    switch properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .connectorPunctuation:
      return true
    default: return false
    }
  }

  /// Whether BERT sets the character apart: it is in one of the blocks of Chinese characters that its
  /// authors listed.
  @inline(__always)
  static func isChinese(_ character: UInt32) -> Bool {
    guard character >= 0x3400 else { return false }
    switch character {
    case 0x4E00...0x9FFF, 0x3400...0x4DBF, 0x20000...0x2A6DF, 0x2A700...0x2B73F, 0x2B740...0x2B81F,
      0x2B920...0x2CEAF, 0xF900...0xFAFF, 0x2F800...0x2FA1F:
      return true
    default: return false
    }
  }

  private static func category(_ character: UInt32) -> Unicode.GeneralCategory {
    scalar(character).properties.generalCategory
  }

  /// - Parameter character: no surrogate.
  @inline(__always)
  static func scalar(_ character: UInt32) -> Unicode.Scalar {
    Unicode.Scalar(character) ?? Unicode.Scalar(0xFFFD)!
  }
}
