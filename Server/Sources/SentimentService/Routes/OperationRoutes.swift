import Hummingbird
import SentimentPlatform

/// Health and metrics, for those who run the server.
struct OperationRoutes {
  let state: ServiceState

  private struct Health: Encodable {
    let status: String
    let model: String
    let kind: ModelKind
  }

  func add(to group: RouteGroup) {
    group.on(.get, "/health") { _, _ in
      let model = state.projects.first.live.current
      return try .json(Health(status: "ok", model: model.name, kind: model.kind))
    }
    group.on(.get, "/metrics") { _, _ in
      let text = state.metrics.text + (try gauges())
      return Response(
        status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
        body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
  }

  private func gauges() throws -> String {
    let counts = try state.projects.all.map { try $0.store.counts() }
    let values: [(String, String, Int)] = [
      ("sentiment_texts", "Texts in the store.", counts.map(\.texts).reduce(0, +)),
      ("sentiment_labels", "Labelled texts.", counts.map(\.labelled).reduce(0, +)),
      ("sentiment_connections", "Open connections.", state.connections.value),
      ("process_resident_memory_bytes", "Memory in use.", Self.residentBytes),
    ]
    return values.map { name, help, value in
      "# HELP \(name) \(help)\n# TYPE \(name) gauge\n\(name) \(value)\n"
    }.joined()
  }

  /// From `/proc/self/statm`: pages in memory are its second number.
  private static var residentBytes: Int {
    var pages = 0
    if let file = fopen("/proc/self/statm", "re") {
      defer { fclose(file) }
      withUnsafeMutablePointer(to: &pages) { pages in
        withVaList([pages]) { _ = vfscanf(file, "%*d %ld", $0) }
      }
    }
    return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
  }
}
