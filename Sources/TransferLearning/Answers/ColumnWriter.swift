import SentimentTextProcessing

/// Writes records with further columns behind their own.
///
/// Where input and output have one format, a record stays as it is byte for byte. A record that can't
/// be read keeps its place too, with nothing in the further columns.
package struct ColumnWriter: Sendable {
  /// The format of the output; `nil` for that of the input.
  let format: TextFormat?
  /// The names of the further columns.
  let names: [String]
  let escapesFormulas: Bool

  package init(format: TextFormat?, names: [String], escapesFormulas: Bool) {
    (self.format, self.names, self.escapesFormulas) = (format, names, escapesFormulas)
  }

  /// The format in which the records of a file are written; what has no columns gets them by commas.
  private func target(_ layout: RecordLayout) -> TextFormat {
    format ?? (layout.keepsBytes ? layout.format : .csv)
  }

  /// What stands before the first record.
  ///
  /// - Throws: `FileError` when a column of that name is there already.
  func header(_ layout: RecordLayout) throws(FileError) -> [UInt8] {
    let target = target(layout)
    let present = columnNames(layout)
    try check(present, layout, line: layout.header.isEmpty ? nil : 1)
    // Excel tells UTF-8 by the mark alone. A file of CSV stays as it is, and a pipe leads to a program.
    let isNewFile = format == .csv && layout.format != .csv
    var output: [UInt8] = layout.hasByteOrderMark || isNewFile ? [0xEF, 0xBB, 0xBF] : []
    if target == .jsonl || target == layout.format && layout.header.isEmpty { return output }
    let style = style(layout)
    if target == layout.format {
      output += layout.preamble
      appendFields(layout.header, layout, style, to: &output)
    } else {
      for (index, name) in present.enumerated() {
        if index > 0 { output.append(style.delimiter) }
        style.append(Array(name.utf8), to: &output)
      }
    }
    for name in names {
      output.append(style.delimiter)
      style.append(
        Array(name.utf8), quoting: target == layout.format && layout.quotesNames, to: &output)
    }
    output += lineEnd(layout).utf8
    return output
  }

  /// Whether records of both files can stand below one header.
  func canJoin(_ layout: RecordLayout, _ other: RecordLayout) -> Bool {
    guard target(layout) == target(other), style(layout).delimiter == style(other).delimiter else {
      return false
    }
    return target(layout) == .jsonl
      || columnNames(layout) == columnNames(other)
        && layout.header.isEmpty == other.header.isEmpty
  }

  /// Appends a record with the cells of the further columns.
  ///
  /// - Parameters:
  ///   - bytes: the record as it stands in its file.
  ///   - text: what was read from it.
  ///   - cells: one for each name, or none for a record without an answer.
  func append(
    _ record: SourceRecord, bytes: Span<UInt8>, text: Span<UInt8>, cells: [Cell],
    to output: inout [UInt8]
  ) throws {
    let layout = record.layout
    let isSame = target(layout) == layout.format
    if record.kind == .header { return }
    if record.kind == .blank {
      if isSame { output += lineEnd(layout).utf8 }
      return
    }
    let cells = cells.isEmpty ? [Cell](repeating: .none, count: names.count) : cells
    if target(layout) == .jsonl {
      try appendObject(record, bytes, text, cells, to: &output)
    } else if isSame {
      appendRow(record, bytes, cells, to: &output)
    } else {
      try appendNewRow(record, bytes, text, cells, to: &output)
    }
    output += lineEnd(layout).utf8
  }

  private func style(_ layout: RecordLayout) -> CellStyle {
    let target = target(layout)
    let isSame = target == layout.format
    return CellStyle(
      delimiter: isSame ? layout.delimiter : UInt8(ascii: target == .tsv ? "\t" : ","),
      isQuoted: isSame ? layout.isQuoted : true, escapesFormulas: escapesFormulas)
  }

  private func lineEnd(_ layout: RecordLayout) -> String {
    layout.keepsBytes ? layout.lineEnd : "\n"
  }

  /// The names of the columns before the further ones.
  private func columnNames(_ layout: RecordLayout) -> [String] {
    switch layout.format {
    case .jsonl: layout.names
    case .csv, .tsv:
      layout.header.isEmpty
        ? Self.namesWithoutHeader : (layout.hasRowNames ? [Self.rowName] : []) + layout.names
    case .lines, .document, .fasttext: [Self.textName]
    }
  }

  private static let textName = "text"
  /// For the column that R has no name for.
  private static let rowName = "row"
  /// TSV without a header has the text behind the first tab.
  private static let namesWithoutHeader = ["column_1", textName]

  private func check(
    _ present: [String], _ layout: RecordLayout, line: Int?
  ) throws(FileError) {
    let present = Set(present.map { $0.lowercased() })
    guard let twice = names.first(where: { present.contains($0.lowercased()) }) else { return }
    throw FileError(
      .alreadyExists, file: layout.file, line: line, setting: .answerColumns,
      problem: "there is a column \"\(twice)\" already",
      remedy: "name the answers' columns by \(.answerColumns)")
  }
}

