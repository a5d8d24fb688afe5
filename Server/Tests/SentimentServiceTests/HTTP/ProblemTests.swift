import Foundation
import Hummingbird
import Logging
import NIOCore
import SentimentTextProcessing
import Testing

@testable import SentimentService

/// What a client learns of an error.
struct ProblemTests {
  private struct Other: Error {}

  private func problem(_ error: any Error) -> Problem {
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    return Problem(error, in: logger)
  }

  @Test func eachErrorHasItsStatus() {
    #expect(problem(Refusal.invalid("a")) == .invalid("a"))
    #expect(problem(Refusal.notFound("a")) == .notFound("a"))
    #expect(problem(Refusal.conflict("a")) == .conflict("a"))
    #expect(problem(Refusal.tooLarge("a")) == .tooLarge("a"))
    #expect(problem(Problem.unauthorized).status == .unauthorized)
    #expect(problem(NIOTooManyBytesError(maxBytes: 1)).status == .contentTooLarge)
    #expect(
      problem(FileError(file: "f", problem: "p", remedy: "r")).status == .unprocessableContent)
    #expect(problem(Other()).status == .internalServerError)
  }

  @Test func theBodyIsAProblemDocument() throws {
    struct Document: Decodable {
      let type: String
      let title: String
      let status: Int
      let detail: String
    }
    let (head, body) = Problem.busy("wait").message
    let document = try JSONDecoder().decode(Document.self, from: Data(body.readableBytesView))
    #expect(document.type == "urn:sentiment:problem:busy" && document.status == 503)
    #expect(document.detail == "wait" && !document.title.isEmpty)
    #expect(head.headerFields[.contentType] == "application/problem+json")
    #expect(head.headerFields[.contentLength] == "\(body.readableBytes)")
    #expect(head.headerFields[.retryAfter] == "1")
    #expect(Problem.busy("wait").response.headers == head.headerFields)
  }
}
