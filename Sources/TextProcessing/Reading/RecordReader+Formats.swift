import FoundationEssentials

/// How a text is read in each format, from its first line on.
extension RecordReader {
  /// The whole file.
  mutating func parseDocument(
    _ first: UnsafeBufferPointer<UInt8>, into text: inout [UInt8]
  ) throws(RecordFault) -> Parsed {
    let start = text.count
    text.append(contentsOf: first)
    while let line = try nextLine() {
      try checkLength(text.count - start + line.count, of: "document", line: nil)
      text.append(UInt8(ascii: "\n"))
      text.append(contentsOf: line)
    }
    return .text(label: nil)
  }

  /// `label<TAB>text`, or the columns that a header names. The first line is a header if fields are
  /// chosen, or if it has usual names for both text and label.
  mutating func parseTSV(
    _ line: UnsafeBufferPointer<UInt8>, into text: inout [UInt8]
  ) throws(RecordFault) -> Parsed {
    if !hasSeenKeys {
      hasSeenKeys = true
      let names = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false).map {
        String(UnsafeBufferPointer(rebasing: $0[trimmed($0.indices, of: line.span)]).span)
      }
      let isChosen = options.textField != nil || options.labelField != nil
      let isUsual =
        options.textNames.index(in: names) != nil && options.labelNames.index(in: names) != nil
      if isChosen || isUsual {
        try setColumns(names)
        return .header
      }
    }
    if let columns {
      let fields = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
      try columns.check(fields.count)
      text.append(contentsOf: fields[columns.text])
      return .text(label: columns.label.map { Array(fields[$0]) })
    }
    guard let tab = line.firstIndex(of: UInt8(ascii: "\t")) else {
      if isLabelled {
        throw .record(problem: "the line has no tab", remedy: "write label<TAB>text")
      }
      text.append(contentsOf: line)
      return .text(label: nil)
    }
    text.append(contentsOf: line[(tab + 1)...])
    return .text(label: Array(line[..<tab]))
  }

  mutating func parseCSV(
    _ first: UnsafeBufferPointer<UInt8>, into text: inout [UInt8]
  ) throws(RecordFault) -> Parsed {
    if columns == nil { record = CSVRecord(delimiter: CSVRecord.delimiter(ofHeader: first)) }
    try readCSVRecord(first)
    guard let columns else {
      try setColumns(record.strings)
      return .header
    }
    try columns.check(record.fieldCount)
    text.append(contentsOf: record.field(columns.text))
    return .text(label: columns.label.map { Array(record.field($0)) })
  }

  private mutating func readCSVRecord(
    _ first: UnsafeBufferPointer<UInt8>
  ) throws(RecordFault) {
    let start = lines.line
    record.begin()
    record.add(first)
    while record.isOpen {
      guard let line = try nextLine() else {
        throw .file(
          FileError(
            .malformed, file: lines.name, line: start,
            problem: "a quote opens in this record and is never closed",
            remedy: "close it, or write two quotes for one that is part of the text"))
      }
      try checkLength(record.bytes.count + line.count, of: "record", line: start)
      record.add(line)
    }
  }

  /// A JSON object. The first one must have the fields.
  mutating func parseJSON(
    _ line: UnsafeBufferPointer<UInt8>, into text: inout [UInt8], _ report: inout ReadingReport
  ) throws(RecordFault) -> Parsed {
    var bytes = Array(line)
    report.clean(&bytes, from: 0, at: .init(file: lines.name, line: lines.line))
    guard let object = try? decoder.decode(JSONRecord.self, from: Data(bytes)) else {
      let isArray = bytes.first == UInt8(ascii: "[")
      throw .record(
        problem: isArray ? "a JSON array, not an object" : "the line is no JSON object",
        remedy: isArray ? "write an object a line (jq -c '.[]')" : "write one on each line")
    }
    if !hasSeenKeys {
      hasSeenKeys = true
      try check(object.keys)
    }
    switch object.text {
    case .missing: break
    case .text(let value): text.append(contentsOf: value.utf8)
    case .other: throw .record(problem: "the text is no string", remedy: "write one")
    }
    guard isLabelled else { return .text(label: nil) }
    switch object.label {
    case .missing: throw .record(problem: "there is no label", remedy: "write one")
    case .text(let value): return .text(label: Array(value.utf8))
    case .other: throw .record(problem: "the label is no string", remedy: "write one")
    }
  }

  /// A file whose first object lacks a field hardly has it in others.
  private func check(_ keys: [String]) throws(RecordFault) {
    do {
      _ = try Columns(
        keys, options: options, isLabelled: isLabelled, file: lines.name, line: lines.line)
    } catch {
      if !options.skipsFaultyRecords { throw .file(error) }
    }
  }

  mutating func parseFastText(
    _ line: UnsafeBufferPointer<UInt8>, into text: inout [UInt8]
  ) throws(RecordFault) -> Parsed {
    let parts = FastTextLine(line)
    if isLabelled, parts.labels.count != 1 {
      throw .record(
        problem: parts.labels.isEmpty
          ? "the line doesn't begin with __label__" : "the line has \(parts.labels.count) labels",
        remedy: "write __label__x and the text")
    }
    text.append(contentsOf: line[parts.text])
    return .text(label: parts.labels.first.map { Array(line[$0]) })
  }

  private mutating func setColumns(_ names: [String]) throws(RecordFault) {
    columnNames = names
    do {
      columns = try Columns(
        names, options: options, isLabelled: isLabelled, file: lines.name, line: lines.line)
    } catch {
      throw .file(error)
    }
  }

  private mutating func nextLine() throws(RecordFault) -> UnsafeBufferPointer<UInt8>? {
    do {
      let line = try lines.nextLine()
      if let line { keep(line) }
      return line
    } catch {
      throw .file(error)
    }
  }

  private func checkLength(_ length: Int, of kind: String, line: Int?) throws(RecordFault) {
    guard length > LineReader.longestLine else { return }
    throw .file(
      FileError(
        .malformed, file: lines.name, line: line,
        problem: "the \(kind) is longer than \(LineReader.longestLine >> 20) MB",
        remedy: "cut it, or leave this file out"))
  }
}
