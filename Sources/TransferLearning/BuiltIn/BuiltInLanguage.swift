import SentimentTextProcessing

extension SentimentModel {
  /// The language of the built-in model that is to answer a text, by its script alone: Chinese, or
  /// English for all others.
  ///
  /// - Parameter text: UTF-8; a few letters are enough.
  public static func builtInLanguage(for text: Span<UInt8>) -> Language {
    LanguageDetector.isChinese(text) ? .chinese : .english
  }
}
