/// Tells the language of a text by its script and its stop words.
package enum LanguageDetector {
  /// The share of the tokens that stop words have to cover.
  ///
  /// The stop words of a language cover 30 to 60 % of its running text, and those of another
  /// language a few per cent (up to about 15 % among relatives such as Spanish and Portuguese).
  static let leastStopWordShare = 0.2

  /// The language of a text.
  ///
  /// - Parameters:
  ///   - sample: Some text in UTF-8; a few hundred words are enough.
  ///   - stopWords: The stop words of each language that may be the answer, by its code.
  /// - Returns: "zh" if there is a Han letter for every two Latin words, and hardly any kana; nil with Han
  ///   letters and kana, since Japanese isn't told further; else the code of the language whose
  ///   stop words cover the largest share of the tokens, if that is at least a fifth. Of equals,
  ///   the first by code.
  /// - Throws: `TokenizerError` if ICU's data can't be loaded.
  package static func detect(
    sample: Span<UInt8>, stopWords: [String: StopWords]
  ) throws(TokenizerError) -> String? {
    let letters = LetterCount(sample)
    if letters.isMostlyEastAsian { return letters.isMostlyKanaFree ? "zh" : nil }
    let tokenizer = try Tokenizer(.icu)
    let languages = stopWords.sorted { $0.key < $1.key }
    var covered = languages.map { _ in 0 }
    var tokenCount = 0
    tokenizer.forEachToken(in: sample) { token in
      tokenCount += 1
      for (index, language) in languages.enumerated() where language.value.contains(token) {
        covered[index] += 1
      }
    }
    guard let most = covered.max(), let index = covered.firstIndex(of: most),
      tokenCount > 0, Double(most) >= leastStopWordShare * Double(tokenCount)
    else { return nil }
    return languages[index].key
  }

  /// Whether a text is written in Chinese, by its script alone; a few letters are enough.
  package static func isChinese(_ text: Span<UInt8>) -> Bool { LetterCount(text).isChinese }
}
