/// How a text is read from a record of fields.
extension RecordReader {
  mutating func parseTable(
    _ first: UnsafeBufferPointer<UInt8>, into text: inout [UInt8], _ report: inout ReadingReport
  ) throws(RecordFault) -> Parsed {
    if table!.hasHeader, table!.columns == nil {
      try readHeader(first, &report)
      return .header
    }
    if !table!.isQuotingKnown, DelimitedRecord.hasQuote(first) {
      return try parseFirstQuoted(Array(first), into: &text, &report)
    }
    return try parseRecord(first, into: &text, &report)
  }

  /// A record with the first quote in the file: what follows tells how quotes are meant.
  private mutating func parseFirstQuoted(
    _ first: [UInt8], into text: inout [UInt8], _ report: inout ReadingReport
  ) throws(RecordFault) -> Parsed {
    try readAhead()
    return try first.withUnsafeBufferPointer { first throws(RecordFault) in
      table!.record.quoting = table!.quoting(lookahead(first))
      table!.isQuotingKnown = true
      return try parseRecord(first, into: &text, &report)
    }
  }

  private mutating func parseRecord(
    _ first: UnsafeBufferPointer<UInt8>, into text: inout [UInt8], _ report: inout ReadingReport
  ) throws(RecordFault) -> Parsed {
    guard table!.columns != nil || table!.record.quoting != nil && table!.isQuotingKnown else {
      return try parsePlainPair(first, into: &text)
    }
    let line = lines.line
    try readRecord(first)
    if table!.columns == nil { return try parsePair(into: &text) }
    if !table!.hasSeenRecord {
      table!.hasSeenRecord = true
      if table!.record.fieldCount == table!.columns!.count + 1, table!.hasRowNames(lines.upcoming) {
        table!.columns!.addRowNames()
      }
    }
    if table!.columns!.isHeader(table!.record) {
      try setColumns(table!.record.strings, &report)
      return .repeatedHeader
    }
    try table!.columns!.check(table!.record, line: lines.line == line ? first : nil)
    let columns = table!.columns!
    if let column = columns.text { text.append(contentsOf: table!.record.field(column)) }
    return .text(
      labels: [columns.label.map { Array(table!.record.field($0)) } ?? []],
      id: columns.id.map { Array(table!.record.field($0)) })
  }

  /// `label<TAB>text`; the text may have further tabs.
  private func parsePlainPair(
    _ line: UnsafeBufferPointer<UInt8>, into text: inout [UInt8]
  ) throws(RecordFault) -> Parsed {
    guard let end = line.firstIndex(of: table!.delimiter) else {
      try checkHasLabel()
      text.append(contentsOf: line)
      return .text(labels: nil)
    }
    text.append(contentsOf: line[(end + 1)...])
    return .text(labels: [Array(line[..<end])])
  }

  /// The same in quotes.
  private func parsePair(into text: inout [UInt8]) throws(RecordFault) -> Parsed {
    let record = table!.record
    guard record.fieldCount > 1 else {
      try checkHasLabel()
      text.append(contentsOf: record.field(0))
      return .text(labels: nil)
    }
    for index in 1..<record.fieldCount {
      if index > 1 { text.append(record.delimiter) }
      text.append(contentsOf: record.field(index))
    }
    return .text(labels: [Array(record.field(0))])
  }

  private func checkHasLabel() throws(RecordFault) {
    guard isLabelled else { return }
    let isTab = table!.delimiter == DelimitedRecord.tab
    throw .record(
      problem: isTab ? "the line has no tab" : "the line has no delimiter",
      remedy: isTab
        ? "write label<TAB>text" : "write the label, the delimiter and the text")
  }

  private mutating func readHeader(
    _ first: UnsafeBufferPointer<UInt8>, _ report: inout ReadingReport
  ) throws(RecordFault) {
    table!.isHeaderQuoted = DelimitedRecord.hasQuote(first)
    try readRecord(first)
    try setColumns(table!.record.strings, &report)
  }

  private mutating func setColumns(
    _ names: [String], _ report: inout ReadingReport
  ) throws(RecordFault) {
    do {
      let columns = try Columns(
        names, options: options, isLabelled: isLabelled, file: lines.name, line: lines.line)
      table!.setColumns(columns)
      if let name = columns.repeatedName { report.add(.repeatedColumn(name), at: place) }
      if let text = columns.text {
        if columns.isTextTheOther { report.add(.otherColumn(names[text]), at: place) }
        if table!.isUnnamed, !isLabelled { report.add(.table(column: names[text]), at: place) }
      }
    } catch {
      throw .file(error)
    }
  }

  private mutating func readRecord(
    _ first: UnsafeBufferPointer<UInt8>
  ) throws(RecordFault) {
    let start = lines.line
    table!.record.begin()
    table!.record.add(first)
    while table!.record.isOpen {
      guard let line = try nextLine() else {
        throw .file(
          FileError(
            .malformed, file: lines.name, line: start,
            problem: "a quote opens in this record and is never closed",
            remedy: "close it, or write two quotes for one that is part of the text"))
      }
      try checkLength(table!.record.bytes.count + line.count, of: "record", line: start)
      table!.record.add(line)
    }
  }
}
