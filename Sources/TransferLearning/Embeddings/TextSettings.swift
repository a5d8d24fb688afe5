import SentimentTextProcessing
import SentimentWordEmbeddings

/// How text becomes content words: what must be the same in training and in use.
public struct TextSettings: Sendable {
  public let tokenizer: TokenizerKind
  /// The language that was told or detected; `nil` when none was.
  public let language: Language?
  public let stopWords: StopWords
  /// Pairs of words that count as one. They are found before stop words are left out, so that a
  /// stop word may be part of one.
  public let phrases: Phrases

  public init(
    tokenizer: TokenizerKind, language: Language?, stopWords: StopWords, phrases: Phrases = .none
  ) {
    self.tokenizer = tokenizer
    self.language = language
    self.stopWords = stopWords
    self.phrases = phrases
  }

  private enum Key {
    static let tokenizer = "tokenizer"
    static let language = "language"
    static let stopWordsName = "stop_words_name"
    static let stopWords = "stop_words"
    static let phrases = "phrases"
  }

  var metadata: [String: String] {
    var metadata = [
      Key.tokenizer: tokenizer.rawValue, Key.language: language?.rawValue ?? "",
      Key.stopWordsName: stopWords.name,
      Key.stopWords: stopWords.sortedWords.joined(separator: "\n"),
    ]
    if !phrases.isEmpty {
      metadata[Key.phrases] = phrases.pairs.map(\.text).joined(separator: "\n")
    }
    return metadata
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
        normalizedWords: words, name: metadata[Key.stopWordsName] ?? "stop words"),
      phrases: try Self.phrases(in: metadata[Key.phrases] ?? "", path: path))
  }

  /// One phrase a line, its two words with a space between.
  private static func phrases(in text: String, path: String) throws(FileError) -> Phrases {
    var pairs: [Phrases.Pair] = []
    for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
      let words = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
      guard words.count == 2, !words.contains(where: \.isEmpty) else {
        throw Safetensors.damaged(path, "its phrases can't be read")
      }
      pairs.append(Phrases.Pair(String(Substring(words[0])), String(Substring(words[1]))))
    }
    return Phrases(pairs)
  }
}
