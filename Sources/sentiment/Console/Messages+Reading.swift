import SentimentTextProcessing

extension Int {
  /// How much of so many bytes is done.
  func share(done: Int) -> Double? { fraction(done: done) }
}

extension Messages {
  /// Says which files are read.
  ///
  /// - Throws: `FileError` when a source isn't there.
  func detail(sources: [CorpusSource]) throws {
    guard isVerbose else { return }
    for file in try sources.flatMap({ try $0.files() }) {
      let size = file.size.map { ", \($0.counted("byte"))" } ?? ""
      detail("source", "\(file.source.name.onOneLine)\(size)")
    }
  }

  /// Says what was odd in the texts that were read.
  ///
  /// - Parameter learnsFromUnlabelled: whether records without a label are learned from.
  func notes(on report: ReadingReport, learnsFromUnlabelled: Bool = false) {
    for line in Self.lines(on: report, learnsFromUnlabelled) { note(line) }
  }

  /// The same where there is no step to add it to.
  func say(_ report: ReadingReport) {
    for line in Self.lines(on: report, false) { say(line) }
  }

  private static func lines(
    on report: ReadingReport, _ learnsFromUnlabelled: Bool
  ) -> [String] {
    report.remarks.map(line)
      + [
        line(
          report.withoutLabel, "record",
          learnsFromUnlabelled
            ? "without a label: learned from as texts without labels"
            : "left out: no label"),
        line(report.withoutText, "line", "skipped: no text"),
        line(report.faulty, "record", "skipped: not as the format wants it"),
        line(report.filesWithoutLabel, "file", "skipped: in no label's folder"),
        line(report.repeatedHeaders, "line", "skipped: the header again"),
        line(report.innerMarks, "byte-order mark", "within a file dropped"),
        line(
          report.illFormedSequences, "ill-formed \(isDecoded(report) ? "" : "UTF-8 ")sequence",
          "replaced by U+FFFD"),
        line(report.loneSurrogates, "lone surrogate", "replaced by U+FFFD"),
        line(report.nulBytes, "NUL byte", "replaced by a space"),
      ].compactMap(\.self)
  }

  /// Whether a file isn't in UTF-8.
  private static func isDecoded(_ report: ReadingReport) -> Bool {
    report.remarks.contains { if case .encoding = $0.remark { true } else { false } }
  }

  private static func line(
    _ tally: ReadingReport.Tally, _ name: String, _ what: String
  ) -> String? {
    guard let first = tally.first else { return nil }
    return "\(tally.count.counted(name)) \(what); first at \(first)"
  }

  /// How files were read, and how that can be changed.
  private static func line(_ remark: ReadingReport.Remark) -> String {
    let what =
      switch remark.remark {
      case .encoding(let encoding):
        "read as \(encoding), as the bytes tell; --encoding names another"
      case .table(let column):
        "read as a table with the text in \"\(column.excerpt)\", as by --text-format csv; for a text"
          + " a line, give --text-format lines"
      case .linesLikeTable:
        "read as a text a line, but like a table; for a column of it, give --text-format csv (or tsv)"
          + " and --text-field"
      case .repeatedColumn(let name):
        "with several columns \"\(name.excerpt)\", of which the first is read"
      case .otherColumn(let name):
        "with the text in \"\(name.excerpt)\", the column beside the label; --text-field names another"
      }
    guard let first = remark.files.first else { return what }
    let files =
      remark.files.count == 1
      ? first.file.onOneLine : "\(remark.files.count.grouped) files, first \(first.file.onOneLine),"
    return "\(files): \(what)"
  }

  /// Warns of labels that may not be what is meant.
  func warn(of survey: LabelSurvey) {
    for finding in survey.findings { warning(SettingFlags.naming(finding.description).onOneLine) }
  }
}
