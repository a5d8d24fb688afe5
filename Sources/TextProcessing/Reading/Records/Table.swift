/// How a file of records with a delimiter is laid out, as its first line and those after it tell.
struct Table {
  /// The fields of the record at hand; its quoting is that of the file.
  var record: DelimitedRecord
  /// Whether quotes were looked at.
  var isQuotingKnown = false
  /// Whether a quote at a field's start opens it in any case, as in CSV.
  let isCSV: Bool
  /// Whether the first line names the columns.
  let hasHeader: Bool
  /// Whether neither the name nor a user told that this is a table.
  var isUnnamed = false
  var isHeaderQuoted = false
  /// Whether a record was read after the header.
  var hasSeenRecord = false
  /// `nil` until the header is read; and where there is none, so that the label comes first.
  var columns: Columns?

  init(delimiter: UInt8, isCSV: Bool, hasHeader: Bool) {
    record = DelimitedRecord(delimiter: delimiter)
    self.isCSV = isCSV
    self.hasHeader = hasHeader
  }

  /// Takes columns in place of those that it has, if it has any. An assignment from outside, through
  /// an optional table, doesn't free the old ones (Swift 6.3).
  mutating func setColumns(_ columns: Columns) { self.columns = columns }

  var delimiter: UInt8 { record.delimiter }

  /// How fields are quoted, as far as the records so far tell.
  var knownQuoting: DelimitedRecord.Quoting? {
    isQuotingKnown ? record.quoting : isCSV || isHeaderQuoted ? DelimitedRecord.Quoting() : nil
  }

  /// Whether the first field of each record is a row name, as R writes it, for which the header has no
  /// name: records have a field more than the header, the first of which is quoted or a number.
  func hasRowNames(_ rest: (bytes: UnsafeBufferPointer<UInt8>, isWhole: Bool)) -> Bool {
    let nothing = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    let others = Lookahead(first: nothing, rest: rest.bytes, isWhole: rest.isWhole).records(
      delimiter: delimiter, quoting: record.quoting, limit: Self.rowLimit)
    let isNumber = Int(record.strings[0]) != nil
    let areOthersLikeIt =
      others.fieldCounts.isEmpty || others.areEven(of: [record.fieldCount])
    return areOthersLikeIt && (isHeaderQuoted || isNumber && !others.fieldCounts.isEmpty)
  }

  private static let rowLimit = 20

  /// How fields are quoted, as the lines at hand tell.
  func quoting(_ lookahead: Lookahead) -> DelimitedRecord.Quoting? {
    guard let count = columns?.count else {
      return lookahead.tsvQuoting(delimiter: delimiter, fieldCounts: [1, 2])
    }
    if isCSV { return lookahead.csvQuoting(delimiter: delimiter, fieldCount: count) }
    // R gives records a row name before the columns that the header names.
    return lookahead.tsvQuoting(delimiter: delimiter, fieldCounts: [count])
      ?? lookahead.tsvQuoting(delimiter: delimiter, fieldCounts: [count + 1])
  }

  /// What Excel writes before a table to tell the delimiter: `sep=;`.
  static func delimiter(ofLine line: UnsafeBufferPointer<UInt8>) -> UInt8? {
    let line =
      line.first == DelimitedRecord.quote && line.last == DelimitedRecord.quote
      ? UnsafeBufferPointer(rebasing: line.dropFirst().dropLast()) : line
    guard line.count == 5, line.starts(with: "sep=".utf8) || line.starts(with: "SEP=".utf8)
    else { return nil }
    return line[4]
  }
}

/// Tells how a file of records is laid out.
struct TableDetector {
  let lookahead: Lookahead
  let options: ReadingOptions
  let isLabelled: Bool
  /// Where the first line stands.
  let place: ReadingReport.Place

  private var firstLine: UnsafeBufferPointer<UInt8> { lookahead.first }

  private func names(_ delimiter: UInt8) -> [String] {
    DelimitedRecord.strings(of: firstLine, delimiter: delimiter)
  }

  /// How many of the columns that are wanted have a name among these.
  private func wantedCount(_ names: [String]) -> Int {
    (options.textNames.column(in: names) == nil ? 0 : 1)
      + (isLabelled && options.labelNames.column(in: names) != nil ? 1 : 0)
  }

  private func hasAllWanted(_ names: [String]) -> Bool {
    wantedCount(names) == (isLabelled ? 2 : 1)
  }

  /// Columns that were chosen by their numbers, where no column has such a name.
  private func areNumbered(_ names: [String]) -> Bool {
    let chosen = [
      options.textField, options.labelField, options.idField, options.weightField,
    ].compactMap(\.self)
    return !chosen.isEmpty && chosen.allSatisfy { Int($0) != nil && !names.contains($0) }
  }

