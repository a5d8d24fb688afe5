import Hummingbird
import SentimentTransferLearning
import SentimentWordEmbeddings

/// Adds addresses to the router, and remembers them for what asks in another way.
struct RouteGroup {
  let router: Router<ServiceContext>
  let table: RouteTable

  typealias Handler = @Sendable (Request, ServiceContext) async throws -> Response

  func on(_ method: HTTPRequest.Method, _ path: String, _ handler: @escaping Handler) {
    table.add(method, path)
    router.on(RouterPath(path), method: method, use: handler)
  }
}

extension Response {
  static func json(
    _ value: some Encodable, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]
  ) throws -> Response {
    var headers = headers
    headers[.contentType] = "application/json"
    let text = try JSONText.encode(value)
    return Response(
      status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }
}

extension Request {
  /// A whole number in the query.
  ///
  /// - Throws: `Problem` when it is no number in the range.
  func number(_ name: String, default value: Int, in range: ClosedRange<Int>) throws(Problem) -> Int
  {
    guard let text = uri.queryParameters[Substring(name)] else { return value }
    guard let number = Int(text), range.contains(number) else {
      throw .invalid("\(name) may be \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }
}

extension ServiceContext {
  /// The number in the address.
  ///
  /// - Throws: `Problem` when it is no number.
  func id() throws(Problem) -> Int64 {
    guard let text = parameters.get("id"), let id = Int64(text), id >= 0 else {
      throw .notFound("there is nothing of that number")
    }
    return id
  }
}
