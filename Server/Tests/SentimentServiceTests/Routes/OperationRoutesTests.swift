import SentimentTextProcessing
import Testing

@testable import SentimentService

struct OperationRoutesTests {
  @Test func healthAndMetrics() async throws {
    try await TestServer.run { server in
      let health = try await server.ask("GET", "/health")
      #expect(health.status == 200)
      let version = SentimentVersion.current
      #expect(
        health.body
          == #"{"kind":"encoder","model":"built-in","status":"ok","version":"\#(version)","warnings":[]}"#
      )
      _ = try await server.ask(
        "POST", "/v1/classify", #"{"texts": ["It was great", "xyzzy", "xyzzy"]}"#)
      let metrics = try await server.ask("GET", "/metrics").body
      #expect(metrics.contains("endpoint=\"/health\",status=\"200\",le=\"+Inf\"} 1\n"))
      #expect(metrics.contains("\nsentiment_texts 0\n"))
      #expect(metrics.contains("\nsentiment_build_info{version=\"\(version)\"} 1\n"))
      #expect(metrics.contains("\nsentiment_trainings 0\n"))
      #expect(metrics.contains("\nsentiment_classified_texts_total 3\n"))
      for name in [
        "sentiment_unknown_texts_total", "sentiment_coverage_sum", "process_start_time_seconds",
        "process_cpu_seconds_total", "sentiment_free_bytes",
      ] {
        let line = metrics.split(separator: "\n").first { $0.hasPrefix("\(name) ") }
        #expect(Double(line?.split(separator: " ").last ?? "") ?? 0 > 0, "\(name)")
      }
      let memory = metrics.split(separator: "\n").first {
        $0.hasPrefix("process_resident_memory_bytes ")
      }
      #expect(Int(memory?.split(separator: " ").last ?? "") ?? 0 > 1 << 20)
    }
  }
}