// Rows of CSV and TSV.
extension ColumnWriter {
  /// A row of the same format.
  private func appendRow(
    _ record: SourceRecord, _ bytes: Span<UInt8>, _ cells: [Cell], to output: inout [UInt8]
  ) {
    let layout = record.layout
    let style = style(layout)
    guard record.kind == .faulty || escapesFormulas || layout.quotesNames else {
      bytes.withUnsafeBufferPointer { output.append(contentsOf: $0) }
      return appendCells(cells, style, quotesTexts: false, quotesNumbers: false, to: &output)
    }
    let fields = layout.fields(of: bytes)
    // What a record has beyond the header's columns comes behind the answer, which so stays in its
    // own.
    let expected =
      layout.names.isEmpty ? fields.count : layout.names.count + (layout.hasRowNames ? 1 : 0)
    for (index, field) in fields.prefix(expected).enumerated() {
      if index > 0 { output.append(style.delimiter) }
      style.append(field: bytes.extracting(field), to: &output)
    }
    for _ in min(fields.count, expected)..<expected { output.append(style.delimiter) }
    let isAllQuoted =
      layout.quotesNames && fields.allSatisfy { !$0.isEmpty && bytes[$0.lowerBound] == 0x22 }
    appendCells(
      cells, style, quotesTexts: layout.quotesNames, quotesNumbers: isAllQuoted, to: &output)
    for field in fields.dropFirst(expected) {
      output.append(style.delimiter)
      style.append(field: bytes.extracting(field), to: &output)
    }
  }

  private func appendFields(
    _ bytes: [UInt8], _ layout: RecordLayout, _ style: CellStyle, to output: inout [UInt8]
  ) {
    for (index, field) in layout.fields(of: bytes.span).enumerated() {
      if index > 0 { output.append(style.delimiter) }
      style.append(field: bytes.span.extracting(field), to: &output)
    }
  }

  private func appendCells(
    _ cells: [Cell], _ style: CellStyle, quotesTexts: Bool, quotesNumbers: Bool,
    to output: inout [UInt8]
  ) {
    for cell in cells {
      output.append(style.delimiter)
      let isText = if case .text = cell { true } else { false }
      style.append(cell.bytes, quoting: isText ? quotesTexts : quotesNumbers, to: &output)
    }
  }

  /// A row for a record of another format.
  private func appendNewRow(
    _ record: SourceRecord, _ bytes: Span<UInt8>, _ text: Span<UInt8>, _ cells: [Cell],
    to output: inout [UInt8]
  ) throws {
    let style = style(record.layout)
    for (index, value) in try values(record, bytes, text).enumerated() {
      if index > 0 { output.append(style.delimiter) }
      style.append(value, to: &output)
    }
    appendCells(cells, style, quotesTexts: false, quotesNumbers: false, to: &output)
  }

  /// The values of a record, one for each column.
  private func values(
    _ record: SourceRecord, _ bytes: Span<UInt8>, _ text: Span<UInt8>
  ) throws -> [[UInt8]] {
    let layout = record.layout
    let count = columnNames(layout).count
    switch layout.format {
    case .lines, .document, .fasttext: return [text.withUnsafeBufferPointer(Array.init)]
    case .jsonl: return try jsonValues(record, bytes)
    case .csv, .tsv:
      var fields = layout.fields(of: bytes)
      if layout.header.isEmpty, fields.count == 1 { fields.insert(0..<0, at: 0) }
      // What is too much stays, in the last column.
      if fields.count > count, let last = fields.last {
        fields[count - 1] = fields[count - 1].lowerBound..<last.upperBound
      }
      let values = fields.prefix(count).map { layout.value(bytes.extracting($0)) }
      return values + [[UInt8]](repeating: [], count: count - values.count)
    }
  }

  private func jsonValues(_ record: SourceRecord, _ bytes: Span<UInt8>) throws -> [[UInt8]] {
    let layout = record.layout
    var values = [[UInt8]](repeating: [], count: layout.names.count)
    guard record.kind == .text, let object = JSONMembers(bytes) else { return values }
    for member in object.members {
      guard let column = layout.names.firstIndex(of: member.name) else {
        throw FileError(
          .malformed, file: layout.file, line: record.line,
          problem: "there is a key \"\(member.name)\" that the first object doesn't have",
          remedy: "name an output that ends in .jsonl")
      }
      values[column] = JSONMembers.text(bytes.extracting(member.value))
    }
    return values
  }
}

// JSON Lines.
extension ColumnWriter {
  private func appendObject(
    _ record: SourceRecord, _ bytes: Span<UInt8>, _ text: Span<UInt8>, _ cells: [Cell],
    to output: inout [UInt8]
  ) throws {
    let layout = record.layout
    if layout.format == .jsonl {
      guard record.kind == .text, let object = JSONMembers(bytes) else {
        return bytes.withUnsafeBufferPointer { output.append(contentsOf: $0) }
      }
      try check(object.names, layout, line: record.line)
      bytes.extracting(0..<object.end).withUnsafeBufferPointer {
        output.append(contentsOf: $0)
      }
      while let last = output.last, last == UInt8(ascii: " ") { output.removeLast() }
      appendMembers(cells, isFirst: object.members.isEmpty, to: &output)
    } else {
      output.append(UInt8(ascii: "{"))
      for (name, value) in zip(columnNames(layout), try values(record, bytes, text)) {
        if output.last != UInt8(ascii: "{") { output.append(UInt8(ascii: ",")) }
        JSONString.append(name, to: &output)
        output.append(UInt8(ascii: ":"))
        JSONString.append(String(decoding: value, as: UTF8.self), to: &output)
      }
      appendMembers(cells, isFirst: false, to: &output)
    }
    output.append(UInt8(ascii: "}"))
  }

  private func appendMembers(_ cells: [Cell], isFirst: Bool, to output: inout [UInt8]) {
    for (index, (name, cell)) in zip(names, cells).enumerated() {
      if !isFirst || index > 0 { output.append(UInt8(ascii: ",")) }
      JSONString.append(name, to: &output)
      output.append(UInt8(ascii: ":"))
      cell.appendJSON(to: &output)
    }
  }
}
