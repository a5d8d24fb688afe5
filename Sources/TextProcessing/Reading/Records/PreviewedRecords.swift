/// Records of one file as rows of a table, in whatever format they are.
struct PreviewedRecords {
  /// Whether the texts of formats without fields have a label.
  private let isLabelled: Bool
  /// How the record that was added last is written; `nil` before the first.
  private(set) var layout: RecordLayout?
  /// The keys of JSON objects, in the order in which they were met.
  private var keys: [String] = []
  /// The cells of each record; those of an object by the keys' order, as far as these were known.
  private var cells: [[String]] = []
  /// What was counted and repaired in the cells.
  private(set) var report = ReadingReport()

  init(isLabelled: Bool) { self.isLabelled = isLabelled }

  var count: Int { cells.count }

  /// - Parameters:
  ///   - bytes: the record as it stands in its file.
  ///   - text: what was read from it.
  ///   - isDecoded: whether the file isn't in UTF-8.
  mutating func add(
    _ record: SourceRecord, _ bytes: [UInt8], text: [UInt8], label: String?, isDecoded: Bool
  ) {
    layout = record.layout
    guard record.kind == .text else { return }
    guard record.layout.format.hasFields else {
      guard !trimmed(0..<text.count, of: text.span).isEmpty else { return }
      let text = String(decoding: text, as: UTF8.self)
      cells.append(isLabelled ? [label ?? "", text] : [text])
      return
    }
    let values =
      record.layout.format == .jsonl
      ? values(ofObject: bytes)
      : fields(of: record.layout, bytes)
    let place = ReadingReport.Place(file: record.layout.file, line: record.line)
    cells.append(
      values.map { value in
        var value = value
        if isDecoded { report.countReplaced(in: value[...], at: place) }
        report.clean(&value, from: 0, at: place)
        return String(decoding: value, as: UTF8.self)
      })
  }

  /// R's names of rows, which are no column of the header, are left out.
  private func fields(of layout: RecordLayout, _ bytes: [UInt8]) -> [[UInt8]] {
    layout.fields(of: bytes.span).dropFirst(layout.hasRowNames ? 1 : 0)
      .map { layout.value(bytes.span.extracting($0)) }
  }

  private mutating func values(ofObject bytes: [UInt8]) -> [[UInt8]] {
    let members = JSONMembers(bytes.span)?.members ?? []
    for member in members where !keys.contains(member.name) { keys.append(member.name) }
    return keys.map { key in
      members.last { $0.name == key }.map { JSONMembers.text(bytes.span.extracting($0.value)) }
        ?? []
    }
  }

  var columns: [String] {
    guard let layout else { return [] }
    switch layout.format {
    case .jsonl: return keys
    case .lines, .document, .fasttext: return isLabelled ? ["label", "text"] : ["text"]
    case .csv, .tsv:
      guard layout.header.isEmpty else { return layout.names }
      return (0..<(cells.map(\.count).max() ?? 0)).map { "\($0 + 1)" }
    }
  }

  /// Each with a cell for each column.
  var rows: [[String]] {
    let count = columns.count
    return cells.map {
      Array($0.prefix(count)) + [String](repeating: "", count: max(0, count - $0.count))
    }
  }

  func textColumn(_ options: ReadingOptions) -> Int? {
    guard let layout else { return nil }
    switch layout.format {
    case .jsonl: return options.textNames.index(in: keys)
    case .lines, .document, .fasttext: return columns.count - 1
    case .csv, .tsv: return column(\.text, otherwise: columns.count > 1 ? 1 : 0)
    }
  }

  func labelColumn(_ options: ReadingOptions) -> Int? {
    guard let layout, isLabelled else { return nil }
    switch layout.format {
    case .jsonl: return options.labelNames.index(in: keys)
    case .lines, .document, .fasttext: return 0
    case .csv, .tsv: return column(\.label, otherwise: columns.count > 1 ? 0 : nil)
    }
  }

  func idColumn(_ options: ReadingOptions) -> Int? {
    layout?.format == .jsonl
      ? options.idNames?.index(in: keys) : layout?.idColumn.map(withoutRowName)
  }

  /// - Parameter other: where the field stands in `label<TAB>text`.
  private func column(_ field: KeyPath<Columns, Int?>, otherwise other: Int?) -> Int? {
    guard let columns = layout?.columns else { return other }
    return columns[keyPath: field].map(withoutRowName)
  }

  private func withoutRowName(_ column: Int) -> Int {
    column - (layout?.hasRowNames == true ? 1 : 0)
  }
}
