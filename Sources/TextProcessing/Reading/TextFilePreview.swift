/// How a file of texts would be read, with its first records, for those who let people look and choose
/// before the texts are read.
public struct TextFilePreview: Sendable, Equatable {
  public let format: TextFormat
  public let encoding: TextEncoding
  /// What stands between the fields of CSV or TSV; `nil` for other formats.
  public let delimiter: UInt8?
  /// Whether the first line of CSV or TSV names the columns.
  public let hasHeader: Bool
  /// The names in the header, or the keys of the objects in the order in which they were met; without a
  /// header, the columns' numbers from 1. Where the format has fields (``TextFormat/hasFields``), each
  /// can be chosen by ``ReadingOptions``. In other formats they are `text`, and before it `label` where
  /// texts have labels.
  public let columns: [String]
  /// The first records that can be read, each with a cell for each column.
  public let rows: [[String]]
  /// The column that would be read as text; `nil` where none can be told, so that one must be chosen.
  /// Without a header and a choice, a text is what follows the label, with all delimiters in it.
  public let textColumn: Int?
  /// The column that would be read as label; `nil` where none can be told.
  public let labelColumn: Int?
  /// The column of ``ReadingOptions/idField``; `nil` where none was chosen.
  public let idColumn: Int?
  /// The characters of the records' cells.
  public let characterCount: Int
  /// How many of them stand for what isn't text, as in ``ReadingReport/repairedCount``.
  public let repairedCount: Int

  /// Reads the first records of a file; of a folder, those of its first file.
  ///
  /// Labels are looked for. Where none can be told, the texts are read as those without labels.
  ///
  /// - Parameters:
  ///   - options: what is chosen holds; ``ReadingOptions/keepsEmptyTexts`` and
  ///     ``ReadingOptions/keepsUnlabelledTexts`` change nothing.
  ///   - rowCount: how many records are read at most; at least 1.
  /// - Throws: `FileError` when the file can't be read or has no text, a chosen field isn't there, or one
  ///   of the records can't be read and isn't skipped.
  public init(
    of source: CorpusSource, options: ReadingOptions = ReadingOptions(), rowCount: Int = 20
  ) throws(FileError) {
    let source = try source.rereadable()
    if options.labelField != nil {
      self = try Self(source, options, isLabelled: true, rowCount)
    } else if let labelled = try? Self(source, options, isLabelled: true, rowCount),
      labelled.hasSensibleLabels(options)
    {
      self = labelled
    } else {
      self = try Self(source, options, isLabelled: false, rowCount)
    }
  }

  private init(
    _ source: CorpusSource, _ options: ReadingOptions, isLabelled: Bool, _ rowCount: Int
  ) throws(FileError) {
    var options = options
    options.keepsRecords = true
    options.keepsEmptyTexts = true
    options.keepsUnlabelledTexts = true
    options.fieldsMayBeMissing = true
    var reader = try DocumentReader(source, options: options, isLabelled: isLabelled)
    var records = PreviewedRecords(isLabelled: isLabelled)
    var encoding = TextEncoding.utf8
    while records.count < max(1, rowCount) {
      var text: [UInt8] = []
      guard let head = try reader.next(appendingTo: &text) else { break }
      var bytes: [UInt8] = []
      let record = reader.record(head, appendingTo: &bytes)
      guard records.layout == nil || record.layout.file == records.layout?.file else { break }
      encoding = reader.encoding
      records.add(
        record, bytes, text: text, label: head.labels?.joined(separator: ", "),
        isDecoded: encoding != .utf8)
    }
    if records.count == 0, reader.report.faulty.count > 0 {
      // None can be read: the first says why.
      options.skipsFaultyRecords = false
      self = try Self(source, options, isLabelled: isLabelled, rowCount)
      return
    }
    guard let layout = records.layout else {
      throw FileError(
        .empty, file: source.name, problem: "there is no text in it",
        remedy: "give a file with texts")
    }
    format = layout.format
    self.encoding = encoding
    delimiter = [.csv, .tsv].contains(layout.format) ? layout.delimiter : nil
    hasHeader = !layout.header.isEmpty
    columns = records.columns
    rows = records.rows
    textColumn = records.textColumn(options)
    labelColumn = records.labelColumn(options)
    idColumn = records.idColumn(options)
    let report = layout.format.hasFields ? records.report : reader.report
    characterCount = report.characterCount
    repairedCount = report.repairedCount
  }

  /// Whether there are labels that a model could learn.
  private func hasSensibleLabels(_ options: ReadingOptions) -> Bool {
    guard let labelColumn else { return false }
    guard let textColumn, !options.isMultiLabel else { return true }
    let texts = rows.map { LabelledText(label: $0[labelColumn], text: $0[textColumn]) }
    return !LabelSurvey(texts).findings.contains(where: \.isError)
  }
}
