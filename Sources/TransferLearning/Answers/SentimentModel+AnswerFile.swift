import SentimentTextProcessing

/// How answers stand in a file of texts: in columns behind its own.
public struct AnswerColumns: Sendable {
  /// In which the answers are written; `nil` for the file's, or CSV where that has no columns.
  public var format: TextFormat?
  /// The columns' names.
  public var label = "label"
  public var probability = "probability"
  /// The column of the fraction of a text's words that the model knows.
  public var coverage = "coverage"
  /// Whether cells that a spreadsheet would compute get an apostrophe in front: those that begin with `=`, `+`, `-`,
  /// `@`, a tab or a line end.
  public var escapesFormulas = false
  /// A label is given only where its probability is at least this; `nil` for what the model itself asks for.
  public var threshold: Double?

  public init() {}
}

extension SentimentModel {
  /// Classifies the texts of a file. Each record is written with its answer behind it, one that can't be read with an
  /// empty one, so that there are as many as before, in their order.
  ///
  /// - Parameters:
  ///   - file: the texts.
  ///   - options: how they are read.
  ///   - columns: what is written.
  ///   - threads: the result doesn't depend on it.
  ///   - write: gets the bytes in order; what it throws ends the work.
  /// - Returns: what was left out and repaired in reading.
  /// - Throws: `FileError` when the file can't be read, or has columns of these names.
  public func answer(
    _ file: CorpusSource, options: ReadingOptions = ReadingOptions(),
    columns: AnswerColumns = AnswerColumns(), threads: Int = 1,
    write: @escaping (_ bytes: [UInt8]) throws -> Void
  ) throws -> ReadingReport {
    let writer = ColumnWriter(
      format: columns.format, names: [columns.label, columns.probability, columns.coverage],
      escapesFormulas: columns.escapesFormulas)
    let form = AnswerForm(.columns(writer), rule: SurenessRule(threshold: columns.threshold))
    var options = options
    (options.keepsEmptyTexts, options.keepsRecords) = (true, true)
    var table = AnswerTable(writer)
    let report = try TextPipeline(threads: threads, batchSize: batchSize)
      .run(reading: [file], options: options) {
        AnswerWorker(try makeClassifier(), form).answer
      } take: { batch, _ in
        try write(
          try table.header(before: batch.layouts, headerLayout: batch.headerLayout) + batch.output)
      }
    try write(try table.end(needsHeader: true))
    return report
  }
}
