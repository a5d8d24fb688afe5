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

  /// A file to keep.
  static func file(_ bytes: [UInt8], named name: String, type: String) -> Response {
    Response(
      status: .ok, headers: .file(named: name, type: type),
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
  }
}

extension HTTPFields {
  /// Of a file to keep.
  static func file(named name: String, type: String) -> HTTPFields {
    [.contentType: type, .contentDisposition: "attachment; filename=\"\(name)\""]
  }
}
