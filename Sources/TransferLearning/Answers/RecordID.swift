import SentimentTextProcessing

/// Finds the value of the field that tells the records of a file apart.
struct RecordID {
  /// `nil` where there is none.
  let field: String?
  /// The file that was met last, and the place of the field in it.
  private var column: (layout: RecordLayout, index: Int)?

  init(field: String?) { self.field = field }

  /// The value as JSON; `nil` where no field was named.
  ///
  /// - Throws: `FileError` when the file has no such field.
  mutating func value(of record: SourceRecord, _ bytes: Span<UInt8>) throws -> [UInt8]? {
    guard let field else { return nil }
    let layout = record.layout
    if column?.layout !== layout { column = (layout, try Self.index(of: field, in: layout)) }
    guard let column, record.kind == .text else { return Array("null".utf8) }
    if layout.format == .jsonl {
      let object = JSONMembers(bytes)
      guard let object, let member = object.members.first(where: { $0.name == field }) else {
        return Array("null".utf8)
      }
      return bytes.extracting(member.value).withUnsafeBufferPointer(Array.init)
    }
    let fields = layout.fields(of: bytes)
    let value = layout.value(bytes.extracting(fields[column.index]))
    var json: [UInt8] = []
    JSONString.append(String(decoding: value, as: UTF8.self), to: &json)
    return json
  }

  private static func index(of field: String, in layout: RecordLayout) throws(FileError) -> Int {
    if let index = layout.names.firstIndex(of: field) { return index }
    let names = layout.names.map { "\"\($0)\"" }.joined(separator: ", ")
    throw FileError(
      .malformed, file: layout.file, setting: .idField,
      problem: names.isEmpty
        ? "its texts have no fields" : "there is no field \"\(field)\"; the fields are \(names)",
      remedy: names.isEmpty ? "leave \(.idField) out" : "name one of them by \(.idField)")
  }
}
