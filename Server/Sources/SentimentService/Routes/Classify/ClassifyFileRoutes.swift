import FoundationEssentials
import Hummingbird
import NIOPosix
import SentimentTextProcessing
import SentimentTransferLearning

/// A file of texts in, the same file with answers out: in further columns, a record for each record.
struct ClassifyFileRoutes {
  let state: ServiceState
  /// Files that are being answered.
  private let running = Counter()

  init(state: ServiceState) { self.state = state }

  func add(to group: RouteGroup) {
    group.onProject(.post, "/classify/file") { request, _, project in
      guard running.value < state.limits.answeredFiles else {
        throw Problem.busy("\(state.limits.answeredFiles) files are answered at a time")
      }
      let (bytes, reading) = try await UploadRequest.read(request, for: project, state.limits)
      let format = try Self.format(request, reading)
      let columns = try Self.columns(request, format)
      let parts = answers(
        to: .memory(name: reading.name, text: bytes), reading.options, columns,
        by: project.live.current)
      return Response(
        status: .ok,
        headers: .file(named: "answers.\(format.rawValue)", type: format.mediaType),
        body: try await Self.body(parts))
    }
  }

  /// The file's as its name tells it, if that has columns.
  private static func format(
    _ request: Request, _ reading: UploadRequest
  ) throws(Problem) -> AnswerFormat {
    guard let name = request.query["output"] else {
      let format = reading.options.format ?? TextFormat(fileName: reading.name)
      return format.flatMap { AnswerFormat(rawValue: $0.rawValue) } ?? .csv
    }
    guard let format = AnswerFormat(rawValue: String(name)) else {
      throw .invalid(
        "output may be \(AnswerFormat.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return format
  }

  private static func columns(
    _ request: Request, _ format: AnswerFormat
  ) throws(Problem) -> AnswerColumns {
    var columns = AnswerColumns()
    columns.format = format.textFormat
    let query = request.query
    columns.label = query["label-column"] ?? columns.label
    columns.probability = query["probability-column"] ?? columns.probability
    columns.coverage = query["coverage-column"] ?? columns.coverage
    let names = [columns.label, columns.probability, columns.coverage]
    guard Set(names.map { $0.lowercased() }).count == names.count else {
      throw .invalid("the answers' columns need different names")
    }
    columns.escapesFormulas = try request.flag("escape-formulas")
    columns.threshold = try request.probability("threshold")
    return columns
  }

  /// The answers as they come. When nobody wants them any more, no more are made.
  private func answers(
    to file: CorpusSource, _ options: ReadingOptions, _ columns: AnswerColumns,
    by model: ServedModel
  ) -> AsyncThrowingStream<[UInt8], any Error> {
    let (parts, continuation) = AsyncThrowingStream.makeStream(of: [UInt8].self)
    let running = running
    running.add(1)
    Task {
      defer { running.add(-1) }
      do {
        try await NIOThreadPool.singleton.runIfActive {
          try model.answer(
            file, options: options, columns: columns,
            threads: ProcessInfo.processInfo.backgroundThreads
          ) { bytes in
            if case .terminated = continuation.yield(bytes) { throw CancellationError() }
          }
        }
        continuation.finish()
      } catch {
        continuation.finish(throwing: error)
      }
    }
    return parts
  }

  /// A body that is sent as it is made.
  ///
  /// - Throws: what is wrong with the beginning of the file: as long as nothing is sent, it can be told.
  private static func body(
    _ parts: AsyncThrowingStream<[UInt8], any Error>
  ) async throws -> ResponseBody {
    let beginning = try await parts.first { !$0.isEmpty } ?? []
    return ResponseBody { writer in
      try await writer.write(ByteBuffer(bytes: beginning))
      for try await part in parts { try await writer.write(ByteBuffer(bytes: part)) }
      try await writer.finish(nil)
    }
  }
}

/// What answers in columns may be written as.
private enum AnswerFormat: String, CaseIterable {
  case csv, tsv, jsonl

  var textFormat: TextFormat {
    switch self {
    case .csv: .csv
    case .tsv: .tsv
    case .jsonl: .jsonl
    }
  }

  var mediaType: String {
    switch self {
    case .csv: "text/csv; charset=utf-8"
    case .tsv: "text/tab-separated-values; charset=utf-8"
    case .jsonl: "application/jsonl"
    }
  }
}
