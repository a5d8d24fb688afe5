import SentimentTextProcessing
import SentimentTransferLearning
import SentimentWordEmbeddings

/// Where answers go: standard output, or a file that appears when all are there.
final class AnswerSink {
  private let standardOutput = StandardOutput()
  private var file: OutputFile?
  private let path: String?
  /// What writes the columns, where there are any.
  private let writer: ColumnWriter?
  /// The first file's, whose header stands at the beginning.
  private var layout: RecordLayout?
  /// That of a header which no record has followed so far.
  private var headerLayout: RecordLayout?

  /// - Parameter path: `nil` for standard output.
  /// - Throws: `FileError` when no file can be written there.
  init(_ path: String?, _ writer: ColumnWriter?) throws {
    self.path = path
    self.writer = writer
    file = try path.map { try OutputFile(path: $0) }
  }

  /// Writes what was made of texts of some files.
  ///
  /// - Parameters:
  ///   - layouts: those of the texts' records.
  ///   - headerLayout: that of a header among them; only the first record tells all of the layout.
  /// - Throws: `FileError` when it can't be written, or the files' columns differ.
  func write(
    _ bytes: [UInt8], of layouts: [RecordLayout], headerLayout: RecordLayout?
  ) throws {
    self.headerLayout = self.headerLayout ?? headerLayout
    for layout in layouts { try begin(layout) }
    try put(bytes)
  }

  /// Hands what was written on to a reader who waits for it.
  func flush() throws { if file == nil { try standardOutput.flush() } }

  /// Ends the file, which then is there.
  func finish() throws {
    // Of nothing there is a table too: one without rows.
    if writer != nil, layout == nil, path != nil || headerLayout != nil {
      try begin(headerLayout ?? .ofNothing)
    }
    if let file = file.take() { try file.commit() } else { try standardOutput.flush() }
  }

  private func begin(_ next: RecordLayout) throws {
    guard let writer else { return }
    guard let layout else {
      layout = next
      return try put(writer.header(next))
    }
    guard layout !== next, !writer.canJoin(layout, next) else { return }
    guard layout.file != next.file else {
      throw FileError(
        .malformed, file: next.file, problem: "empty lines come before its first record",
        remedy: "remove them, or name the format by --text-format")
    }
    throw FileError(
      .unsuitable, file: next.file, problem: "its columns aren't those of \(layout.file)",
      remedy: "classify it by itself, with an output of its own")
  }

  private func put(_ bytes: [UInt8]) throws {
    if file != nil { try file?.write(bytes) } else { try standardOutput.write(bytes) }
  }
}
