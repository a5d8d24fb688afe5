import SentimentTextProcessing
import SentimentTransferLearning
import SentimentWordEmbeddings

/// Where answers go: standard output, or a file that appears when all are there.
final class AnswerSink {
  private let standardOutput = StandardOutput()
  private var file: OutputFile?
  private let path: String?
  /// `nil` where answers stand in no columns.
  private var table: AnswerTable?

  /// - Parameter path: `nil` for standard output.
  /// - Throws: `FileError` when no file can be written there.
  init(_ path: String?, _ writer: ColumnWriter?) throws {
    self.path = path
    table = writer.map(AnswerTable.init)
    file = try path.map { try OutputFile(path: $0) }
  }

  /// Writes what was made of texts of some files.
  ///
  /// - Parameters:
  ///   - layouts: those of the texts' records.
  ///   - headerLayout: that of a header among them.
  /// - Throws: `FileError` when it can't be written, or the files' columns differ.
  func write(
    _ bytes: [UInt8], of layouts: [RecordLayout], headerLayout: RecordLayout?
  ) throws {
    try put(table?.header(before: layouts, headerLayout: headerLayout) ?? [])
    try put(bytes)
  }

  /// Hands what was written on to a reader who waits for it.
  func flush() throws { if file == nil { try standardOutput.flush() } }

  /// Ends the file, which then is there.
  func finish() throws {
    try put(table?.end(needsHeader: path != nil) ?? [])
    if let file = file.take() { try file.commit() } else { try standardOutput.flush() }
  }

  private func put(_ bytes: [UInt8]) throws {
    if file != nil { try file?.write(bytes) } else { try standardOutput.write(bytes) }
  }
}