  /// A file of comma-separated values, whatever stands between the fields of its header.
  func csv(delimiter: UInt8? = nil) -> Table {
    Table(
      delimiter: delimiter ?? options.delimiter ?? likeliest(of: DelimitedRecord.delimiters),
      isCSV: true,
      hasHeader: true)
  }

  /// The delimiter by which most of the wanted columns have a name, and then that which gives most
  /// fields.
  private func likeliest(of delimiters: [UInt8]) -> UInt8 {
    var best = (delimiter: delimiters[0], wanted: -1, fields: 0)
    for delimiter in delimiters {
      let names = names(delimiter)
      let wanted = wantedCount(names)
      if (wanted, names.count) > (best.wanted, best.fields) {
        best = (delimiter, wanted, names.count)
      }
    }
    return best.delimiter
  }

  /// A file with a tab, or what was chosen, between its fields. The first line is a header if fields
  /// are chosen, if it has usual names for what is wanted, or if it looks like one.
  ///
  /// - Throws: `FileError` when a column is chosen by a number that the line doesn't have.
  func tsv() throws(FileError) -> Table {
    let delimiter = options.delimiter ?? DelimitedRecord.tab
    let names = names(delimiter)
    if names.count == 1, options.delimiter == nil,
      let other = DelimitedRecord.delimiters.first(where: {
        self.names($0).count > 1 && hasAllWanted(self.names($0))
      })
    {
      return csv(delimiter: other)
    }
    let hasHeader = isHeader(names, delimiter: delimiter)
    var table = Table(delimiter: delimiter, isCSV: false, hasHeader: hasHeader)
    if !hasHeader, areNumbered(names) {
      table.columns = try Columns(
        names, isHeader: false, options: options, isLabelled: isLabelled, file: place.file,
        line: place.line)
    }
    return table
  }

  private func isHeader(_ names: [String], delimiter: UInt8) -> Bool {
    if !isLabelled, names.count == 2, hasAllWanted(names), options.textField == nil {
      // The label in a line without a header may be called so.
      return names.allSatisfy { $0.isEmpty || Self.isLikeName($0) }
        && !lookahead.firstFieldRecurs(delimiter: delimiter)
    }
    if hasAllWanted(names) { return !areNumbered(names) || hasUsualNames(names) }
    if areNumbered(names) { return false }
    let isChosen =
      options.textField != nil || options.labelField != nil || options.idNames != nil
    if isChosen, !options.choicesAreForOtherFiles { return true }
    // A label may be called "review"; then it stands in other lines too.
    return isLabelled && names.count > 1 && wantedCount(names) > 0
      && names.allSatisfy(Self.isLikeName) && !lookahead.firstFieldRecurs(delimiter: delimiter)
  }

  private func hasUsualNames(_ names: [String]) -> Bool {
    FieldNames.text.column(in: names) != nil
      && (!isLabelled || FieldNames.label.column(in: names) != nil)
  }

  /// Whether a text may be a column's name: a few words without the end of a sentence.
  private static func isLikeName(_ text: String) -> Bool {
    !text.isEmpty && text.count <= longestName
      && text.split(whereSeparator: \.isWhitespace).count <= mostWordsOfName
      && !text.contains(where: { ".!?,;:".contains($0) })
  }

  private static let longestName = 40
  private static let mostWordsOfName = 3

  /// A table in a file whose name tells no format; `nil` where the lines are no table.
  ///
  /// - Throws: as ``tsv()``.
  func unnamed() throws(FileError) -> Table? {
    if options.delimiter != nil { return try isLabelled ? tsv() : csv() }
    let found = DelimitedRecord.delimiters.filter { delimiter in
      let names = names(delimiter)
      return names.count > 1 && hasAllWanted(names) && !areNumbered(names)
        && (isLabelled || lookahead.areRecords(delimiter: delimiter))
    }
    if !found.isEmpty {
      let delimiter = likeliest(of: found)
      var table = try delimiter == DelimitedRecord.tab ? tsv() : csv(delimiter: delimiter)
      table.isUnnamed = true
      return table
    }
    let hasTab = firstLine.contains(DelimitedRecord.tab)
    if isLabelled {
      // The error lists the columns that there are.
      let other = DelimitedRecord.delimiters.first { lookahead.areRecords(delimiter: $0) }
      return try hasTab || other == nil ? tsv() : csv()
    }
    guard options.textField != nil, !options.choicesAreForOtherFiles else { return nil }
    if hasTab { return try tsv() }
    return DelimitedRecord.delimiters.contains(where: { lookahead.areRecords(delimiter: $0) })
      ? csv() : nil
  }
}
