/// Reads texts one by one as they come, from files of any format that ``TextFormat`` names.
///
/// Odd input is treated the same in every format:
///
/// - A file that begins as gzip or xz does is decompressed, whatever its name is.
/// - A file that plainly isn't text is an error, and so is UTF-16.
/// - A byte-order mark at the start of a file is dropped.
/// - A line ends with LF or CRLF; a CR elsewhere is part of the text. So a line feed in a CSV field
///   in quotes is LF, however the file has it.
/// - A NUL byte becomes a space, an ill-formed UTF-8 sequence U+FFFD (one for each maximal subpart).
///   Both are counted.
/// - An empty line, or a record whose text is empty or white space, is left out and counted.
/// - A record whose label is empty, where labels are asked for, is left out and counted; with
///   ``ReadingOptions/keepsUnlabelledTexts`` it has no label.
/// - A record that can't be read (with a field too few, say) is an error that names
///   its line; with ``ReadingOptions/skipsFaultyRecords`` it is left out and counted.
/// - A quote in CSV that is never closed, compressed data that is damaged or ends too early, and
///   what is longer than `longestLine` are errors always.
public struct DocumentReader: ~Copyable {
  /// A text with its place.
  public struct Document: Sendable, Equatable {
    public let text: String
    /// `nil` where labels aren't asked for, or the record has none. One, unless
    /// ``ReadingOptions/isMultiLabel`` allows several; then in order, and an empty list where the record says
    /// that the text has none of the labels.
    public let labels: [String]?
    /// The line it begins in, from 1.
    public let line: Int
    /// What stands in ``ReadingOptions/idField``; `nil` where none is asked for, or it is empty.
    public let id: String?

    /// The label, where a text has one.
    public var label: String? { labels?.first }

    init(text: String, labels: [String]?, line: Int, id: String? = nil) {
      (self.text, self.labels, self.line, self.id) = (text, labels, line, id)
    }
  }

  /// What was read so far.
  public private(set) var report = ReadingReport()
  /// How many bytes came from the source, compressed if it is.
  package private(set) var inputByteCount = 0
  /// How many bytes of text the files had that were read to their end.
  private(set) var byteCount = 0
  /// Tells their text from others.
  private(set) var digest = CorpusDigest()

  private var files: ArraySlice<InputFile>
  private var current: RecordReader?
  private var texts: TextListReader?
  private let options: ReadingOptions
  private let isLabelled: Bool

  /// - Parameters:
  ///   - source: a file, a folder, a pattern, standard input or memory.
  ///   - options: how texts are read where names and content don't tell.
  ///   - isLabelled: whether texts have labels, and must.
  /// - Throws: `FileError` when the source isn't there.
  public init(
    _ source: CorpusSource, options: ReadingOptions = ReadingOptions(), isLabelled: Bool = false
  ) throws(FileError) {
    if isLabelled, case .texts(_, let name) = source {
      throw FileError(
        .unsuitable, file: name, problem: "its texts have no labels",
        remedy: "give texts that have labels")
    }
    self.init(try source.files(), options: options, isLabelled: isLabelled)
  }

  /// The same of some files, or of cuts from them.
  init(_ files: [InputFile], options: ReadingOptions, isLabelled: Bool = false) {
    self.files = files[...]
    self.options = options
    self.isLabelled = isLabelled
  }

  /// The next text; `nil` at the end.
  ///
  /// - Throws: `FileError` when a file can't be read, or a record can't be and isn't skipped.
  public mutating func next() throws(FileError) -> Document? {
    var text: [UInt8] = []
    return try next(appendingTo: &text).map {
      Document(
        text: String(decoding: text, as: UTF8.self), labels: $0.labels, line: $0.line, id: $0.id)
    }
  }

  /// The encoding of the file that is read, as far as it was.
  var encoding: TextEncoding {
    switch current {
    case .some(let file): file.lines.stream.encoding
    case .none: .utf8
    }
  }

  /// Whether the next text is here already, so that asking for it won't wait for somebody to write
  /// it.
  var isReady: Bool {
    switch current {
    case .some(let file): file.isReady
    case .none: true
    }
  }

  /// Appends the next text to `text`, and gives what else is known of it; `nil` at the end.
  mutating func next(appendingTo text: inout [UInt8]) throws(FileError) -> RecordReader.Head? {
    while true {
      if current != nil {
        let head = try current!.next(appendingTo: &text, report: &report)
        inputByteCount += current!.takeInputByteCount()
        if let head { return head }
        finishFile()
      }
      if texts != nil {
        let head = texts!.next(
          appendingTo: &text, keepsEmptyTexts: options.keepsEmptyTexts, report: &report)
        inputByteCount = texts!.byteCount
        if let head { return head }
        (byteCount, digest) = (texts!.byteCount, texts!.digest)
        texts = nil
      }
      guard let file = files.popFirst() else { return nil }
      if case .texts(let list, let name) = file.source {
        texts = TextListReader(list, name: name)
        continue
      }
      if isLabelled, file.isInFolder, file.label == nil, file.format(options) == .document {
        report.filesWithoutLabel.add(at: .init(file: file.source.name, line: 1))
        continue
      }
      current = try RecordReader(file, options: options, isLabelled: isLabelled, digest: digest)
    }
  }

  /// The record that was read last, where ``ReadingOptions/keepsRecords`` is set; its bytes are
  /// appended to `bytes`.
  func record(_ head: RecordReader.Head, appendingTo bytes: inout [UInt8]) -> SourceRecord {
    switch current {
    case .some(let file): file.record(head, appendingTo: &bytes)
    case .none:
      SourceRecord(
        kind: .text, layout: texts?.layout ?? RecordLayout(of: ""), number: head.line,
        line: head.line, bytes: bytes.count..<bytes.count)
    }
  }

  private mutating func finishFile() {
    guard let file = current.take() else { return }
    byteCount += file.lines.stream.bytes.byteCount
    digest = file.lines.stream.bytes.digest
  }
}
