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
  func notes(on report: ReadingReport) {
    for line in Self.lines(on: report) { note(line) }
  }

  /// The same where there is no step to add it to.
  func say(_ report: ReadingReport) {
    for line in Self.lines(on: report) { say(line) }
  }

  private static func lines(on report: ReadingReport) -> [String] {
    [
      line(report.withoutText, "line", "skipped: no text"),
      line(report.faulty, "record", "skipped: not as the format wants it"),
      line(report.filesWithoutLabel, "file", "skipped: in no label's folder"),
      line(report.illFormedSequences, "ill-formed UTF-8 sequence", "replaced by U+FFFD"),
      line(report.nulBytes, "NUL byte", "replaced by a space"),
    ].compactMap(\.self)
  }

  private static func line(
    _ tally: ReadingReport.Tally, _ name: String, _ what: String
  ) -> String? {
    guard let first = tally.first else { return nil }
    return "\(tally.count.counted(name)) \(what); first at \(first)"
  }
}
