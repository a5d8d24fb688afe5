import TextProcessing

/// How text becomes content words: what must be the same in training and in use.
public struct TextSettings: Sendable {
  public let tokenizer: TokenizerKind
  /// The language that was told or detected; `nil` when none was.
  public let language: Language?
  public let stopWords: StopWords

  public init(tokenizer: TokenizerKind, language: Language?, stopWords: StopWords) {
    self.tokenizer = tokenizer
    self.language = language
    self.stopWords = stopWords
  }

  private enum Key {
    static let tokenizer = "tokenizer"
    static let language = "language"
    static let stopWordsName = "stop_words_name"
    static let stopWords = "stop_words"
  }

  var metadata: [String: String] {
    [
      Key.tokenizer: tokenizer.rawValue, Key.language: language?.rawValue ?? "",
      Key.stopWordsName: stopWords.name,
      Key.stopWords: stopWords.sortedWords.joined(separator: "\n"),
    ]
  }

  /// - Throws: `FileError` when the metadata of the file at `path` don't hold the settings.
  init(metadata: [String: String], path: String) throws(FileError) {
    guard let tokenizer = metadata[Key.tokenizer].flatMap(TokenizerKind.init(rawValue:)) else {
      throw FileError(
        file: path, problem: "its metadata don't say how its text was cut into words",
        remedy: "use a file that `sentiment train-embeddings` wrote")
    }
    let words = (metadata[Key.stopWords] ?? "").split(separator: "\n").map(String.init)
    self.init(
      tokenizer: tokenizer, language: metadata[Key.language].flatMap(Language.init(rawValue:)),
      stopWords: StopWords(
        normalizedWords: words, name: metadata[Key.stopWordsName] ?? "stop words"))
  }
}
