import Hummingbird
import SentimentPlatform
import SentimentTextProcessing

/// Health and metrics, for those who run the server.
struct OperationRoutes {
  let state: ServiceState
  private let process = ProcessMetrics()

  init(state: ServiceState) { self.state = state }

  private struct Report: Encodable {
    let status: String
    let version: String
    let model: String
    let kind: ModelKind
    let warnings: [String]
  }

  func add(to group: RouteGroup) {
    group.on(.get, "/health") { _, _ in
      let model = state.projects.first.live.current
      let lacksSpace = await state.health.lacksSpace()
      return try .json(
        Report(
          status: lacksSpace ? "no space left" : "ok",
          version: SentimentVersion.current.description,
          model: model.name, kind: model.kind, warnings: state.health.warnings),
        status: lacksSpace ? .serviceUnavailable : .ok)
    }
    group.on(.get, "/metrics") { _, _ in
      let text = state.metrics.text + (try metrics().map(\.text).joined())
      return Response(
        status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
        body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
  }

  private func metrics() throws -> [Metric] {
    let counts = try state.projects.all.map { try $0.store.counts() }
    return [
      Metric("sentiment_projects", .gauge, "Projects that aren't archived.", counts.count),
      Metric(
        "sentiment_texts", .gauge, "Texts in the store.", counts.map(\.texts).reduce(0, +)),
      Metric(
        "sentiment_labels", .gauge, "Labelled texts.", counts.map(\.labelled).reduce(0, +)),
      Metric("sentiment_connections", .gauge, "Open connections.", state.connections.value),
      Metric(
        "sentiment_trainings", .gauge, "Trainings that are under way.",
        state.projects.all.count { $0.jobs.isTraining }),
      Metric(
        "sentiment_warnings", .gauge, "What was found amiss at the start.",
        state.health.warnings.count),
      Metric("sentiment_free_bytes", .gauge, "Room on the disk of the data folder.", freeBytes),
    ] + state.answers.metrics + process.metrics
  }

  private var freeBytes: UInt64 {
    var system = statvfs()
    guard statvfs(state.projects.first.store.database.path, &system) == 0 else { return 0 }
    return UInt64(system.f_bavail) * UInt64(system.f_frsize)
  }
}
