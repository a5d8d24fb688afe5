import Testing

@testable import SentimentService

struct OperationRoutesTests {
  @Test func healthAndMetrics() async throws {
    try await TestServer.run { server in
      let health = try await server.ask("GET", "/health")
      #expect(health.status == 200)
      #expect(health.body == #"{"kind":"encoder","model":"built-in","status":"ok"}"#)
      let metrics = try await server.ask("GET", "/metrics").body
      #expect(metrics.contains("endpoint=\"/health\",status=\"200\",le=\"+Inf\"} 1\n"))
      #expect(metrics.contains("\nsentiment_texts 0\n"))
      let memory = metrics.split(separator: "\n").first {
        $0.hasPrefix("process_resident_memory_bytes ")
      }
      #expect(Int(memory?.split(separator: " ").last ?? "") ?? 0 > 1 << 20)
    }
  }
}
