import FoundationEssentials
import HTTPTypes
import Hummingbird
import NIOCore

extension Request {
  /// The body as a value.
  ///
  /// - Throws: `Problem` when it is too large, isn't JSON, or isn't what is wanted.
  func json<Value: Decodable>(_ type: Value.Type, limits: Limits) async throws -> Value {
    try await jsonBody(limits).json(type)
  }

  /// The body, unread.
  ///
  /// - Throws: `Problem` when it is too large, or is said to be something else than JSON.
  func jsonBody(_ limits: Limits) async throws -> ByteBuffer {
    try head.expectJSON()
    return try await body(upTo: limits.body)
  }

  /// - Throws: `Problem` when it is too large; where its length says so, nothing of it is read.
  func body(upTo limit: Int) async throws -> ByteBuffer {
    let tooLarge = Problem.tooLarge("the body may have \(limit.asSize)")
    if let length = headers[.contentLength].flatMap({ Int($0) }), length > limit { throw tooLarge }
    do {
      return try await body.collect(upTo: limit)
    } catch is NIOTooManyBytesError {
      throw tooLarge
    }
  }
}

extension HTTPRequest {
  /// - Throws: `Problem` when the content is said to be something else than JSON.
  func expectJSON() throws(Problem) {
    guard isOfType("application/json") else { throw .wrongMediaType("application/json") }
  }

  /// Whether the content is of a media type, whatever its parameters.
  func isOfType(_ type: String) -> Bool {
    var given: String?
    // Asking for a field by its name would put all of that name together, which takes longer.
    for field in headerFields where field.name == .contentType {
      guard given == nil else { return false }
      given = field.value
    }
    return given == type || given?.prefix { $0 != ";" && $0 != " " }.lowercased() == type
  }
}

extension ByteBuffer {
  /// The bytes as a value.
  ///
  /// - Throws: `Problem` when they aren't JSON, not what is wanted, or have an unknown key.
  func json<Value: Decodable>(_ type: Value.Type) throws -> Value {
    do {
      return try JSONDecoder().decode(Strict<Value>.self, from: Data(readableBytesView)).value
    } catch let error as DecodingError {
      throw Self.problem(error)
    }
  }

  private static func problem(_ error: DecodingError) -> Problem {
    switch error {
    case .dataCorrupted(let context) where context.codingPath.isEmpty:
      return .malformed("the body isn't JSON in UTF-8, or has a number out of all range")
    case .keyNotFound(let key, let context):
      return .invalid("\(context.codingPath.described) lacks \"\(key.stringValue)\"")
    case .typeMismatch(_, let context), .valueNotFound(_, let context),
      .dataCorrupted(let context):
      return .invalid("\(context.codingPath.described) isn't a value of the type that is wanted")
    @unknown default: return .malformed("the body can't be read")
    }
  }
}
