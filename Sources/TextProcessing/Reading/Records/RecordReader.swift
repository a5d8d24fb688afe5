/// Reads the texts of one file, in whatever format it is.
struct RecordReader: ~Copyable {
  /// What is known of a text beside its bytes.
  struct Head {
    /// Where it begins, from 1.
    let line: Int
    /// `nil` where labels aren't asked for, or the record has none; one, unless a text may have several.
    let labels: [String]?
    /// `nil` where none is asked for, or the record's is empty.
    var id: String?
    /// What else than a text is passed on where records are kept.
    var kind = SourceRecord.Kind.text
  }

  /// What a line, or several, gave.
  enum Parsed {
    /// What names the columns, or the delimiter.
    case header
    /// A header that stands there again.
    case repeatedHeader
    /// The text was appended; its labels and its id, if the file says them.
    case text(labels: [[UInt8]]?, id: [UInt8]? = nil)
  }

  var lines: LineReader
  let options: ReadingOptions
  let isLabelled: Bool
  /// The label of all texts of the file, where its folder gives it.
  private let folderLabel: String?
  private let isInFolder: Bool
  /// `nil` until the first line with text has told it, unless the name does.
  private var format: TextFormat?
  /// Whether the first line with text was looked at.
  private var hasBegun = false
  private var hasSaidEncoding = false
  private var takenInputByteCount = 0
  /// What Excel's line says.
  var delimiter: UInt8?
  var table: Table?
  /// Whether the first object of JSON was looked at for its keys.
  var hasSeenKeys = false
  /// What is wrong if no object has a label, since the first has none.
  var missingLabels: FileError?
  /// Where records are kept, the present one as it stands in the file with its line end; the header
  /// without; and Excel's line before it.
  private var keptBytes: [UInt8] = []
  private var headerBytes: [UInt8] = []
  private var preamble: [UInt8] = []
  private var layout: RecordLayout?
  private var recordCount = 0

  /// - Parameter isLabelled: whether texts have labels.
  init(
    _ file: InputFile, options: ReadingOptions, isLabelled: Bool, digest: CorpusDigest
  ) throws(FileError) {
    lines = LineReader(
      TextStream(
        try ByteStream(file.source, range: file.range, digest: digest), encoding: options.encoding,
        waits: !options.passesOnAtOnce))
    self.options = options
    self.isLabelled = isLabelled
    folderLabel = file.label.map(LabelName.normalized)
    isInFolder = file.isInFolder
    format = file.format(options)
  }

  /// Appends the next text to `text`.
  ///
  /// - Returns: what else is known of it; `nil` at the end of the file.
  /// - Throws: `FileError` when the file can't be read, or a record can't be and isn't skipped.
  mutating func next(
    appendingTo text: inout [UInt8], report: inout ReadingReport
  ) throws(FileError) -> Head? {
    while let line = try lines.nextLine() {
      let start = text.count
      let place = ReadingReport.Place(file: lines.name, line: lines.line)
      noteEncoding(&report, at: place)
      keptBytes.removeAll(keepingCapacity: true)
      keep(line)
      if format != .document, !keepsBlankLines, isBlank(line) {
        report.withoutText.add(at: place)
        if layout != nil { return Head(line: place.line, labels: nil, kind: .blank) }
        continue
      }
      do throws(RecordFault) {
        let labels: [[UInt8]]?
        let id: [UInt8]?
        switch try parse(line, into: &text, &report) {
        case .header:
          if keepHeader() { return Head(line: place.line, labels: nil, kind: .header) }
          continue
        case .repeatedHeader:
          report.repeatedHeaders.add(at: place)
          continue
        case .text(let foundLabels, let foundID): (labels, id) = (foundLabels, foundID)
        }
        if lines.stream.replacedCount > 0 { report.countReplaced(in: text[start...], at: place) }
        report.clean(&text, from: start, at: place)
        let head = Head(
          line: place.line, labels: try self.labels(labels),
          id: id.flatMap { $0.isEmpty ? nil : String(decoding: $0, as: UTF8.self) })
        if isLabelled, head.labels == nil {
          report.withoutLabel.add(at: place)
          if !options.keepsUnlabelledTexts {
            text.removeSubrange(start...)
            continue
          }
        }
        if !options.keepsEmptyTexts, trimmed(start..<text.count, of: text.span).isEmpty {
          report.withoutText.add(at: place)
          text.removeSubrange(start...)
          continue
        }
        report.documentCount += 1
        countRecord()
        return head
      } catch {
        text.removeSubrange(start...)
        guard case .record = error, options.skipsFaultyRecords else {
          throw error.fileError(at: place)
        }
        report.faulty.add(at: place)
        if options.keepsRecords {
          countRecord()
          return Head(line: place.line, labels: nil, kind: .faulty)
        }
      }
    }
    if let missingLabels { throw missingLabels }
    return nil
  }

