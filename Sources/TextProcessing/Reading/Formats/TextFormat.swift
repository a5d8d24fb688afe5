/// The format of a file with texts.
public enum TextFormat: String, Sendable, CaseIterable {
  /// A document a line.
  case lines
  /// The file is one document.
  case document
  /// Columns with a tab between them: `label<TAB>text`, or as a header line names them; in quotes, if
  /// all records can be read so.
  case tsv
  /// Comma-separated values with a header (RFC 4180): quotes, and line feeds in them.
  case csv
  /// A JSON object a line (https://jsonlines.org).
  case jsonl
  /// fastText's `__label__x text`, one a line.
  case fasttext

  /// What a file's name says of its format: by its last extension, before `.gz` or `.xz`.
  public init?(fileName: String) {
    var extensions = fileName.split(separator: "/").last?.split(separator: ".").dropFirst() ?? []
    if let last = extensions.last?.lowercased(), ["gz", "xz"].contains(last) {
      extensions.removeLast()
    }
    switch extensions.last?.lowercased() {
    case "csv": self = .csv
    case "tsv", "tab": self = .tsv
    case "jsonl", "ndjson", "json": self = .jsonl
    case "ft", "fasttext": self = .fasttext
    default: return nil
    }
  }

  /// What the first line of a file says of its format by the way it begins; `nil` where it may be a
  /// table or a text.
  init?(firstLine line: UnsafeBufferPointer<UInt8>) {
    let line = UnsafeBufferPointer(rebasing: line[trimmed(0..<line.count, of: line.span)])
    if line.starts(with: FastTextLine.labelPrefix) {
      self = .fasttext
    } else if Self.isLikeJSONObject(line) {
      self = .jsonl
    } else {
      return nil
    }
  }

  /// `{"…}`, perhaps with white space after the brace.
  private static func isLikeJSONObject(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
    line.first == UInt8(ascii: "{") && line.last == UInt8(ascii: "}")
      && line.dropFirst().first(where: { !isWhitespace($0) }) == UInt8(ascii: "\"")
  }

  /// Whether a text is a field of a record, which can be chosen.
  public var hasFields: Bool { self == .tsv || self == .csv || self == .jsonl }
}
