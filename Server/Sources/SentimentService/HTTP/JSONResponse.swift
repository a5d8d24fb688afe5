import Hummingbird
import SentimentWordEmbeddings

extension Response {
  /// A value as the body.
  static func json(
    _ value: some Encodable, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]
  ) throws -> Response {
    json([UInt8](try JSONText.encode(value).utf8), status: status, headers: headers)
  }

  /// A body that is JSON already.
  static func json(
    _ body: [UInt8], status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]
  ) -> Response {
    var headers = headers
    headers[.contentType] = "application/json"
    return Response(
      status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
  }
}