  /// The record that was read last, where records are kept; its bytes are appended to `bytes`.
  func record(_ head: Head, appendingTo bytes: inout [UInt8]) -> SourceRecord {
    let start = bytes.count
    if layout?.keepsBytes == true { bytes.append(contentsOf: keptRecord) }
    return SourceRecord(
      kind: head.kind, layout: layout ?? RecordLayout(of: lines.name), number: recordCount,
      line: head.line, bytes: start..<bytes.count)
  }

  private mutating func countRecord() {
    recordCount += 1
    if options.keepsRecords { makeLayout() }
  }

  /// The kept bytes without the line end.
  private var keptRecord: ArraySlice<UInt8> {
    keptBytes.dropLast(lines.lineEnd.rawValue.utf8.count)
  }

  /// Keeps the line that names the columns, or Excel's line that tells the delimiter.
  ///
  /// - Returns: whether it is the former, and records are kept.
  private mutating func keepHeader() -> Bool {
    guard options.keepsRecords else { return false }
    guard table?.columns != nil else {
      preamble += keptBytes
      return false
    }
    headerBytes = Array(keptRecord)
    makeLayout()
    return true
  }

  /// Finds out how records are written: at the header, at the first record, and again where a later
  /// one is the first with quotes.
  private mutating func makeLayout() {
    guard let format else { return }
    if let layout, layout.recordCount > 0, layout.quoting == table?.knownQuoting { return }
    let names = format == .jsonl ? objectNames : table?.columns?.names ?? []
    layout = RecordLayout(
      of: lines.name, format: format, delimiter: table?.delimiter ?? DelimitedRecord.tab,
      quoting: table?.knownQuoting, preamble: preamble, header: headerBytes, names: names,
      columns: table?.columns, lineEnd: lines.lineEnd,
      // What becomes UTF-8 has a mark, by which spreadsheets tell it from what it was.
      hasByteOrderMark: lines.hasByteOrderMark || !lines.stream.isUTF8, recordCount: recordCount)
  }

  /// The keys of the object at hand, or of the next one where that can't be read.
  private var objectNames: [String] {
    if let object = JSONMembers(keptBytes.span) { return object.names }
    return lines.upcoming.bytes.split(separator: UInt8(ascii: "\n")).lazy.compactMap {
      JSONMembers(UnsafeBufferPointer(rebasing: $0).span)
    }.first?.names ?? []
  }

  /// Adds a line, with its end, to the bytes of the record.
  mutating func keep(_ line: UnsafeBufferPointer<UInt8>) {
    guard options.keepsRecords, format.map(RecordLayout.keepsBytes) != false else { return }
    keptBytes.append(contentsOf: line)
    keptBytes.append(contentsOf: lines.lineEnd.rawValue.utf8)
  }

  /// Whether the next line is here already, or in a file.
  var isReady: Bool { !lines.stream.bytes.isLive || lines.hasWholeLine }

  /// How many bytes came from the file since the last call.
  mutating func takeInputByteCount() -> Int {
    let count = lines.stream.bytes.inputByteCount - takenInputByteCount
    takenInputByteCount += count
    return count
  }

  private mutating func noteEncoding(_ report: inout ReadingReport, at place: ReadingReport.Place) {
    if lines.beganWithMark, lines.line > 1 { report.innerMarks.add(at: place) }
    guard !hasSaidEncoding, let encoding = lines.stream.toldEncoding else { return }
    hasSaidEncoding = true
    report.add(.encoding(encoding), at: place)
  }

  private func isBlank(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
    trimmed(0..<line.count, of: line.span).isEmpty
  }

  /// Where a line is a text, an empty one may be too.
  private var keepsBlankLines: Bool {
    options.keepsEmptyTexts && (format == nil || format == .lines)
  }

  private mutating func parse(
    _ line: UnsafeBufferPointer<UInt8>, into text: inout [UInt8], _ report: inout ReadingReport
  ) throws(RecordFault) -> Parsed {
    if !hasBegun, format == .document || !isBlank(line) {
      guard try begin(line, &report) else { return .header }
      hasBegun = true
    }
    if table != nil { return try parseTable(line, into: &text, &report) }
    switch format ?? .lines {
    case .document: return try parseDocument(line, into: &text)
    case .jsonl: return try parseJSON(line, into: &text, &report)
    case .fasttext: return try parseFastText(line, into: &text)
    case .lines, .tsv, .csv:
      text.append(contentsOf: line)
      return .text(labels: nil)
    }
  }

