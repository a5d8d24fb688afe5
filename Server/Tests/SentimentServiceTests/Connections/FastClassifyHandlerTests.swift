import Foundation
import Testing

@testable import SentimentService

/// Short requests, which are answered beside the router.
struct FastClassifyHandlerTests {
  private static func request(_ text: String, _ fields: String = "") -> String {
    let body = "{\"text\":\"\(text)\"}"
    return "POST /v1/classify HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
      + fields + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
  }

  @Test func answersKeepTheOrderOfTheirRequests() async throws {
    let health = "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n"
    let long = Self.request(String(repeating: "slow ", count: 5_000))
    let requests = [
      Self.request("one"), health, Self.request("two"), long, Self.request("three"),
      Self.request("four", "Connection: close\r\n"),
    ]
    try await TestServer.run { server in
      let answers = await RawClient.answer(from: server.port, to: requests.joined())
      let marks = ["\"one\"", "\"status\"", "\"two\"", "\"slow ", "\"three\"", "\"four\""]
      let positions = marks.map { answers.range(of: $0)?.lowerBound }
      #expect(!positions.contains(nil))
      #expect(positions.compactMap(\.self).sorted() == positions.compactMap(\.self))
      #expect(answers.components(separatedBy: "HTTP/1.1 200").count == requests.count + 1)
    }
  }

  /// The answer of this way has the same header as the router's.
  @Test func theHeaderIsTheRouters() async throws {
    try await TestServer.run { server in
      let fast = Self.request("a") + Self.request("a", "Connection: close\r\n")
      let answers = await RawClient.answer(from: server.port, to: fast)
      let headers = answers.components(separatedBy: "HTTP/1.1 200 OK").dropFirst().map { answer in
        Set(
          answer.components(separatedBy: "\r\n").prefix { !$0.contains("{") }
            .map { $0.prefix { $0 != ":" }.lowercased() }
            .filter { !["", "date", "server", "connection"].contains($0) })
      }
      #expect(headers.count == 2 && headers[0] == headers[1], "\(headers)")
    }
  }

  @Test func whatIsWrongHasItsProblem() async throws {
    try await TestServer.run { server in
      let wrong = Self.request("a").replacingOccurrences(of: "{\"text\"", with: "{\"tixt\"")
      let closing = Self.request("a", "Connection: close\r\n")
      let answers = await RawClient.answer(from: server.port, to: wrong + closing)
      #expect(answers.hasPrefix("HTTP/1.1 422"), "\(answers)")
      #expect(answers.contains("application/problem+json") && answers.contains("HTTP/1.1 200"))
    }
  }

  @Test func withoutTheTokenNothingIsAnswered() async throws {
    try await TestServer.run(tokens: [AccessToken("0123456789abcdef")]) { server in
      let closing = "GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
      let answers = await RawClient.answer(from: server.port, to: Self.request("a") + closing)
      #expect(answers.hasPrefix("HTTP/1.1 401") && answers.contains("HTTP/1.1 200"), "\(answers)")
    }
  }
}
