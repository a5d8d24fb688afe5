import Foundation
import Logging
import NIOCore

@testable import SentimentService

/// A server that runs with a data folder, which is empty at first, while a test asks it.
struct TestServer: Sendable {
  let port: Int

  /// What came back for a request.
  struct Answer {
    let status: Int
    let header: String
    let body: String

    func value<Value: Decodable>(_ type: Value.Type) throws -> Value {
      try JSONDecoder().decode(type, from: Data(body.utf8))
    }
  }

  static func run(
    _ limits: Limits = Limits(), tokens: [AccessToken?] = [], folder: TemporaryFolder? = nil,
    asksEncoder: Bool = false,
    _ ask: @Sendable (TestServer) async throws -> Void
  ) async throws {
    let folder = try folder ?? TemporaryFolder()
    var options = SentimentService.Options(folder: folder.path + "/data")
    (options.port, options.limits, options.tokens) = (0, limits, tokens.compactMap(\.self))
    options.asksEncoder = asksEncoder
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
        try await ask(TestServer(port: port))
        break
      }
      group.cancelAll()
      do { try await group.waitForAll() } catch is CancellationError {}
    }
  }

  /// Sends one request on a connection of its own.
  func ask(
    _ method: String, _ path: String, _ body: String = "", type: String = "application/json"
  ) async throws -> Answer {
    let raw = await RawClient.answer(
      from: port,
      to: "\(method) \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        + "Content-Type: \(type)\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
    guard let end = raw.range(of: "\r\n\r\n"), raw.hasPrefix("HTTP/1.1 "),
      let status = Int(raw.dropFirst(9).prefix(3))
    else { throw NoAnswer(text: raw) }
    return Answer(
      status: status, header: String(raw[..<end.lowerBound]), body: String(raw[end.upperBound...]))
  }

  struct NoAnswer: Error { let text: String }
}
