import FoundationEssentials

/// Reads the texts of one file, in whatever format it is.
struct RecordReader: ~Copyable {
  /// What is known of a text beside its bytes.
  struct Head {
    /// Where it begins, from 1.
    let line: Int
    /// `nil` where labels aren't asked for.
    let label: String?
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
      if format != .document, !keepsBlankLines, isBlank(line) {
        report.withoutText.add(at: place)
        continue
      }
      do throws(RecordFault) {
        guard case .text(let label) = try parse(line, into: &text, &report) else { continue }
        report.clean(&text, from: start, at: place)
        let head = Head(line: place.line, label: try self.label(label, &report, at: place))
        if !options.keepsEmptyTexts, trimmed(start..<text.count, of: text.span).isEmpty {
          report.withoutText.add(at: place)
          text.removeSubrange(start...)
          continue
        }
        report.documentCount += 1
        return head
      } catch {
        text.removeSubrange(start...)
        guard case .record = error, options.skipsFaultyRecords else {
          throw error.fileError(at: place)
        }
        report.faulty.add(at: place)
      }
    }
    return nil
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
