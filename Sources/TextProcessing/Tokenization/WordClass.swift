/// What the word boundary rules make of one ASCII character.
///
/// The low bits say which part of a word the character is; the same bits three places higher,
/// between which parts it is kept inside a word, as the period is in "e.g" and "3.14".
struct WordClass: OptionSet, BitwiseCopyable {
  let rawValue: UInt8

  /// A letter (and "@" in ICU 72).
  static let letter = WordClass(rawValue: 1 << 0)

  /// A digit.
  static let digit = WordClass(rawValue: 1 << 1)

  /// A joiner of letters and digits: the underscore.
  static let joiner = WordClass(rawValue: 1 << 2)

  /// Kept between two letters.
  static let midLetter = WordClass(rawValue: 1 << 3)

  /// Kept between two digits.
  static let midDigit = WordClass(rawValue: 1 << 4)

  /// Kept between letters of other scripts: the quotation mark in Hebrew.
  static let midOther = WordClass(rawValue: 1 << 6)

  /// A byte of a character that isn't ASCII.
  static let notASCII = WordClass(rawValue: 1 << 7)

  /// None of these: there is a word boundary on both sides.
  static let separator: WordClass = []

  /// The bits of the parts of a word.
  static let wordBits: UInt8 = 0b111

  /// The class of each byte.
  ///
  /// It is asked of ICU, since versions differ: ICU 72 takes "@" for a letter and no longer keeps
  /// the colon inside words.
  ///
  /// - Parameter isOneSegment: Whether ICU finds no boundary inside the text.
  static func table(_ isOneSegment: (String) -> Bool) -> [WordClass] {
    (0...UInt8.max).map { byte in
      guard byte < 0x80 else { return .notASCII }
      let character = String(UnicodeScalar(byte))
      let joinsLetters = isOneSegment("a\(character)a")
      let joinsDigits = isOneSegment("1\(character)1")
      if joinsLetters && joinsDigits {
        if isOneSegment("a.\(character)") { return .letter }
        if isOneSegment("1.\(character)") { return .digit }
        if isOneSegment("\(character)a") { return .joiner }
      }
      var classes: WordClass = .separator
      if joinsLetters { classes.insert(.midLetter) }
      if joinsDigits { classes.insert(.midDigit) }
      if !joinsLetters, isOneSegment("\u{5D0}\(character)\u{5D0}") { classes.insert(.midOther) }
      return classes
    }
  }
}
