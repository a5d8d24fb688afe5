import FoundationEssentials
import SentimentTextProcessing

/// How a file of texts would be read, with its first rows, before it is added.
struct UploadPreview: Encodable {
  struct Label: Encodable {
    let name: String
    /// In the rows that are shown.
    let count: Int
  }

  let format: String
  let encoding: String
  /// `nil` for formats without fields.
  let delimiter: String?
  let hasHeader: Bool
  let columns: [String]
  let rows: [[String]]
  /// The column that would be read as text; `nil` where one has to be chosen.
  let textField: String?
  let labelField: String?
  let idField: String?
  let labels: [Label]
  /// How many signs of the rows can't be in the encoding.
  let repaired: Int

  private static let rowCount = 20

  /// - Parameter bytes: the file or its beginning.
  /// - Throws: `FileError` when it isn't text, or can't be read as is chosen.
  init(_ bytes: [UInt8], _ reading: UploadRequest) throws(FileError) {
    let preview = try TextFilePreview(
      of: .memory(name: reading.name, text: bytes), options: reading.options,
      rowCount: Self.rowCount)
    format = preview.format.rawValue
    encoding = preview.encoding.name
    delimiter = preview.delimiter.map { String(UnicodeScalar($0)) }
    hasHeader = preview.hasHeader
    (columns, rows) = (preview.columns, preview.rows)
    func name(_ column: Int?) -> String? { column.map { preview.columns[$0] } }
    textField = name(preview.textColumn)
    labelField = name(preview.labelColumn)
    idField = name(preview.idColumn)
    let cells = preview.labelColumn.map { column in preview.rows.map { $0[column] } } ?? []
    let given = cells.flatMap { cell in
      // An object has a list of labels as it stands.
      let list =
        preview.format == .jsonl && reading.options.isMultiLabel
        ? try? JSONDecoder().decode([String].self, from: Data(cell.utf8)) : nil
      return list ?? reading.options.labels(inCell: cell)
    }
    labels = Dictionary(grouping: given.filter { !$0.isEmpty }, by: { $0 }).sorted {
      $0.key < $1.key
    }
    .map { Label(name: $0, count: $1.count) }
    repaired = preview.repairedCount
  }
}
