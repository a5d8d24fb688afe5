import Testing

@testable import SentimentService

/// A file that comes back with answers.
struct ClassifyFileRoutesTests {
  private static let table = """
    id;comment;note\r
    1;It was great;=1+1\r
    2;"It was awful,
    and long";\r
    3;;empty\r

    """

  private func post(
    _ server: TestServer, _ query: String, _ body: String = table
  ) async throws -> TestServer.Answer {
    try await server.ask(
      "POST", "/v1/classify/file?\(query)", body, type: "application/octet-stream")
  }

  /// What stands between the first sign of a chunk's size and its end is not the body.
  private func lines(_ answer: TestServer.Answer) -> [Substring] {
    var rest = answer.body[...]
    var body = ""
    while let end = rest.range(of: "\r\n"), let size = Int(rest[..<end.lowerBound], radix: 16),
      size > 0
    {
      let bytes = rest[end.upperBound...].utf8.prefix(size)
      body += String(bytes)!
      rest = rest[bytes.endIndex...].dropFirst()
    }
    return body.split(separator: "\r\n")
  }

  @Test func recordsKeepTheirPlacesAndTheirDialect() async throws {
    try await TestServer.run { server in
      let answer = try await post(server, "name=a.csv&text-field=comment")
      #expect(answer.status == 200, "\(answer)")
      #expect(answer.header.contains("answers.csv") && answer.header.contains("text/csv"))
      let lines = lines(answer)
      #expect(lines.count == 4 && lines[0] == "id;comment;note;label;probability;coverage")
      #expect(lines[1].hasPrefix("1;It was great;=1+1;positive;"))
      #expect(lines[2].hasPrefix("2;\"It was awful,\nand long\";;negative;"))
      #expect(lines[3].hasPrefix("3;;empty;"))
      let chosen = try await post(
        server,
        "name=a.csv&text-field=comment&escape-formulas=true&label-column=answer&threshold=1"
          + "&output=jsonl")
      #expect(
        chosen.body.contains(#"{"id":"1","comment":"It was great","note":"=1+1","answer":null,"#),
        "\(chosen)")
    }
  }

  @Test(arguments: [
    ("name=a.csv&text-field=text", 422, "text"),
    ("name=a.csv&text-field=comment&label-column=note", 422, "there is a column \\\"note\\\""),
    ("name=a.csv&text-field=comment&label-column=coverage", 422, "different names"),
    ("name=a.csv&text-field=comment&output=xlsx", 422, "csv, tsv, jsonl"),
    ("name=a.csv&text-field=comment&threshold=2", 422, "threshold"),
  ])
  func whatCantBeIsSaidBeforeAnAnswer(query: String, status: Int, problem: String) async throws {
    try await TestServer.run { server in
      let answer = try await post(server, query)
      #expect(answer.status == status && answer.body.contains(problem), "\(answer)")
    }
  }

  @Test func soManyFilesAreAnsweredAtATime() async throws {
    var limits = Limits()
    limits.answeredFiles = 0
    try await TestServer.run(limits) { server in
      let answer = try await post(server, "name=a.csv")
      #expect(answer.status == 503, "\(answer)")
    }
  }
}
