import Foundation
import NIOCore
import Testing

@testable import SentimentService

/// What happens to those who send slowly. The limits of time are shorter here than by default.
struct ConnectionGuardTests {
  private static func request(_ path: String, _ type: String, length: Int) -> String {
    "POST \(path) HTTP/1.1\r\nHost: localhost\r\nContent-Type: \(type)\r\n"
      + "Content-Length: \(length)\r\n\r\n"
  }

  private static let health = "GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
  /// Microseconds between two parts.
  private static let pause: UInt32 = 20_000

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
    try await TestServer.run(limits) { server in
      await withTaskGroup(of: String.self) { group in
        for _ in 0..<20 {
          group.addTask {
            await RawClient.answer(
              from: server.port, to: start, trickling: part, times: 2_000, pause: Self.pause)
          }
        }
        for _ in 0..<5 {
          let answer = await RawClient.answer(from: server.port, to: Self.health)
          #expect(answer.hasPrefix("HTTP/1.1 200"), "\(answer)")
        }
        for await answer in group {
          #expect(answer.hasPrefix("HTTP/1.1 408"), "\(answer)")
          #expect(answer.contains("application/problem+json"), "\(answer)")
          #expect(answer.components(separatedBy: "HTTP/1.1").count == 2, "\(answer)")
        }
      }
      let answer = await RawClient.answer(from: server.port, to: Self.health)
      #expect(answer.hasPrefix("HTTP/1.1 200"), "\(answer)")
    }
  }

  @Test func anUploadHasMoreTime() async throws {
    var limits = Limits()
    limits.bodyTime = .milliseconds(100)
    limits.idleTime = .milliseconds(100)
    limits.leastBodyRate = 1
    let start = Self.request("/v1/texts", "application/octet-stream", length: 150)
    try await TestServer.run(limits) { server in
      let answer = await RawClient.answer(
        from: server.port, to: start, trickling: "text\n", times: 30, pause: Self.pause)
      #expect(answer.hasPrefix("HTTP/1.1 200") && answer.contains("\"read\":30"), "\(answer)")
    }
  }

  @Test func aSlowUploadHasNoMoreTimeThanOtherBodies() async throws {
    var limits = Limits()
    limits.bodyTime = .milliseconds(300)
    limits.leastBodyRate = 1_000
    let start = Self.request("/v1/texts", "application/octet-stream", length: 100_000)
    try await TestServer.run(limits) { server in
      let begin = ContinuousClock.now
      let answer = await RawClient.answer(
        from: server.port, to: start, trickling: "text\n", times: 1_000, pause: Self.pause)
      #expect(answer.hasPrefix("HTTP/1.1 408"), "\(answer)")
      #expect(ContinuousClock.now - begin < .seconds(5))
    }
  }

  @Test func whoIsRefusedByTheHeaderHasOneAnswer() async throws {
    var limits = Limits()
    limits.refusalTime = .milliseconds(100)
    let start = Self.request("/v1/classify", "application/json", length: limits.body + 1)
    try await TestServer.run(limits) { server in
      let answer = await RawClient.answer(from: server.port, to: start)
      #expect(answer.hasPrefix("HTTP/1.1 413"), "\(answer)")
      #expect(answer.components(separatedBy: "HTTP/1.1").count == 2, "\(answer)")
    }
  }
}
