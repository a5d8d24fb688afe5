import Hummingbird
import NIOPosix
import SentimentTextProcessing
import SentimentTransferLearning

/// The user's texts: in whole files, by the readers of the command line.
struct TextRoutes {
  private static let path = "/v1/texts"

  let state: ServiceState

  /// Whether a request may take an upload's time.
  static func isUpload(_ request: HTTPRequest) -> Bool { request.path?.hasPrefix(path) ?? false }

  private struct Upload: Encodable {
    /// Texts that weren't there before.
    let added: Int
    /// Texts of the file.
    let read: Int
    let counts: StoreCounts
    /// Records without a text, or that can't be read.
    let skipped: Int
    /// Sequences that aren't UTF-8, and were replaced by U+FFFD.
    let repaired: Int
  }

  func add(to group: RouteGroup) {
    group.on(.post, Self.path) { request, _ in
      guard request.head.isOfType("application/octet-stream") || request.head.isOfType("text/plain")
      else {
        throw Problem.wrongMediaType("application/octet-stream or text/plain")
      }
      let (options, isLabelled, name) = try Self.options(request)
      let bytes = try await request.body(upTo: state.limits.upload)
      let source = CorpusSource.memory(name: name, text: Array(bytes.readableBytesView))
      let limits = state.limits
      let (texts, report) = try await NIOThreadPool.singleton.runIfActive {
        try Self.read(source, options, isLabelled, limits)
      }
      let added = try await state.store.add(texts)
      state.labelling.textsHaveChanged()
      return try .json(
        Upload(
          added: added, read: texts.count, counts: try state.store.counts(),
          skipped: report.withoutText.count + report.faulty.count,
          repaired: report.illFormedSequences.count))
    }
    group.on(.delete, Self.path) { _, _ in
      try await state.store.removeTexts()
      state.labelling.textsHaveChanged()
      return try .json(try state.store.counts())
    }
  }

  /// What the query says of the file. Its name only tells the format; nothing is opened by it.
  private static func options(
    _ request: Request
  ) throws(Problem) -> (options: ReadingOptions, isLabelled: Bool, name: String) {
    let query = request.uri.queryParameters
    var options = ReadingOptions()
    options.skipsFaultyRecords = true
    options.keepsUnlabelledTexts = true
    if let name = query["format"] {
      guard let format = TextFormat(rawValue: String(name)) else {
        let names = TextFormat.allCases.map(\.rawValue).joined(separator: ", ")
        throw .invalid("format may be \(names)")
      }
      options.format = format
    }
    let isLabelled: Bool
    switch query["labelled"] {
    case nil, "false": isLabelled = false
    case "true": isLabelled = true
    default: throw .invalid("labelled may be true or false")
    }
    return (options, isLabelled, query["name"].map(String.init) ?? "the upload")
  }

  private static func read(
    _ source: CorpusSource, _ options: ReadingOptions, _ isLabelled: Bool, _ limits: Limits
  ) throws -> (texts: [(text: String, label: String?)], report: ReadingReport) {
    var reader = try DocumentReader(source, options: options, isLabelled: isLabelled)
    var texts: [(text: String, label: String?)] = []
    var byteCount = 0
    let most = limits.store
    while let document = try reader.next() {
      byteCount += document.text.utf8.count
      guard byteCount <= most.bytes, texts.count < most.texts else {
        throw Problem.tooLarge(
          "a file may unpack to \(most.bytes) bytes and \(most.texts) texts; none was added")
      }
      if let label = document.label { try LabelRoutes.check(label, limits) }
      texts.append((document.text, document.label))
    }
    guard !texts.isEmpty else { throw Problem.invalid("there is no text in the file") }
    return (texts, reader.report)
  }
}