  /// Tells from the first line with text, and what follows it, how the file is read.
  ///
  /// - Returns: whether the line is more than a note on the delimiter.
  private mutating func begin(
    _ line: UnsafeBufferPointer<UInt8>, _ report: inout ReadingReport
  ) throws(RecordFault) -> Bool {
    if delimiter == nil, format == nil || format == .csv || format == .tsv,
      let found = Table.delimiter(ofLine: line)
    {
      delimiter = found
      return false
    }
    let lookahead = lookahead(line)
    var options = options
    options.delimiter = options.delimiter ?? delimiter
    let detector = TableDetector(
      lookahead: lookahead, options: options, isLabelled: isLabelled, place: place)
    do {
      try tell(line, detector, &report)
    } catch {
      throw .file(error)
    }
    if let table { format = table.isCSV ? .csv : .tsv }
    try checkFields()
    return true
  }

  private mutating func tell(
    _ line: UnsafeBufferPointer<UInt8>, _ detector: TableDetector, _ report: inout ReadingReport
  ) throws(FileError) {
    switch format {
    case .csv: table = detector.csv()
    case .tsv: table = try delimiter == nil ? detector.tsv() : detector.csv()
    case nil where delimiter != nil: table = detector.csv()
    case nil where detector.options.delimiter == nil && TextFormat(firstLine: line) != nil:
      format = TextFormat(firstLine: line)
    case nil:
      table = try detector.unnamed()
      if table == nil {
        format = .lines
        if detector.lookahead.looksLikeTable { report.add(.linesLikeTable, at: place) }
      }
    default: break
    }
  }

  var place: ReadingReport.Place { .init(file: lines.name, line: lines.line) }

  /// - Throws: `RecordFault` where a field or a delimiter was chosen that the format doesn't have.
  private func checkFields() throws(RecordFault) {
    guard let format, !isInFolder, !options.choicesAreForOtherFiles else { return }
    let chosen: [FileError.Setting?] = [
      options.textField.map { _ in options.textFieldSetting },
      isLabelled ? options.labelField.map { _ in .labelField } : nil,
      options.idNames.map { _ in options.idFieldSetting },
    ]
    if let setting = chosen.compactMap(\.self).first, !format.hasFields {
      throw .file(
        FileError(
          .unsuitable, file: lines.name, setting: setting,
          problem: "is read as \(format.rawValue), a format without fields",
          remedy: "leave \(setting) out, or name the format by \(.textFormat): csv, tsv or jsonl"))
    }
    if options.delimiter != nil, table == nil {
      throw .file(
        FileError(
          .unsuitable, file: lines.name, setting: .delimiter,
          problem: "is read as \(format.rawValue), a format without a delimiter",
          remedy: "leave \(.delimiter) out, or name the format by \(.textFormat): csv or tsv"))
    }
  }

  /// The labels as text, or that of the folder; `nil` where none is asked for, or the record has none.
  private func labels(_ found: [[UInt8]]?) throws(RecordFault) -> [String]? {
    guard isLabelled else { return nil }
    guard let found else {
      if let folderLabel { return [folderLabel] }
      throw .file(
        FileError(
          .unsuitable, file: lines.name, setting: .textFormat,
          problem: "its texts have no labels",
          remedy: "name the format by \(.textFormat): tsv, csv, jsonl or fasttext"))
    }
    for label in found { try checkLabel(label) }
    let names = found.map { String(decoding: $0, as: UTF8.self) }
    if options.isMultiLabel { return LabelList.labels(names, separatedBy: options.labelSeparator) }
    let label = LabelName.normalized(names[0])
    return label.isEmpty ? nil : [label]
  }

  /// Two labels could become one if what is ill-formed in them were replaced.
  ///
  /// - Throws: `RecordFault` when a label's bytes aren't of the file's encoding.
  private func checkLabel(_ label: [UInt8]) throws(RecordFault) {
    let isSound =
      lines.stream.isUTF8
      ? label.withUnsafeBufferPointer { WellFormedUTF8.illFormedCount(in: $0) } == 0
      : lines.stream.replacedCount == 0
        || !String(decoding: label, as: UTF8.self).contains("\u{FFFD}")
    guard !isSound else { return }
    let encoding = lines.stream.isUTF8 ? "UTF-8" : "of the encoding that the file is read in"
    throw .file(
      FileError(
        .malformed, file: lines.name, line: lines.line, setting: .encoding,
        problem: "the label isn't \(encoding)",
        remedy:
          "name the file's encoding by \(.encoding), such as windows-1252, GB18030 or Shift_JIS"
      ))
  }

  /// The lines at hand. Nothing is read, which would move the line.
  func lookahead(_ line: UnsafeBufferPointer<UInt8>) -> Lookahead {
    Lookahead(first: line, rest: lines.upcoming.bytes, isWhole: lines.upcoming.isWhole)
  }
}
