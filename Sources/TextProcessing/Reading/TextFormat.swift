/// The format of a file with texts.
public enum TextFormat: String, Sendable, CaseIterable {
  /// A document a line.
  case lines
  /// The file is one document.
  case document
  /// Columns with a tab between them: `label<TAB>text`, or as a header line names them.
  case tsv
  /// Comma-separated values with a header (RFC 4180): quotes, and line feeds in them.
  case csv
  /// A JSON object a line (https://jsonlines.org).
  case jsonl
  /// fastText's `__label__x text`, one a line.
  case fasttext

  /// What a file's name says of its format: by its last extension, before `.gz` or `.xz`.
  package init?(fileName: String) {
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

  /// What the first line of a file with text says of its format.
  ///
  /// - Parameter isLabelled: whether labels are needed. Text without labels may hold tabs and
  ///   commas, and is taken as lines unless it is JSON or has fastText's labels.
  init(firstLine line: UnsafeBufferPointer<UInt8>, isLabelled: Bool) {
    let line = UnsafeBufferPointer(rebasing: line[trimmed(0..<line.count, of: line.span)])
    if line.starts(with: FastTextLine.labelPrefix) {
      self = .fasttext
    } else if line.starts(with: "{\"".utf8), line.last == UInt8(ascii: "}") {
      self = .jsonl
    } else if !isLabelled {
      self = .lines
    } else {
      let hasTab = line.contains(UInt8(ascii: "\t"))
      self = !hasTab && Self.isHeaderOfCSV(line) ? .csv : .tsv
    }
  }

  private static func isHeaderOfCSV(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
    var record = CSVRecord(delimiter: CSVRecord.delimiter(ofHeader: line))
    record.add(line)
    let names = record.strings
    return FieldNames.text.index(in: names) != nil && FieldNames.label.index(in: names) != nil
  }
}
