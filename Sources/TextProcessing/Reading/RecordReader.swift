import FoundationEssentials

/// Reads the texts of one file, in whatever format it is.
struct RecordReader: ~Copyable {
  /// What is known of a text beside its bytes.
  struct Head {
    /// Where it begins, from 1.
    let line: Int
    /// `nil` where labels aren't asked for.
    let label: String?
    /// What else than a text is passed on where records are kept.
    var kind = SourceRecord.Kind.text
  }

  /// What a line, or several, gave.
  enum Parsed {
    case header
    /// The text was appended; its label, if the file says one.
    case text(label: [UInt8]?)
  }

  var lines: LineReader
  let options: ReadingOptions
  let isLabelled: Bool
  /// The label of all texts of the file, where its folder gives it.
  private let folderLabel: String?
  /// `nil` until the first line with text has told it.
  private var format: TextFormat?
  /// Whether more may still be written to the file: a pipe or a terminal.
  private let isLive: Bool
  private var takenInputByteCount = 0
  var columns: Columns?
  var record = CSVRecord(delimiter: UInt8(ascii: ","))
  let decoder = JSONDecoder()
  /// Whether the first line of TSV, or the first object of JSON, was looked at for its fields.
  var hasSeenKeys = false
  /// The names that the header gave to the columns.
  var columnNames: [String] = []
  /// The present record as it stands in the file with its line end, where records are kept.
  private var keptBytes: [UInt8] = []
  private var layout: RecordLayout?
  private var recordCount = 0

  /// - Parameter isLabelled: whether texts have labels, and must.
  init(
    _ file: InputFile, options: ReadingOptions, isLabelled: Bool, digest: CorpusDigest
  ) throws(FileError) {
    isLive = file.size == nil
    lines = LineReader(try ByteStream(file.source, digest: digest))
    self.options = options
    self.isLabelled = isLabelled
    folderLabel = file.label
    format = file.format(options)
    decoder.userInfo[JSONRecord.Fields.key] = JSONRecord.Fields(
      text: options.textNames, label: options.labelNames)
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
      keptBytes.removeAll(keepingCapacity: true)
      keep(line)
      if format != .document, !keepsBlankLines, isBlank(line) {
        report.withoutText.add(at: place)
        if layout != nil { return Head(line: place.line, label: nil, kind: .blank) }
        continue
      }
      do throws(RecordFault) {
        guard case .text(let label) = try parse(line, into: &text, &report) else {
          if makeLayout() { return Head(line: place.line, label: nil, kind: .header) }
          continue
        }
        report.clean(&text, from: start, at: place)
        let head = Head(line: place.line, label: try self.label(label, &report, at: place))
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
          return Head(line: place.line, label: nil, kind: .faulty)
        }
      }
    }
    return nil
  }

  /// The record that was read last, where records are kept; its bytes are appended to `bytes`.
  func record(_ head: Head, appendingTo bytes: inout [UInt8]) -> SourceRecord {
    let start = bytes.count
    if layout?.keepsBytes == true {
      bytes.append(contentsOf: keptBytes.dropLast(lines.lineEndLength))
    }
    return SourceRecord(
      kind: head.kind, layout: layout ?? RecordLayout(of: lines.name), number: recordCount,
      line: head.line, bytes: start..<bytes.count)
  }

  private mutating func countRecord() {
    recordCount += 1
    makeLayout()
  }

  /// Finds out how records are written as soon as the format is known.
  ///
  /// - Returns: whether it was found out now.
  @discardableResult
  private mutating func makeLayout() -> Bool {
    guard options.keepsRecords, layout == nil, let format else { return false }
    layout = RecordLayout(
      of: lines.name, format: format,
      delimiter: format == .csv ? record.delimiter : UInt8(ascii: "\t"), isQuoted: format == .csv,
      header: columnNames.isEmpty ? [] : Array(keptBytes.dropLast(lines.lineEndLength)),
      names: format == .jsonl ? JSONMembers(keptBytes.span)?.names ?? [] : columnNames,
      lineEnd: lines.lineEndLength == 2 ? "\r\n" : "\n",
      hasByteOrderMark: lines.hasByteOrderMark)
    return true
  }

  /// Adds a line, with its end, to the bytes of the record.
  mutating func keep(_ line: UnsafeBufferPointer<UInt8>) {
    guard options.keepsRecords, format.map(RecordLayout.keepsBytes) != false else { return }
    keptBytes.append(contentsOf: line)
    switch lines.lineEndLength {
    case 0: break
    case 1: keptBytes.append(UInt8(ascii: "\n"))
    default: keptBytes.append(contentsOf: "\r\n".utf8)
    }
  }

  /// Whether the next line is here already, or in a file.
  var isReady: Bool { !isLive || lines.hasWholeLine }

  /// How many bytes came from the file since the last call.
  mutating func takeInputByteCount() -> Int {
    let count = lines.stream.inputByteCount - takenInputByteCount
    takenInputByteCount += count
    return count
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
    if format == nil, !isBlank(line) {
      format = TextFormat(firstLine: line, isLabelled: isLabelled)
    }
    switch format ?? .lines {
    case .lines:
      text.append(contentsOf: line)
      return .text(label: nil)
    case .document: return try parseDocument(line, into: &text)
    case .tsv: return try parseTSV(line, into: &text)
    case .csv: return try parseCSV(line, into: &text)
    case .jsonl: return try parseJSON(line, into: &text, &report)
    case .fasttext: return try parseFastText(line, into: &text)
    }
  }

  /// The label as text, or that of the folder; `nil` where none is asked for.
  private func label(
    _ bytes: [UInt8]?, _ report: inout ReadingReport, at place: ReadingReport.Place
  ) throws(RecordFault) -> String? {
    guard isLabelled else { return nil }
    guard var bytes else {
      if let folderLabel { return folderLabel }
      throw .file(
        FileError(
          .unsuitable, file: lines.name, setting: .textFormat,
          problem: "its texts have no labels",
          remedy: "name the format by \(.textFormat): tsv, csv, jsonl or fasttext"))
    }
    report.clean(&bytes, from: 0, at: place)
    let label = String(bytes.span.extracting(trimmed(0..<bytes.count, of: bytes.span)))
    guard !label.isEmpty else { throw .record(problem: "the label is empty", remedy: "write one") }
    return label
  }
}
