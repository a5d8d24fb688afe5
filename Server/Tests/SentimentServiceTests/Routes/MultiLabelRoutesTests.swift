import Testing

@testable import SentimentService

/// A project in which a text may have any number of labels, by its addresses.
struct MultiLabelRoutesTests {
  private struct Project: Decodable {
    let id: String
    let isMultiLabel: Bool
  }

  private struct Entry: Decodable {
    let id: Int64
    let label: [String]
  }

  private struct List: Decodable {
    let labels: [Entry]
  }

  private struct Answer: Decodable {
    struct Prediction: Decodable {
      let labels: [String]
      let probabilities: [String: Double]
    }

    let predictions: [Prediction]
  }

  private static let texts = [
    "A great film with wonderful actors.", "Great and wonderful from beginning to end.",
    "Far too long, and it never ends.", "Long, longer, much too long.",
    "Great, wonderful, but far too long.", "Wonderful actors, too long an end.",
    "We went there by train.", "It is shown in the old cinema.",
  ]
  private static let labels = [
    ["good"], ["good"], ["long"], ["long"], ["good", "long"], ["long", "good"], [], [],
  ]

  @Test func setsAreGivenListedExportedAndLearned() async throws {
    try await TestServer.run { server in
      let project = try await server.ask(
        "POST", "/v1/projects", #"{"name":"posts","isMultiLabel":true}"#
      ).value(Project.self)
      #expect(project.isMultiLabel)
      let root = "/v1/projects/\(project.id)"
      _ = try await server.ask(
        "POST", "\(root)/texts", Self.texts.joined(separator: "\n"), type: "text/plain")
      for (place, labels) in Self.labels.enumerated() {
        let list = labels.map { "\"\($0)\"" }.joined(separator: ",")
        let answer = try await server.ask(
          "POST", "\(root)/labels",
          "{\"labels\":[{\"id\":\(place + 1),\"label\":[\(list)],\"expected\":null}]}")
        #expect(answer.status == 200, "\(answer)")
      }
      let list = try await server.ask("GET", "\(root)/labels").value(List.self)
      #expect(list.labels.map(\.label) == Self.labels.map { $0.sorted() })
      let csv = try await server.ask("GET", "\(root)/labels?format=csv").body
      #expect(csv.contains("\"Great, wonderful, but far too long.\",good|long,"))
      #expect(csv.contains("We went there by train.,|,"))
      let jsonl = try await server.ask("GET", "\(root)/labels?format=jsonl").body
      #expect(jsonl.contains(#""label":["good","long"]"#) && jsonl.contains(#""label":[]"#))
      var answer: Answer?
      for _ in 0..<100 where answer == nil {
        let response = try await server.ask(
          "POST", "\(root)/classify", #"{"text":"wonderful and great, and much too long"}"#)
        answer = try? response.value(Answer.self)
        if answer == nil { try await Task.sleep(for: .milliseconds(50)) }
      }
      let prediction = try #require(answer?.predictions.first)
      #expect(prediction.probabilities.keys.sorted() == ["good", "long"])
      let state = try await server.ask("GET", "\(root)/suggestions").value(Suggestions.self)
      #expect(state.isMultiLabel && state.measure == .microF1)
    }
  }

  @Test func aFileOfSetsIsReadAndComesOutAgain() async throws {
    try await TestServer.run { server in
      _ = try await server.ask("PUT", "/v1/projects/first", #"{"isMultiLabel":true}"#)
      let file = "text,labels\none,a;b\ntwo,;\nthree,\n"
      let path = "/v1/texts?name=a.csv&labelled=true&label-separator=%3B"
      #expect(
        try await server.ask("POST", path, file, type: "application/octet-stream").status == 200)
      let list = try await server.ask("GET", "/v1/labels").value(List.self)
      #expect(list.labels.map(\.label) == [["a", "b"], []])
      let preview = try await server.ask(
        "POST", "/v1/uploads/preview?name=a.csv&label-separator=%3B", file,
        type: "application/octet-stream"
      ).body
      #expect(preview.contains(#""name":"a""#) && preview.contains(#""name":"b""#), "\(preview)")
      let csv = try await server.ask("GET", "/v1/labels?format=csv").body
      _ = try await server.ask("DELETE", "/v1/texts")
      _ = try await server.ask(
        "POST", "/v1/texts?name=b.csv&labelled=true", csv, type: "application/octet-stream")
      let again = try await server.ask("GET", "/v1/labels").value(List.self)
      #expect(again.labels.map(\.label) == [["a", "b"], []])
    }
  }

  @Test func whatIsWrongIsRefused() async throws {
    try await TestServer.run { server in
      _ = try await server.ask("POST", "/v1/texts", "one\ntwo\n", type: "text/plain")
      _ = try await server.ask("PUT", "/v1/projects/first", #"{"isMultiLabel":true}"#)
      _ = try await server.ask("POST", "/v1/labels", #"{"labels":[{"id":1,"label":["a","b"]}]}"#)
      for (method, path, body, status) in [
        ("POST", "/v1/labels", #"{"labels":[{"id":2,"label":"a"}]}"#, 422),
        ("POST", "/v1/labels", #"{"labels":[{"id":2,"label":[""]}]}"#, 422),
        ("POST", "/v1/labels", #"{"labels":[{"id":2,"label":[1]}]}"#, 422),
        ("PUT", "/v1/labels/1", #"{"label":["a"],"expected":["a"]}"#, 409),
        ("PUT", "/v1/projects/first", #"{"isMultiLabel":false}"#, 409),
        ("DELETE", "/v1/labels/1?expected=a", "", 422),
        ("DELETE", "/v1/labels/1?expected=%5B%22b%22%5D", "", 409),
        ("DELETE", "/v1/labels/1?expected=%5B%22b%22%2C%22a%22%5D", "", 200),
      ] {
        let answer = try await server.ask(method, path, body)
        #expect(answer.status == status, "\(method) \(path) \(body): \(answer)")
      }
    }
  }
}
