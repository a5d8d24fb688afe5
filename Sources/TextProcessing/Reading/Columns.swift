/// Where text and label stand in the records of a file with a header line.
struct Columns {
  let count: Int
  let text: Int
  let label: Int?

  /// - Throws: `FileError` when the header lacks a name that is needed.
  init(
    _ names: [String], options: ReadingOptions, isLabelled: Bool, file: String, line: Int
  ) throws(FileError) {
    count = names.count
    guard let text = options.textNames.index(in: names) else {
      throw options.textNames.missing(among: names, file: file, line: line, setting: .textField)
    }
    label = isLabelled ? options.labelNames.index(in: names) : nil
    guard !isLabelled || label != nil else {
      throw options.labelNames.missing(among: names, file: file, line: line, setting: .labelField)
    }
    self.text = text
  }

  /// - Throws: `RecordFault` when a record hasn't as many fields as the header.
  func check(_ fieldCount: Int) throws(RecordFault) {
    guard fieldCount == count else {
      throw .record(
        problem: "the record has \(fieldCount) \(fieldCount == 1 ? "field" : "fields"), the header"
          + " \(count)",
        remedy: "correct it")
    }
  }
}
