import SentimentTextProcessing

/// The columns of answers to the records of some files: what stands above them, and which files have the same ones.
package struct AnswerTable {
  private let writer: ColumnWriter
  /// The first file's, whose header stands at the beginning.
  private var layout: RecordLayout?
  /// That of a header which no record has followed so far.
  private var headerLayout: RecordLayout?

  package init(_ writer: ColumnWriter) { self.writer = writer }

  /// What stands before answers.
  ///
  /// - Parameters:
  ///   - layouts: those of the answers' records.
  ///   - headerLayout: that of a header among them; only the first record tells all of the layout.
  /// - Throws: `FileError` when the files' columns differ, or have the names of the answers'.
  package mutating func header(
    before layouts: [RecordLayout], headerLayout: RecordLayout?
  ) throws -> [UInt8] {
    self.headerLayout = self.headerLayout ?? headerLayout
    return try layouts.flatMap { try begin($0) }
  }

  /// What is written where no record came: of nothing there is a table too, one without rows.
  ///
  /// - Parameter needsHeader: also where the input has none.
  package mutating func end(needsHeader: Bool) throws -> [UInt8] {
    guard layout == nil, needsHeader || headerLayout != nil else { return [] }
    return try begin(headerLayout ?? .ofNothing)
  }

  private mutating func begin(_ next: RecordLayout) throws -> [UInt8] {
    guard let layout else {
      layout = next
      return try writer.header(next)
    }
    guard layout !== next, !writer.canJoin(layout, next) else { return [] }
    guard layout.file != next.file else {
      throw FileError(
        .malformed, file: next.file, setting: .textFormat,
        problem: "empty lines come before its first record",
        remedy: "remove them, or name the format by \(.textFormat)")
    }
    throw FileError(
      .unsuitable, file: next.file, problem: "its columns aren't those of \(layout.file)",
      remedy: "classify it by itself, with an output of its own")
  }
}
