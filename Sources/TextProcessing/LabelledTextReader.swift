/// Reads labelled texts from lines of `label<TAB>text`.
public enum LabelledTextReader {
  /// The labelled texts of a file, in its order.
  ///
  /// The label is what stands before the first tab; further tabs are part of the text. White space
  /// around the label is not part of it. Empty lines are skipped.
  ///
  /// - Parameter path: The file's path; "-" is standard input.
  /// - Throws: `FileError` if the file can't be read, has no labelled text, or has a line without
  ///   a tab, a label or a text.
  public static func read(_ path: String) throws(FileError) -> [LabelledText] {
    var texts: [LabelledText] = []
    var reader = try LineReader(path: path)
    while let bytes = try reader.nextLine() {
      guard !trimmed(0..<bytes.count, of: bytes.span).isEmpty else { continue }
      texts.append(try parse(bytes.span, line: reader.line, file: reader.name))
    }
    return try nonEmpty(texts, file: reader.name)
  }

  /// The labelled texts of a file that is in memory.
  ///
  /// - Parameter name: What errors call the file.
  /// - Throws: As `read(_:)`, but for reading.
  public static func parse(_ bytes: [UInt8], name: String) throws(FileError) -> [LabelledText] {
    var texts: [LabelledText] = []
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      let line = Array(line)
      guard !trimmed(0..<line.count, of: line.span).isEmpty else { continue }
      texts.append(try parse(line.span, line: index + 1, file: name))
    }
    return try nonEmpty(texts, file: name)
  }

  private static func nonEmpty(
    _ texts: [LabelledText], file: String
  ) throws(FileError) -> [LabelledText] {
    guard !texts.isEmpty else { throw noText(file: file) }
    return texts
  }

  package static func noText(file: String) -> FileError {
    FileError(
      file: file, problem: "there is no labelled text in the file",
      remedy: "write label<TAB>text, one a line")
  }

  fileprivate static func parse(
    _ bytes: Span<UInt8>, line: Int, file: String
  ) throws(FileError) -> LabelledText {
    func error(_ problem: String) -> FileError {
      FileError(file: file, line: line, problem: problem, remedy: "write label<TAB>text")
    }
    guard let tab = bytes.indices.first(where: { bytes[$0] == UInt8(ascii: "\t") }) else {
      throw error("the line has no tab")
    }
    let label = trimmed(0..<tab, of: bytes)
    let text = tab + 1..<bytes.count
    guard !label.isEmpty else { throw error("the label is empty") }
    guard !trimmed(text, of: bytes).isEmpty else { throw error("the text is empty") }
    return LabelledText(
      label: String(bytes.extracting(label)), text: String(bytes.extracting(text)), line: line,
      replacedSequenceCount: bytes.withUnsafeBufferPointer { WellFormedUTF8.illFormedCount(in: $0) }
    )
  }
}

/// The labelled texts of a file one by one, so that memory doesn't grow with it.
package struct LabelledTextStream: ~Copyable {
  private var reader: LineReader

  /// The file's path, or "standard input".
  package var name: String { reader.name }

  package init(path: String) throws(FileError) { reader = try LineReader(path: path) }

  /// - Returns: `nil` at the end.
  /// - Throws: As ``LabelledTextReader/read(_:)``, but for a file without a text.
  package mutating func next() throws(FileError) -> LabelledText? {
    while let bytes = try reader.nextLine() {
      guard !trimmed(0..<bytes.count, of: bytes.span).isEmpty else { continue }
      return try LabelledTextReader.parse(bytes.span, line: reader.line, file: reader.name)
    }
    return nil
  }
}
