import SentimentTextProcessing

/// Which stop words to leave out, as a user says it.
public enum StopWordChoice: Sendable {
  /// Those of the text's language; none when the language is unknown.
  case auto
  case none
  case language(Language)
  /// A file with one word a line.
  case file(String)
  case words(StopWords)

  /// `auto`, `none`, the code of a language, or the path of a file.
  package init(_ text: String) {
    self =
      switch text {
      case "auto": .auto
      case "none": .none
      default: Language(rawValue: text).map { .language($0) } ?? .file(text)
      }
  }

  /// Whether the words depend on the text's language.
  var isAuto: Bool {
    if case .auto = self { true } else { false }
  }

  /// The words themselves.
  ///
  /// - Throws: `FileError` when a file can't be read or holds a line that isn't one word.
  public func words(for language: Language?) throws -> StopWords {
    switch self {
    case .none: return .none
    case .auto: return language?.stopWords ?? .none
    case .words(let words): return words
    case .language(let language): return language.stopWords
    case .file(let path):
      var bytes: [UInt8] = []
      var reader = try LineReader(path: path)
      try reader.forEachLine { _, line in
        line.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
        bytes.append(UInt8(ascii: "\n"))
      }
      return try StopWords(parsing: bytes.span, name: path)
    }
  }
}
