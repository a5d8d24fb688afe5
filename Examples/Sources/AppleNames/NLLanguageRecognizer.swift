import Sentiment

/// NLLanguageRecognizer of Apple's Natural Language framework, for German, English, Spanish, French
/// and Chinese.
enum NLLanguageRecognizer {
  static func dominantLanguage(for text: String) -> Language? {
    (try? Language.detect(Array(text.utf8))) ?? nil
  }
}
