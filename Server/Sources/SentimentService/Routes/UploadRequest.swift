import Hummingbird
import SentimentTextProcessing

/// A file of texts that a client sends, and what its query says of how it is to be read.
struct UploadRequest: Sendable {
  /// The file's name only tells the format; nothing is opened by it.
  let name: String
  var options = ReadingOptions()
  let isLabelled: Bool
  /// Whether the file's labels take the place of those that texts have already.
  let replacesLabels: Bool

  /// A file of which more signs and a larger share can't be in its encoding isn't one that was merely damaged.
  private static let mostRepaired = (count: 10, share: 0.02)

  /// - Throws: `Problem` when it is no file, or too large.
  static func read(
    _ request: Request, for project: Project, _ limits: Limits
  ) async throws -> ([UInt8], UploadRequest) {
    guard request.head.isOfType("application/octet-stream") || request.head.isOfType("text/plain")
    else {
      throw Problem.wrongMediaType("application/octet-stream or text/plain")
    }
    var reading = try UploadRequest(request)
    if try project.store.isMultiLabel() {
      reading.options.isMultiLabel = true
      reading.options.labelSeparator =
        reading.options.labelSeparator ?? TextLabel.cellSeparator
    }
    let bytes = try await request.body(upTo: limits.upload)
    return (Array(bytes.readableBytesView), reading)
  }

  private init(_ request: Request) throws(Problem) {
    let query = request.query
    name = query["name"] ?? "the upload"
    options.skipsFaultyRecords = true
    options.keepsUnlabelledTexts = true
    if let name = query["format"] {
      guard let format = TextFormat(rawValue: name) else {
        let names = TextFormat.allCases.map(\.rawValue).joined(separator: ", ")
        throw .invalid("format may be \(names)")
      }
      options.format = format
    }
    (options.textField, options.labelField) = (query["text-field"], query["label-field"])
    options.idField = query["id-field"]
    options.labelSeparator = query["label-separator"].flatMap { $0.isEmpty ? nil : $0 }
    if let name = query["encoding"] {
      guard let encoding = TextEncoding(name: name) else {
        throw .invalid(
          "there is no encoding \"\(name.onOneLine)\"; utf-8 and windows-1252 are usual ones")
      }
      options.encoding = encoding
    }
    if let delimiter = query["delimiter"] {
      guard let byte = delimiter.utf8.first, delimiter.utf8.count == 1, byte < 0x80 else {
        throw .invalid("delimiter may be one character of ASCII")
      }
      options.delimiter = byte
    }
    isLabelled = try request.flag("labelled")
    replacesLabels = try request.flag("replace")
  }

  /// - Throws: `FileError` or `Problem` when it can't be read, has no text or too many, or most of it isn't text.
  func texts(
    of bytes: [UInt8], _ limits: Limits
  ) throws -> (texts: [UploadedText], report: ReadingReport) {
    let source = CorpusSource.memory(name: name, text: bytes)
    var reader = try DocumentReader(source, options: options, isLabelled: isLabelled)
    var texts: [UploadedText] = []
    var byteCount = 0
    let most = limits.store
    while let document = try reader.next() {
      byteCount += document.text.utf8.count
      guard byteCount <= most.bytes, texts.count < most.texts else {
        throw Problem.tooLarge(
          "a file may unpack to \(most.bytes.asSize) and \(most.texts) texts; none was added")
      }
      let label = try document.labels.map { labels in
        (options.isMultiLabel ? .several(Set(labels)) : TextLabel.one(labels[0]))
      }?.mapNames { name throws(Refusal) in
        try LabelName.checked(name, longest: limits.labelLength)
      }
      texts.append(
        UploadedText(text: document.text, label: label, externalID: document.id))
    }
    guard !texts.isEmpty else { throw Problem.invalid("there is no text in \(name.onOneLine)") }
    let repaired = reader.report.repairedCount
    let share = Double(repaired) / Double(max(1, reader.report.characterCount))
    guard repaired <= Self.mostRepaired.count || share <= Self.mostRepaired.share else {
      throw Problem.invalid(
        "\(name.onOneLine) isn't text in the encoding that it was read in: \(repaired) of"
          + " \(reader.report.characterCount) signs can't be; choose its encoding, or save it as UTF-8; none was"
          + " added")
    }
    return (texts, reader.report)
  }
}
