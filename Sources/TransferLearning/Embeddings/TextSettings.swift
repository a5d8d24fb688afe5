import SentimentTextProcessing
import SentimentWordEmbeddings

/// How text becomes content words: what must be the same in training and in use.
public struct TextSettings: Sendable {
  public let tokenizer: any TextTokenizer
  /// The language that was told or detected; `nil` when none was.
  public let language: Language?
  public let stopWords: StopWords
  /// Pairs of words that count as one. They are found before stop words are left out, so that a
  /// stop word may be part of one.
  package let phrases: Phrases

  public init(tokenizer: any TextTokenizer, language: Language?, stopWords: StopWords) {
    self.init(tokenizer: tokenizer, language: language, stopWords: stopWords, phrases: .none)
  }

  package init(
    tokenizer: any TextTokenizer, language: Language?, stopWords: StopWords, phrases: Phrases
  ) {
    self.tokenizer = tokenizer
    self.language = language
    self.stopWords = stopWords
    self.phrases = phrases
  }

  /// The same with mark-up and addresses as words, where the tokenizer can do so.
  var keepingMarkup: TextSettings {
    guard let kind = tokenizer as? TokenizerKind else { return self }
    return TextSettings(
      tokenizer: kind.keepingMarkup, language: language, stopWords: stopWords, phrases: phrases)
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
      Key.tokenizer: Self.name(of: tokenizer), Key.language: language?.rawValue ?? "",
      Key.stopWordsName: stopWords.name,
      Key.stopWords: stopWords.sortedWords.joined(separator: "\n"),
    ]
    if !phrases.isEmpty {
      metadata[Key.phrases] = phrases.pairs.map(\.text).joined(separator: "\n")
    }
    return metadata
  }

  /// - Parameter tokenizers: those that are not part of the library, to choose from by name.
  /// - Throws: `FileError` when the metadata of the file at `path` don't hold the settings.
  init(
    metadata: [String: String], path: String, tokenizers: [any TextTokenizer]
  ) throws(FileError) {
    guard let name = metadata[Key.tokenizer] else {
      throw FileError(
        .damaged, file: path, problem: "its metadata don't say how its text was cut into words",
        remedy: "use a file that this program wrote")
    }
    let tokenizer = try Self.tokenizer(name, of: tokenizers, path: path)
    let words = (metadata[Key.stopWords] ?? "").split(separator: "\n").map(String.init)
    self.init(
      tokenizer: tokenizer, language: metadata[Key.language].flatMap(Language.init(rawValue:)),
      stopWords: StopWords(
        normalizedWords: words, name: metadata[Key.stopWordsName] ?? "stop words"),
      phrases: try Self.phrases(in: metadata[Key.phrases] ?? "", path: path))
  }

  /// What stands before the name of a tokenizer that is not part of the library.
  private static let ownPrefix = "own:"

  private static func name(of tokenizer: any TextTokenizer) -> String {
    tokenizer is TokenizerKind ? tokenizer.name : ownPrefix + tokenizer.name
  }

  private static func tokenizer(
    _ name: String, of tokenizers: [any TextTokenizer], path: String
  ) throws(FileError) -> any TextTokenizer {
    if let kind = TokenizerKind(name: name) { return kind }
    guard name.hasPrefix(ownPrefix) else {
      throw FileError(
        .newerVersion, file: path,
        problem: "its text was cut into words by \"\(name)\", which this program doesn't have",
        remedy: "use the newer version of the program that wrote it (this is"
          + " \(ProgramVersion.current))")
    }
    if let own = tokenizers.first(where: { Self.name(of: $0) == name }) { return own }
    throw FileError(
      .unsuitable, file: path,
      problem: "its text was cut into words by a tokenizer of somebody's own,"
        + " \"\(name.dropFirst(ownPrefix.count))\"",
      remedy: "read it in a program that gives this tokenizer")
  }

  /// One phrase a line, its two words with a space between.
  private static func phrases(in text: String, path: String) throws(FileError) -> Phrases {
    var pairs: [Phrases.Pair] = []
    for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
      let words = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
      guard words.count == 2, !words.contains(where: \.isEmpty) else {
        throw FileError.damaged(path, "its phrases can't be read")
      }
      pairs.append(Phrases.Pair(String(Substring(words[0])), String(Substring(words[1]))))
    }
    return Phrases(pairs)
  }
}
