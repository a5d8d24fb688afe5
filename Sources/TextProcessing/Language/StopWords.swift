/// Words too common to tell anything about a text.
///
/// The words are normalised as the icu kind of ``Tokenizer`` does it: "ß" and "SS" match "ss".
public struct StopWords: Sendable {
  /// What the list is called: its file, or its language.
  public let name: String

  private let words: Set<String>
  /// The same, to look up what isn't a string yet.
  private let table: WordTable

  /// No stop words.
  public static let none = StopWords(name: "none", normalized: [])

  /// The stop words `words`.
  ///
  /// - Parameters:
  ///   - words: The words in any case and normalization form.
  ///   - name: What errors call the list.
  /// - Throws: `FileError` with the word's place in the list, from 1, as its line if a word isn't
  ///   exactly one token or if ICU's data can't be loaded.
  public init(words: some Sequence<String>, name: String = "stop words") throws(FileError) {
    let tokenizer = try Self.tokenizer(for: name)
    var normalized: Set<String> = []
    var line = 0
    for word in words {
      line += 1
      normalized.insert(try Self.token(of: word, by: tokenizer, line: line, name: name))
    }
    self.init(name: name, normalized: normalized)
  }

  /// The stop words of a file with one word a line; blank lines and what follows "#" are skipped.
  ///
  /// - Parameters:
  ///   - bytes: The file's contents in UTF-8, with or without a byte-order mark; lines end with
  ///     LF or CRLF.
  ///   - name: The file's path, for errors.
  /// - Throws: `FileError` that names the line if it isn't exactly one token, or if ICU's data
  ///   can't be loaded.
  public init(parsing bytes: Span<UInt8>, name: String) throws(FileError) {
    let tokenizer = try Self.tokenizer(for: name)
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let hasMark = bytes.withUnsafeBufferPointer { $0.starts(with: mark) }
    var normalized: Set<String> = []
    var start = hasMark ? mark.count : 0
    var line = 0
    while start < bytes.count {
      line += 1
      var end = start
      while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
      var wordEnd = start
      while wordEnd < end, bytes[wordEnd] != UInt8(ascii: "#") { wordEnd += 1 }
      let range = trimmed(start..<wordEnd, of: bytes)
      if !range.isEmpty {
        let word = String(bytes.extracting(range))
        normalized.insert(try Self.token(of: word, by: tokenizer, line: line, name: name))
      }
      start = end + 1
    }
    self.init(name: name, normalized: normalized)
  }

  /// Stop words that are tokens of the icu kind already, such as a model file keeps them.
  package init(normalizedWords words: [String], name: String) {
    self.init(name: name, normalized: Set(words))
  }

  private init(name: String, normalized words: Set<String>) {
    self.name = name
    self.words = words
    var table = WordTable(minimumCapacity: words.count)
    for word in words { _ = table.insert(word) }
    self.table = table
  }

  /// The words, normalised and sorted.
  public var sortedWords: [String] { words.sorted() }

  /// How many different words there are.
  public var count: Int { words.count }

  /// Whether a token of the icu kind is a stop word.
  ///
  /// - Parameter token: UTF-8.
  public func contains(_ token: Span<UInt8>) -> Bool {
    !words.isEmpty && token.withUnsafeBufferPointer { table.find($0) != nil }
  }

  /// Whether a token of the icu kind is a stop word.
  public func contains(_ token: String) -> Bool { words.contains(token) }

  private static func tokenizer(for name: String) throws(FileError) -> Tokenizer {
    do {
      return try Tokenizer(.icu)
    } catch {
      throw FileError(
        file: name, problem: "ICU can't load its \(error.resource) (\(error.reason))",
        remedy: TokenizerError.remedy)
    }
  }

  private static func token(
    of word: String, by tokenizer: Tokenizer, line: Int, name: String
  ) throws(FileError) -> String {
    let tokens = tokenizer.tokens(in: word)
    guard tokens.count == 1 else {
      let parts = tokens.map { "\"\($0)\"" }.joined(separator: ", ")
      throw FileError(
        .malformed, file: name, line: line,
        problem: tokens.isEmpty
          ? "\"\(word)\" holds no word" : "\"\(word)\" is \(tokens.count) words (\(parts))",
        remedy: "write one word a line")
    }
    return tokens[0]
  }
}
