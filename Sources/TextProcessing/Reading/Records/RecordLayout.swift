/// How the records of a file are written, for those who write answers into them.
package final class RecordLayout: Sendable {
  /// What messages call the file.
  package let file: String
  package let format: TextFormat
  /// Whether it stands for texts that are in no file.
  package let isList: Bool
  /// What stands between two fields of CSV or TSV.
  package let delimiter: UInt8
  /// How a field may stand in quotes; `nil` where it can't.
  let quoting: DelimitedRecord.Quoting?
  /// What stands before the header, with its line end.
  package let preamble: [UInt8]
  /// The line with the names of the columns as it stands there; empty where there is none.
  package let header: [UInt8]
  /// The names of the columns, or the keys of the first JSON object in their order.
  package let names: [String]
  /// Where text, label and id stand; `nil` in what isn't a table, and in `label<TAB>text`.
  let columns: Columns?
  /// Whether all names of the columns stand in quotes, so that other texts should too.
  package let quotesNames: Bool
  package let lineEnd: String
  package let hasByteOrderMark: Bool
  /// How many records had been read of the file.
  let recordCount: Int

  /// That of a file without a text.
  package static let ofNothing = RecordLayout(of: "")

  init(
    of file: String, format: TextFormat = .lines, isList: Bool = false,
    delimiter: UInt8 = UInt8(ascii: ","), quoting: DelimitedRecord.Quoting? = nil,
    preamble: [UInt8] = [], header: [UInt8] = [], names: [String] = [], columns: Columns? = nil,
    lineEnd: LineEnd = .lf, hasByteOrderMark: Bool = false, recordCount: Int = 0
  ) {
    self.file = file
    self.format = format
    self.isList = isList
    self.delimiter = delimiter
    self.quoting = quoting
    self.preamble = preamble
    self.header = header
    self.names = names
    self.columns = columns
    self.lineEnd = lineEnd == .none ? LineEnd.lf.rawValue : lineEnd.rawValue
    self.hasByteOrderMark = hasByteOrderMark
    self.recordCount = recordCount
    let fields = Self.fields(of: header.span, delimiter: delimiter, quoting: quoting)
    quotesNames =
      quoting != nil
      && fields.allSatisfy { !$0.isEmpty && header[$0.lowerBound] == UInt8(ascii: "\"") }
  }

  /// Whether records have a name before the columns that the header names, as R writes them.
  package var hasRowNames: Bool { columns?.hasRowNames ?? false }

  /// The column of the field that tells the records apart.
  package var idColumn: Int? { columns?.id }

  /// Whether a field may stand in quotes.
  package var isQuoted: Bool { quoting != nil }

  /// Whether a record has more than its text.
  package var keepsBytes: Bool { Self.keepsBytes(format) }

  static func keepsBytes(_ format: TextFormat) -> Bool {
    switch format {
    case .csv, .tsv, .jsonl: true
    case .lines, .document, .fasttext: false
    }
  }

  /// Where the fields of a record of CSV or TSV stand in it, with their quotes.
  package func fields(of record: Span<UInt8>) -> [Range<Int>] {
    Self.fields(of: record, delimiter: delimiter, quoting: quoting)
  }

  private static func fields(
    of record: Span<UInt8>, delimiter: UInt8, quoting: DelimitedRecord.Quoting?
  ) -> [Range<Int>] {
    record.withUnsafeBufferPointer {
      var reader = DelimitedRecord(delimiter: delimiter, quoting: quoting)
      return reader.addRecord($0)
    }
  }

  /// A field of CSV or TSV without its quotes.
  package func value(_ field: Span<UInt8>) -> [UInt8] {
    field.withUnsafeBufferPointer { bytes in
      var record = DelimitedRecord(delimiter: delimiter, quoting: quoting)
      _ = record.addRecord(bytes)
      return record.bytes
    }
  }
}
