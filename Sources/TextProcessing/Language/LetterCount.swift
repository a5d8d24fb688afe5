import CSentimentICU

/// How much of a text is in the scripts that tell Chinese from other languages.
struct LetterCount: Equatable {
  /// Words of Latin letters: a Han letter says about as much as a word.
  private(set) var latinWords = 0
  private(set) var han = 0

  /// Hiragana and katakana.
  private(set) var kana = 0

  /// Kana per Han letter from which on text is Japanese. Japanese has about as many kana as Han
  /// letters, while Chinese borrows a の at times.
  private static let japaneseKanaShare = 0.05

  /// Counts the letters of UTF-8.
  init(_ text: Span<UInt8>) { self.init(String(text)) }

  /// Counts the letters of a text.
  init(_ text: String) {
    var isInLatinWord = false
    for character in text.unicodeScalars {
      let script = cicu_script_of_letter(Int32(bitPattern: character.value))
      if script == cicu_latin, !isInLatinWord { latinWords += 1 }
      // An apostrophe or an accent of its own is no end of a word.
      isInLatinWord = script == cicu_latin || isInLatinWord && Self.joins(character)
      switch script {
      case cicu_han: han += 1
      case cicu_kana: kana += 1
      default: break
      }
    }
  }

  private static func joins(_ character: Unicode.Scalar) -> Bool {
    "'’-".unicodeScalars.contains(character) || character.properties.isDiacritic
  }

  /// Whether Han letters and kana are half as many as Latin words, or more: text in Chinese has names in
  /// Latin letters more often than other text has Chinese.
  var isMostlyEastAsian: Bool { han + kana > 0 && 2 * (han + kana) >= latinWords }

  var isChinese: Bool { isMostlyEastAsian && isMostlyKanaFree }

  /// Whether there are too few kana for Japanese.
  var isMostlyKanaFree: Bool { Double(kana) <= Self.japaneseKanaShare * Double(han) }
}
