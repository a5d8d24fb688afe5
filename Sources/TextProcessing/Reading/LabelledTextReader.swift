/// Reads labelled texts, by the rules of ``DocumentReader``.
public enum LabelledTextReader {
  /// The labelled texts of some files, folders or globs, in their order.
  ///
  /// A label has no white space around it. A folder has a sub-folder for each label, with a text a
  /// file.
  ///
  /// - Parameters:
  ///   - sources: files, folders or globs.
  ///   - options: how they are read where names and content don't tell.
  ///   - progress: called now and then with the number of texts read, and of bytes, compressed if
  ///     they are.
  /// - Returns: the texts, and what was left out and repaired.
  /// - Throws: `FileError` when a file can't be read, a record can't be and isn't skipped, or there
  ///   is no labelled text.
  public static func read(
    _ sources: [CorpusSource], options: ReadingOptions = ReadingOptions(),
    progress: (_ texts: Int, _ inputBytes: Int) -> Void = { _, _ in }
  ) throws(FileError) -> (texts: [LabelledText], report: ReadingReport) {
    var texts: [LabelledText] = []
    var report = ReadingReport()
    var inputByteCount = 0
    for source in sources {
      var reader = try DocumentReader(source, options: options, isLabelled: true)
      while let document = try reader.next() {
        guard let label = document.label else { preconditionFailure("labels were asked for") }
        texts.append(LabelledText(label: label, text: document.text, line: document.line))
        if texts.count % reportedTexts == 0 {
          progress(texts.count, inputByteCount + reader.inputByteCount)
        }
      }
      inputByteCount += reader.inputByteCount
      report.add(reader.report)
    }
    guard !texts.isEmpty else {
      throw noText(in: sources.map(\.name).joined(separator: ", "))
    }
    return (texts, report)
  }

  /// The number of texts that are read between two reports of progress.
  private static let reportedTexts = 256

  package static func noText(in file: String) -> FileError {
    FileError(
      .empty, file: file, problem: "there is no labelled text in the file",
      remedy: "write label<TAB>text, one a line")
  }

  /// The labelled texts of a file, a folder or a glob; "-" is standard input.
  ///
  /// - Throws: As `read(_:options:)`.
  public static func read(_ path: String) throws(FileError) -> [LabelledText] {
    try read([CorpusSource(path: path)]).texts
  }

  /// The labelled texts of a file that is in memory.
  ///
  /// - Parameters:
  ///   - bytes: the file's content, compressed or not.
  ///   - name: what errors call the file; its extension tells the format.
  /// - Throws: As `read(_:options:)`.
  public static func parse(_ bytes: [UInt8], name: String) throws(FileError) -> [LabelledText] {
    try read([.memory(name: name, text: bytes)]).texts
  }
}

/// A text with its label, as read from a file.
public struct LabelledText: Sendable, Equatable {
  /// The label.
  public let label: String

  /// The text, with ill-formed UTF-8 replaced by U+FFFD.
  public let text: String

  /// The line of the file it begins in, from 1; what errors say where to look.
  public let line: Int

  public init(label: String, text: String, line: Int = 1) {
    self.label = label
    self.text = text
    self.line = line
  }
}
