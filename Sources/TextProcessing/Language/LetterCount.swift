import CSentimentICU

/// How many letters of a text are of the scripts that tell Chinese from other languages.
struct LetterCount: Equatable {
  private(set) var latin = 0
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
    for character in text.unicodeScalars {
      switch cicu_script_of_letter(Int32(bitPattern: character.value)) {
      case cicu_latin: latin += 1
      case cicu_han: han += 1
      case cicu_kana: kana += 1
      default: break
      }
    }
  }

  /// Whether Han letters and kana outnumber Latin letters.
  var isMostlyEastAsian: Bool { han + kana > latin }

  /// Whether there are too few kana for Japanese.
  var isMostlyKanaFree: Bool { Double(kana) <= Self.japaneseKanaShare * Double(han) }
}
