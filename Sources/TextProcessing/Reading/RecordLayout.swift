/// How the records of a file are written, for those who write answers into them.
package final class RecordLayout: Sendable {
  /// What messages call the file.
  package let file: String
  package let format: TextFormat
  /// Whether it stands for texts that are in no file.
  package let isList: Bool
  /// What stands between two fields of CSV or TSV.
  package let delimiter: UInt8
  /// Whether a field may stand in quotes.
  package let isQuoted: Bool
  /// The line with the names of the columns as it stands there; empty where there is none.
  package let header: [UInt8]
  /// The names of the columns, or the keys of the first JSON object in their order.
  package let names: [String]
  /// Whether all names of the columns stand in quotes, so that other texts should too.
  package let quotesNames: Bool
  package let lineEnd: String
  package let hasByteOrderMark: Bool

  /// That of a file without a text.
  package static let ofNothing = RecordLayout(of: "")

  init(
    of file: String, format: TextFormat = .lines, isList: Bool = false,
    delimiter: UInt8 = UInt8(ascii: ","), isQuoted: Bool = false, header: [UInt8] = [],
    names: [String] = [], lineEnd: String = "\n", hasByteOrderMark: Bool = false
  ) {
    self.file = file
    self.format = format
    self.isList = isList
    self.delimiter = delimiter
    self.isQuoted = isQuoted
    self.header = header
    self.names = names
    self.lineEnd = lineEnd
    self.hasByteOrderMark = hasByteOrderMark
    let fields = Self.fields(of: header.span, delimiter: delimiter, isQuoted: isQuoted)
    quotesNames =
      isQuoted && fields.allSatisfy { !$0.isEmpty && header[$0.lowerBound] == UInt8(ascii: "\"") }
  }

  /// Whether a record has more than its text.
  package var keepsBytes: Bool { Self.keepsBytes(format) }

  static func keepsBytes(_ format: TextFormat) -> Bool {
    switch format {
    case .csv, .tsv, .jsonl: true
    case .lines, .document, .fasttext: false
    }
  }

  private enum State { case fieldStart, field, quoted, quoteInQuoted }

  /// Where the fields of a record of CSV or TSV stand in it, with their quotes.
  package func fields(of record: Span<UInt8>) -> [Range<Int>] {
    Self.fields(of: record, delimiter: delimiter, isQuoted: isQuoted)
  }

  private static func fields(
    of record: Span<UInt8>, delimiter: UInt8, isQuoted: Bool
  ) -> [Range<Int>] {
    var fields: [Range<Int>] = []
    var start = 0
    var state = State.fieldStart
    for index in 0..<record.count {
      let isQuote = isQuoted && record[index] == UInt8(ascii: "\"")
      switch state {
      case .quoted: if isQuote { state = .quoteInQuoted }
      case .fieldStart where isQuote, .quoteInQuoted where isQuote: state = .quoted
      case .fieldStart, .field, .quoteInQuoted:
        if record[index] == delimiter {
          fields.append(start..<index)
          start = index + 1
          state = .fieldStart
        } else {
          state = .field
        }
      }
    }
    fields.append(start..<record.count)
    return fields
  }

  /// A field of CSV or TSV without its quotes.
  package func value(_ field: Span<UInt8>) -> [UInt8] {
    field.withUnsafeBufferPointer { bytes in
      guard isQuoted else { return Array(bytes) }
      var record = CSVRecord(delimiter: delimiter)
      record.add(bytes)
      return record.bytes
    }
  }
}
