import SentimentTextProcessing

/// A language whose stop words come with the program.
public enum Language: String, Sendable, CaseIterable, Codable {
  case german = "de"
  case english = "en"
  case spanish = "es"
  case french = "fr"
  case chinese = "zh"

  /// The stop words of this language: grammar without judgement (see the files' headers).
  public var stopWords: StopWords {
    let name = "stopwords/\(rawValue).txt"
    guard let bytes = EmbeddedFile.bytes(name),
      let words = try? StopWords(
        parsing: bytes.bindMemory(to: UInt8.self).span, name: rawValue)
    else { preconditionFailure("\(name) is part of the program and sound") }
    return words
  }

  /// The language of a text by its script and its stop words; `nil` when none of these fits.
  public static func detect(_ sample: [UInt8]) throws -> Language? {
    let stopWords = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0.stopWords) })
    return try LanguageDetector.detect(sample: sample.span, stopWords: stopWords)
      .flatMap(Language.init(rawValue:))
  }
}
