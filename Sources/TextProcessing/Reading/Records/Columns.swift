/// Where text, label and id stand in the records of a file with columns.
struct Columns {
  /// How many fields a record has.
  private(set) var count: Int
  /// `nil` where the text may be missing (``ReadingOptions/fieldsMayBeMissing``).
  private(set) var text: Int?
  private(set) var label: Int?
  private(set) var id: Int?
  /// The names, as the header has them; none where there is no header.
  let names: [String]
  private let nameLength: Int
  /// Whether records have a field before those that the header names.
  private(set) var hasRowNames = false
  /// Whether the text is taken from the one column that isn't the label's.
  let isTextTheOther: Bool

  /// - Parameters:
  ///   - names: those of the columns, or the fields of a first record where columns are chosen by
  ///     their numbers.
  ///   - isHeader: whether they are names.
  /// - Throws: `FileError` when a name that is needed isn't there.
  init(
    _ names: [String], isHeader: Bool = true, options: ReadingOptions, isLabelled: Bool,
    file: String, line: Int
  ) throws(FileError) {
    count = names.count
    self.names = isHeader ? names : []
    nameLength = self.names.reduce(0) { $0 + $1.utf8.count }
    let label = isLabelled ? options.labelNames.column(in: names) : nil
    let id = options.idNames?.column(in: names)
    if let text = options.textNames.column(in: names) {
      self.text = text
      isTextTheOther = false
    } else if let label, names.count == 2, options.textField == nil, id != 1 - label {
      text = 1 - label
      isTextTheOther = true
    } else if options.textMayBeMissing {
      text = nil
      isTextTheOther = false
    } else {
      throw options.textNames.missing(
        among: names, file: file, line: line, setting: options.textFieldSetting)
    }
    guard !isLabelled || label != nil || options.labelMayBeMissing else {
      throw options.labelNames.missing(among: names, file: file, line: line, setting: .labelField)
    }
    if let wanted = options.idNames, id == nil {
      throw wanted.missing(among: names, file: file, line: line, setting: options.idFieldSetting)
    }
    self.label = label
    self.id = id
  }

  /// The name of a column that is read and that another column has too.
  var repeatedName: String? {
    [text, label, id].compactMap(\.self).first {
      names.indices.contains($0) && FieldNames.isRepeated($0, in: names)
    }.map { names[$0] }
  }

  /// Makes room for the row names that R writes before the columns, without a name for them.
  mutating func addRowNames() {
    hasRowNames = true
    count += 1
    text = text.map { $0 + 1 }
    label = label.map { $0 + 1 }
    id = id.map { $0 + 1 }
  }

  /// Whether a record is a header again: has the same names, in any order.
  func isHeader(_ record: DelimitedRecord) -> Bool {
    // Most records are told from it by their length.
    record.fieldCount == names.count && record.bytes.count == nameLength
      && record.strings.sorted() == names.sorted()
  }

  /// - Throws: `RecordFault` when a record hasn't as many fields as the header.
  func check(_ record: DelimitedRecord, line: UnsafeBufferPointer<UInt8>?) throws(RecordFault) {
    guard record.fieldCount != count else { return }
    let fields = record.fieldCount == 1 ? "field" : "fields"
    let cause = line.flatMap { Self.oddQuote(in: $0, delimiter: record.delimiter) }
    throw .record(
      problem: "the record has \(record.fieldCount) \(fields), the header \(count)"
        + (cause.map { ", and \($0.problem)" } ?? ""),
      remedy: cause?.remedy ?? "correct it")
  }

  /// What is unusual in a record's quotes, if anything is.
  private static func oddQuote(
    in line: UnsafeBufferPointer<UInt8>, delimiter: UInt8
  ) -> (problem: String, remedy: String)? {
    let quote = DelimitedRecord.quote
    for index in line.indices.dropFirst() where line[index] == quote {
      if line[index - 1] == UInt8(ascii: "\\") {
        return (
          "a quote in it has a backslash before it",
          "write two quotes for one that is part of a field"
        )
      }
      if line[index - 1] == UInt8(ascii: " "), index > 1, line[index - 2] == delimiter {
        return ("a space stands before an opening quote", "remove the space")
      }
    }
    return nil
  }
}
