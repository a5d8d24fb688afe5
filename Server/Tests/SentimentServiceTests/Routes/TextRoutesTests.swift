import Testing

@testable import SentimentService

struct TextRoutesTests {
  private struct Upload: Decodable {
    let added: Int
    let read: Int
    let counts: StoreCounts
  }

  private static let file = "good\tIt was great\nbad\tIt was bad\n"

  @Test func filesAreReadByTheirNamesFormat() async throws {
    try await TestServer.run { server in
      let labelled = try await server.ask(
        "POST", "/v1/texts?labelled=true&name=a.tsv", Self.file, type: "text/plain"
      ).value(Upload.self)
      #expect(labelled.added == 2 && labelled.read == 2)
      #expect(labelled.counts == StoreCounts(texts: 2, labelled: 2, skipped: 0, none: 0))
      let lines = try await server.ask(
        "POST", "/v1/texts", "one\ntwo\nIt was bad\n", type: "application/octet-stream"
      ).value(Upload.self)
      #expect(lines.added == 2 && lines.read == 3 && lines.counts.texts == 4)
      let removed = try await server.ask("DELETE", "/v1/texts").value(StoreCounts.self)
      #expect(removed == StoreCounts(texts: 0, labelled: 0, skipped: 0, none: 0))
    }
  }

  @Test func whatIsTooMuchOrNoTextIsRefused() async throws {
    var limits = Limits()
    limits.store.texts = 2
    try await TestServer.run(limits) { server in
      for (query, body, type, status) in [
        ("", "a\nb\nc\n", "text/plain", 413), ("", "", "text/plain", 422),
        ("", "a\n", "application/json", 415), ("?format=zip", "a\n", "text/plain", 422),
        ("?labelled=maybe", "a\n", "text/plain", 422),
      ] {
        let answer = try await server.ask("POST", "/v1/texts\(query)", body, type: type)
        #expect(answer.status == status, "\(query) \(body): \(answer)")
      }
    }
  }
}
