import Foundation
import Logging
import NIOCore
import Testing

@testable import SentimentService

/// What happens to those who send slowly. The limits of time are shorter here than by default.
struct SlowRequestTests {
  private static func request(_ path: String, _ type: String, length: Int) -> String {
    "POST \(path) HTTP/1.1\r\nHost: localhost\r\nContent-Type: \(type)\r\n"
      + "Content-Length: \(length)\r\n\r\n"
  }

  private static let health = "GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
  /// Microseconds between two parts.
  private static let pause: UInt32 = 20_000

  /// Serves from an empty folder while a test asks.
  private func serve(
    _ limits: Limits, _ ask: @Sendable (_ port: Int) async throws -> Void
  ) async throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("sentiment-slow-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var options = SentimentService.Options(folder: folder)
    (options.port, options.limits) = (0, limits)
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    let service = try SentimentService(options, logger: logger)
    let (ports, started) = AsyncStream.makeStream(of: Int.self)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        defer { started.finish() }
        try await service.run { started.yield($0) }
      }
      for await port in ports {
        try await ask(port)
        break
      }
      group.cancelAll()
      do { try await group.waitForAll() } catch is CancellationError {}
    }
  }

  @Test(arguments: [
    ("POST /v1/classify HTTP/1.1\r\nA: ", "b"),
    (request("/v1/classify", "application/json", length: 10_000), " "),
    (request("/v1/classify", "application/json", length: 100_000), " "),
    (request("/v1/texts", "application/octet-stream", length: 100_000), "text\n"),
  ])
  func whatTricklesIsEndedAndOthersAreServed(start: String, part: String) async throws {
    var limits = Limits()
    (limits.headTime, limits.bodyTime, limits.uploadTime) = (
      .milliseconds(300), .milliseconds(300), .milliseconds(300)
    )
    try await serve(limits) { port in
      await withTaskGroup(of: String.self) { group in
        for _ in 0..<20 {
          group.addTask {
            await RawClient.answer(
              from: port, to: start, trickling: part, times: 2_000, pause: Self.pause)
          }
        }
        for _ in 0..<5 {
          let answer = await RawClient.answer(from: port, to: Self.health)
          #expect(answer.hasPrefix("HTTP/1.1 200"), "\(answer)")
        }
        for await answer in group {
          #expect(answer.hasPrefix("HTTP/1.1 408"), "\(answer)")
          #expect(answer.contains("application/problem+json"), "\(answer)")
          #expect(answer.components(separatedBy: "HTTP/1.1").count == 2, "\(answer)")
        }
      }
      let answer = await RawClient.answer(from: port, to: Self.health)
      #expect(answer.hasPrefix("HTTP/1.1 200"), "\(answer)")
    }
  }

  @Test func anUploadHasMoreTime() async throws {
    var limits = Limits()
    limits.bodyTime = .milliseconds(100)
    limits.idleTime = .milliseconds(100)
    let start = Self.request("/v1/texts", "application/octet-stream", length: 150)
    try await serve(limits) { port in
      let answer = await RawClient.answer(
        from: port, to: start, trickling: "text\n", times: 30, pause: Self.pause)
      #expect(answer.hasPrefix("HTTP/1.1 200") && answer.contains("\"read\":30"), "\(answer)")
    }
  }

  @Test func whoIsRefusedByTheHeaderHasOneAnswer() async throws {
    var limits = Limits()
    limits.refusalTime = .milliseconds(100)
    let start = Self.request("/v1/classify", "application/json", length: limits.body + 1)
    try await serve(limits) { port in
      let answer = await RawClient.answer(from: port, to: start)
      #expect(answer.hasPrefix("HTTP/1.1 413"), "\(answer)")
      #expect(answer.components(separatedBy: "HTTP/1.1").count == 2, "\(answer)")
    }
  }
}
