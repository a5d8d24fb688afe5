import SentimentTextProcessing

extension SentimentModel {
  /// The language of the built-in model that is to answer a text, by its script alone: Chinese, or
  /// English for all others.
  ///
  /// - Parameter text: UTF-8; a few letters are enough.
  public static func builtInLanguage(for text: Span<UInt8>) -> Language {
    LanguageDetector.isChinese(text) ? .chinese : .english
  }

  /// The same, also by what the models know of text in both scripts.
  ///
  /// - Parameter coverage: the fraction of the text's words that the model of a language knows.
  public static func builtInLanguage(
    for text: Span<UInt8>, coverage: (Language) throws -> Double
  ) rethrows -> Language {
    try LanguageDetector.isChinese(text) { try coverage($0 ? .chinese : .english) }
      ? .chinese : .english
  }
}
