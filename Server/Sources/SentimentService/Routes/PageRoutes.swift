import CPage
import Hummingbird

/// The page, which is part of the program, and the description of the API. They hold nothing of the
/// user's: a browser can load them without a token, for which the page then asks.
struct PageRoutes {
  private struct File {
    let name: String
    let content: ByteBuffer

    var path: String { name == "index.html" ? "/" : "/\(name)" }

    var type: String {
      switch name.split(separator: ".").last {
      case "html": "text/html; charset=utf-8"
      case "js": "text/javascript; charset=utf-8"
      case "css": "text/css; charset=utf-8"
      case "svg": "image/svg+xml"
      case "json": "application/json"
      default: preconditionFailure("no content type for the ending of \(name)")
      }
    }
  }

  /// Where people reach the server through a proxy.
  let publicURL: PublicURL?

  private static let files = (0..<page_file_count()).map { index in
    let file = page_file_at(index)
    return File(
      name: String(cString: file.name),
      content: ByteBuffer(bytes: UnsafeBufferPointer(start: file.bytes, count: file.count)))
  }

  static let paths = Set(files.map(\.path))

  func add(to group: RouteGroup) {
    for file in Self.files {
      let content = content(of: file)
      group.on(.get, file.path) { _, _ in
        Response(
          status: .ok, headers: [.contentType: file.type, .cacheControl: "no-cache"],
          body: ResponseBody(byteBuffer: content))
      }
    }
  }

  /// The file; the description of the API names the address by which people reach it.
  private func content(of file: File) -> ByteBuffer {
    guard let publicURL, file.name == "openapi.json" else { return file.content }
    return ByteBuffer(
      string: String(buffer: file.content)
        .replacing(Self.ownServer, with: "\"url\": \"\(publicURL)\"", maxReplacements: 1))
  }

  /// As it stands in openapi.json.
  private static let ownServer = "\"url\": \"/\""
}
