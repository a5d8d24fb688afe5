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
    return .text(labels: nil)
  }

  /// A JSON object. The first one must have the text.
  mutating func parseJSON(
    _ line: UnsafeBufferPointer<UInt8>, into text: inout [UInt8], _ report: inout ReadingReport
  ) throws(RecordFault) -> Parsed {
    guard
      let object = JSONRecord(
        line, text: options.textNames, label: options.labelNames, id: options.idNames)
    else {
      let isArray = line.first(where: { !isWhitespace($0) }) == UInt8(ascii: "[")
      throw .record(
        problem: isArray ? "a JSON array, not an object" : "the line is no JSON object",
        remedy: isArray ? "write an object a line (jq -c '.[]')" : "write one on each line")
    }
    report.loneSurrogates.add(object.loneSurrogates, at: place)
    if !hasSeenKeys {
      hasSeenKeys = true
      try check(object)
    }
    switch object.text.value {
    case .missing: break
    case .text(let value): text.append(contentsOf: value)
    case .emptyList, .list, .object:
      guard options.textMayBeMissing else {
        throw .record(problem: "the text is no string", remedy: "write one")
      }
    }
    let id = try id(of: object)
    guard isLabelled else { return .text(labels: nil, id: id) }
    switch object.label.value {
    case .missing: return .text(labels: [[]], id: id)
    case .emptyList: return .text(labels: options.isMultiLabel ? [] : [[]], id: id)
    case .text(let value):
      missingLabels = nil
      return .text(labels: [value], id: id)
    case .list(let count, let texts) where options.isMultiLabel && texts.count == count:
      missingLabels = nil
      return .text(labels: texts, id: id)
    case .list(let count, _) where !options.isMultiLabel && count > 1:
      throw .record(
        problem: "the record has \(count) labels",
        remedy: "write one, or allow several by \(FileError.Setting.multiLabel)")
    case .list, .object: throw .record(problem: "the label is no string", remedy: "write one")
    }
  }

  private func id(of object: JSONRecord) throws(RecordFault) -> [UInt8]? {
    switch object.id?.value {
    case nil, .missing, .emptyList: return nil
    case .text(let value): return value
    case .list, .object:
      throw .record(
        problem: "the \(options.weightField == nil ? "id is no string" : "weight is no number")",
        remedy: "write one")
    }
  }

  /// A file whose first object lacks the text or the id hardly has it in others. The label may be in
  /// others.
  private mutating func check(_ object: JSONRecord) throws(RecordFault) {
    func missing(_ names: FieldNames, _ setting: FileError.Setting) -> FileError? {
      names.index(in: object.keys) == nil
        ? names.missing(among: object.keys, file: lines.name, line: lines.line, setting: setting)
        : nil
    }
    guard !options.skipsFaultyRecords else { return }
    if !options.textMayBeMissing,
      let error = missing(options.textNames, options.textFieldSetting)
    {
      throw .file(error)
    }
    if let error = options.idNames.flatMap({ missing($0, options.idFieldSetting) }) {
      throw .file(error)
    }
    if isLabelled, !options.labelMayBeMissing {
      missingLabels = missing(options.labelNames, .labelField)
    }
  }

  mutating func parseFastText(
    _ line: UnsafeBufferPointer<UInt8>, into text: inout [UInt8]
  ) throws(RecordFault) -> Parsed {
    let parts = FastTextLine(line)
    if isLabelled, !options.isMultiLabel, parts.labels.count != 1 {
      throw .record(
        problem: parts.labels.isEmpty
          ? "the line doesn't begin with __label__" : "the line has \(parts.labels.count) labels",
        remedy: "write __label__x and the text")
    }
    text.append(contentsOf: line[parts.text])
    return .text(labels: parts.labels.isEmpty ? [[]] : parts.labels.map { Array(line[$0]) })
  }

  /// Reads on, so that more lines are at hand; what was read last is no longer valid.
  mutating func readAhead() throws(RecordFault) {
    do {
      try lines.readAhead(Lookahead.size)
    } catch {
      throw .file(error)
    }
  }

  mutating func nextLine() throws(RecordFault) -> UnsafeBufferPointer<UInt8>? {
    do {
      let line = try lines.nextLine()
      if let line { keep(line) }
      return line
    } catch {
      throw .file(error)
    }
  }

  func checkLength(_ length: Int, of kind: String, line: Int?) throws(RecordFault) {
    guard length > LineReader.longestLine else { return }
    throw .file(
      FileError(
        .malformed, file: lines.name, line: line,
        problem: "the \(kind) is longer than \(LineReader.longestLine >> 20) MB",
        remedy: "cut it, or leave this file out"))
  }
}
