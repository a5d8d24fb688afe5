import FoundationEssentials
import Hummingbird
import Logging
import NIOCore
import SentimentTextProcessing

/// Why a request is refused or has failed, for programs and people (problem details, RFC 9457).
struct Problem: Error, Sendable, Equatable {
  let status: HTTPResponse.Status
  /// The last part of the problem's type.
  let name: String
  /// What is the same for all problems of the type.
  let title: String
  /// What is wrong with this request, and the way out.
  let detail: String
  var headers: HTTPFields = [:]

  /// What goes over the wire.
  private struct Document: Encodable {
    let type: String
    let title: String
    let status: Int
    let detail: String
  }

  /// The answer's header and body.
  var message: (head: HTTPResponse, body: ByteBuffer) {
    let document = Document(
      type: "urn:sentiment:problem:\(name)", title: title, status: status.code, detail: detail)
    // Strings and a number always have an encoding.
    let body = ByteBuffer(bytes: (try? JSONEncoder().encode(document)) ?? Data())
    var fields = headers
    fields[.contentType] = "application/problem+json"
    fields[.contentLength] = "\(body.readableBytes)"
    return (HTTPResponse(status: status, headerFields: fields), body)
  }

  var response: Response {
    let (head, body) = message
    return Response(
      status: head.status, headers: head.headerFields, body: ResponseBody(byteBuffer: body))
  }
}

extension Problem {
  /// What a client learns of an error; the log gets what is no fault of the client's.
  init(_ error: any Error, in logger: Logger) {
    switch error {
    case let problem as Problem: self = problem
    case let refusal as Refusal: self = Problem(refusal)
    case _ where error.isLackOfSpace: self = .insufficientStorage
    case is NIOTooManyBytesError: self = .tooLarge("the body is too large for this address")
    case let error as FileError: self = .invalid(error.description)
    default:
      logger.error("failed", metadata: ["error": "\(String(describing: error).onOneLine)"])
      self = .unexpected
    }
  }

  private init(_ refusal: Refusal) {
    switch refusal {
    case .invalid(let detail): self = .invalid(detail)
    case .notFound(let detail): self = .notFound(detail)
    case .conflict(let detail): self = .conflict(detail)
    case .tooLarge(let detail): self = .tooLarge(detail)
    }
  }

  static func malformed(_ detail: String) -> Problem {
    Problem(
      status: .badRequest, name: "malformed", title: "The request can't be read", detail: detail)
  }

  static func invalid(_ detail: String) -> Problem {
    Problem(
      status: .unprocessableContent, name: "invalid", title: "A value can't be used",
      detail: detail)
  }

  static func notFound(_ detail: String) -> Problem {
    Problem(status: .notFound, name: "not-found", title: "Not found", detail: detail)
  }

  static func conflict(_ detail: String) -> Problem {
    Problem(
      status: .conflict, name: "conflict", title: "Not possible at present", detail: detail)
  }

  static func tooLarge(_ detail: String) -> Problem {
    Problem(
      status: .contentTooLarge, name: "too-large", title: "Too large",
      detail: detail)
  }

  static func wrongMediaType(_ wanted: String) -> Problem {
    Problem(
      status: .unsupportedMediaType, name: "media-type", title: "Wrong type of content",
      detail: "give the body as \(wanted), and say so by the header Content-Type")
  }

  static func methodNotAllowed(_ methods: [HTTPRequest.Method]) -> Problem {
    let names = methods.map(\.rawValue).sorted().joined(separator: ", ")
    return Problem(
      status: .methodNotAllowed, name: "method", title: "Wrong method",
      detail: "this address takes \(names)", headers: [.allow: names])
  }

  static let unauthorized = Problem(
    status: .unauthorized, name: "token", title: "A token is needed",
    detail: "send the server's token by the header Authorization: Bearer …",
    headers: [.wwwAuthenticate: "Bearer"])

  static func tooManyTokens(_ wait: Duration) -> Problem {
    let seconds = max(1, wait.components.seconds + 1)
    return Problem(
      status: .tooManyRequests, name: "too-many-tokens", title: "Too many wrong tokens",
      detail:
        "\(TokenAttempts.limit) wrong tokens came from this address; try again in \(seconds) s",
      headers: [.retryAfter: "\(seconds)"])
  }

  static func crossSite(_ detail: String) -> Problem {
    Problem(
      status: .forbidden, name: "cross-site", title: "A request from another site",
      detail: detail)
  }

  static func busy(_ detail: String) -> Problem {
    Problem(
      status: .serviceUnavailable, name: "busy", title: "The server is busy", detail: detail,
      headers: [.retryAfter: "1"])
  }

  static func tooSlow(_ detail: String) -> Problem {
    Problem(
      status: .requestTimeout, name: "too-slow", title: "The request took too long",
      detail: detail, headers: [.connection: "close"])
  }

  static let headersTooLarge = Problem(
    status: .requestHeaderFieldsTooLarge, name: "headers-too-large",
    title: "The header is too large", detail: "send fewer or shorter header fields",
    headers: [.connection: "close"])

  static let insufficientStorage = Problem(
    status: .insufficientStorage, name: "insufficient-storage", title: "No space left",
    detail:
      "the disk with the server's data folder is full, and nothing of this request was kept; make room "
      + "there, and send it again")

  static let unexpected = Problem(
    status: .internalServerError, name: "internal", title: "The server failed",
    detail: "the server's log says what, under the request's id")
}

extension HTTPResponse.Status {
  static let insufficientStorage = Self(code: 507, reasonPhrase: "Insufficient Storage")
}
