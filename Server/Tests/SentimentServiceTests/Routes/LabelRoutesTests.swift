import Testing

@testable import SentimentService

struct LabelRoutesTests {
  private struct Names: Decodable {
    let names: [String]
  }

  private struct Entry: Decodable, Equatable {
    let id: Int64
    let text: String
    let label: String
    let note: String
    let person: String?
    let isUploaded: Bool
  }

  private struct List: Decodable {
    let names: [String]
    let total: Int
    let labels: [Entry]
    let people: [String]
  }

  @Test func labelsAreGivenAndTakenBack() async throws {
    try await TestServer.run { server in
      _ = try await server.ask("POST", "/v1/texts", "one\ntwo\nthree\n", type: "text/plain")
      let names = #"{"names":["x","y"]}"#
      #expect(
        try await server.ask("PUT", "/v1/labels/names", names).value(Names.self).names == [
          "x", "y",
        ])
      let counts = try await server.ask(
        "POST", "/v1/labels", #"{"labels":[{"id":3,"label":"y"},{"id":1,"label":"x"}]}"#
      ).value(StoreCounts.self)
      #expect(counts == StoreCounts(texts: 3, labelled: 2, skipped: 0, none: 0))
      _ = try await server.ask("DELETE", "/v1/labels/3")
      let list = try await server.ask("GET", "/v1/labels").value(List.self)
      #expect(list.names == ["x", "y"] && list.labels.map(\.text) == ["one"])
      let skipped = try await server.ask("PUT", "/v1/suggestions/2", #"{"skipped":true}"#)
        .value(StoreCounts.self)
      #expect(skipped.skipped == 1)
      let next = try await server.ask("GET", "/v1/suggestions?limit=3").value(Suggestions.self)
      #expect(next.counts.open == 1 && next.labelNames == ["x", "y"])
    }
  }

  @Test func whatIsWrongIsRefused() async throws {
    var limits = Limits()
    limits.batch = 1
    try await TestServer.run(limits) { server in
      _ = try await server.ask("POST", "/v1/texts", "one\n", type: "text/plain")
      for (method, path, body, status) in [
        ("POST", "/v1/labels", #"{"labels":[{"id":9,"label":"x"}]}"#, 404),
        ("POST", "/v1/labels", #"{"labels":[{"id":1,"label":""}]}"#, 422),
        (
          "POST", "/v1/labels", #"{"labels":[{"id":1,"label":"x"},{"id":1,"label":"y"}]}"#, 413
        ),
        ("PUT", "/v1/labels/names", #"{"names":["a","a"]}"#, 422),
        ("DELETE", "/v1/labels/1", "", 404), ("DELETE", "/v1/labels/x", "", 404),
        ("GET", "/v1/suggestions?limit=0", "", 422),
      ] {
        let answer = try await server.ask(method, path, body)
        #expect(answer.status == status, "\(method) \(path) \(body): \(answer)")
      }
    }
  }
}
