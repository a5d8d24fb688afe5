import CPage
import Hummingbird

/// The page, which is part of the program, and the description of the API.
struct PageRoutes {
  /// Where people reach the server through a proxy.
  let publicURL: PublicURL?

  private static let files = [
    ("/", "index.html", "text/html; charset=utf-8"),
    ("/app.js", "app.js", "text/javascript; charset=utf-8"),
    ("/style.css", "style.css", "text/css; charset=utf-8"),
    ("/icon.svg", "icon.svg", "image/svg+xml"),
    ("/openapi.json", "openapi.json", "application/json"),
  ]

  func add(to group: RouteGroup) {
    for (path, name, type) in Self.files {
      let file = page_file_named(name)
      let content = content(UnsafeBufferPointer(start: file.bytes, count: file.count), of: name)
      group.on(.get, path) { _, _ in
        Response(
          status: .ok, headers: [.contentType: type, .cacheControl: "no-cache"],
          body: ResponseBody(byteBuffer: content))
      }
    }
  }

  /// The file; the description of the API names the address by which people reach it.
  private func content(_ bytes: UnsafeBufferPointer<UInt8>, of name: String) -> ByteBuffer {
    guard let publicURL, name == "openapi.json" else { return ByteBuffer(bytes: bytes) }
    let text = String(decoding: bytes, as: UTF8.self)
    return ByteBuffer(
      string: text.replacing(Self.ownServer, with: "\"url\": \"\(publicURL)\"", maxReplacements: 1))
  }

  /// As it stands in openapi.json.
  private static let ownServer = "\"url\": \"/\""
}
