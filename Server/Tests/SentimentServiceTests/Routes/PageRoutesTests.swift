import Foundation
import Testing

@testable import SentimentService

struct PageRoutesTests {
  @Test func thePageIsServedWithItsProtection() async throws {
    try await TestServer.run { server in
      for (path, part) in [
        ("/", "<h1>sentiment</h1>"), ("/main.js", "import"), ("/style.css", "{"),
        ("/icon.svg", "<svg"), ("/openapi.json", "\"openapi\""),
      ] {
        let answer = try await server.ask("GET", path)
        #expect(answer.status == 200 && answer.body.contains(part), "\(path)")
        #expect(answer.header.lowercased().contains("content-security-policy: default-src 'none'"))
      }
      #expect(try await server.ask("DELETE", "/").status == 405)
      #expect(try await server.ask("GET", "/absent").status == 404)
    }
  }

  /// A file that is missing in the program's list would be missing on the page alone.
  @Test func everyFileOfThePageIsServed() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../Sources/CPage/files")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(PageRoutes.paths == Set(names.map { $0 == "index.html" ? "/" : "/\($0)" }))
  }
}
