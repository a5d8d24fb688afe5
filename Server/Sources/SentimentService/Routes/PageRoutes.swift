import CPage
import Hummingbird

/// The page, which is part of the program, and the description of the API.
struct PageRoutes {
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
      let content = ByteBuffer(bytes: UnsafeBufferPointer(start: file.bytes, count: file.count))
      group.on(.get, path) { _, _ in
        Response(
          status: .ok, headers: [.contentType: type, .cacheControl: "no-cache"],
          body: ResponseBody(byteBuffer: content))
      }
    }
  }
}
