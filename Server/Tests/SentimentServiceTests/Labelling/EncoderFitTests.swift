import Foundation
import Synchronization
import Testing

@testable import SentimentService

/// From labels to a model that asks the encoder, as a client of the server sees it.
@Suite(.serialized) struct EncoderFitTests {
  private struct Health: Decodable {
    let model: String
    let kind: ModelKind
  }

  private struct Answer: Decodable {
    struct Prediction: Decodable { let label: String }
    let model: String
    let predictions: [Prediction]
  }

  /// Of a kind that the vectors of film reviews don't know.
  private static let complaints = [
    "The parcel never arrived.", "My order came broken.", "I want my money back.",
    "They charged me twice.", "The screen is cracked.", "Nobody answers my letters.",
    "The delivery is three weeks late.", "You sent me the wrong size.",
  ]
  private static let questions = [
    "Which colours does it come in?", "Do you ship to Norway?", "What time do you open?",
    "Is there a warranty?", "How much does it weigh?", "Can I pay by card?",
    "Where is your shop?", "Are there larger sizes?",
  ]
  /// In languages that no labelled text is in.
  private static let foreign = [
    "Das Paket kam nie an und niemand antwortet.", "Le colis est arrivé cassé.",
    "Haben Sie auch größere Größen?", "Quelles couleurs avez-vous ?",
  ]

  private static var table: String {
    complaints.map { "complaint\t\($0)\n" }.joined()
      + questions.map { "question\t\($0)\n" }.joined()
  }

  private func expectForeignTextsAreUnderstood(_ server: TestServer) async throws {
    let body = try String(decoding: JSONEncoder().encode(["texts": Self.foreign]), as: UTF8.self)
    let answer = try await server.ask("POST", "/v1/classify", body).value(Answer.self)
    #expect(answer.model == "built-in with encoder, 16 labels")
    #expect(
      answer.predictions.map(\.label) == ["complaint", "complaint", "question", "question"])
  }

  /// - Returns: the state when words answer.
  private func learned(_ server: TestServer) async throws -> Suggestions {
    while true {
      let state = try await server.ask("GET", "/v1/suggestions").value(Suggestions.self)
      if state.kind == .words { return state }
      try await Task.sleep(for: .milliseconds(10))
    }
  }

  /// - Returns: the state when the encoder is through.
  private func encoded(_ server: TestServer) async throws -> Suggestions {
    while true {
      let state = try await server.ask("GET", "/v1/suggestions").value(Suggestions.self)
      if !state.encoding { return state }
      try await Task.sleep(for: .milliseconds(100))
    }
  }

  @Test func theModelOfWordsAnswersAtOnceAndThatOfTheEncoderLater() async throws {
    let folder = try TemporaryFolder()
    try await TestServer.run(folder: folder, asksEncoder: true) { server in
      _ = try await server.ask(
        "POST", "/v1/texts?labelled=true&name=a.tsv", Self.table, type: "text/plain")
      let first = try await learned(server)
      #expect(first.encoding && first.kind == .words)
      let health = try await server.ask("GET", "/health").value(Health.self)
      #expect(health.model == "built-in, 16 labels" && health.kind == .words)

      let state = try await encoded(server)
      #expect(state.kind == .encoder && state.accuracy?.labels == 16)
      let words = try #require(state.curve.last).accuracy
      #expect(try #require(state.accuracy).accuracy >= words)
      try await expectForeignTextsAreUnderstood(server)
      #expect(try await server.ask("GET", "/health").value(Health.self).kind == .encoder)

      // A further label is there before the encoder has learned it, and words answer until then.
      _ = try await server.ask("POST", "/v1/texts", "It fell apart.", type: "text/plain")
      let start = ContinuousClock.now
      _ = try await server.ask(
        "POST", "/v1/labels", #"{"labels":[{"id":17,"label":"complaint"}]}"#)
      #expect(start.duration(to: .now) < .seconds(1))
      let next = try await learned(server)
      #expect(next.encoding && next.kind == .words)
      _ = try await server.ask("DELETE", "/v1/labels/17")
    }
    let kept = try FileManager.default.contentsOfDirectory(
      atPath: folder.path + "/data/projects/first/encoded")
    #expect(!kept.isEmpty)
    // What a server began may end a moment after it, and keeps the folder until then.
    while (try? DataFolder(folder.path + "/data")) == nil {
      try await Task.sleep(for: .milliseconds(50))
    }
    // After a restart the model is made anew from what is kept.
    try await TestServer.run(folder: folder, asksEncoder: true) { server in
      #expect(try await encoded(server).kind == .encoder)
      try await expectForeignTextsAreUnderstood(server)
    }
  }

  /// What a person found to have none of the labels is told in other languages too.
  @Test func noneOfTheLabelsIsLearnedByTheEncoder() async throws {
    try await TestServer.run(asksEncoder: true) { server in
      _ = try await server.ask("PUT", "/v1/projects/first", #"{"learning":{"noneLabel":"other"}}"#)
      _ = try await server.ask(
        "POST", "/v1/texts?labelled=true&name=a.tsv", Self.table, type: "text/plain")
      let others = [
        "The mountains were covered with snow.", "He plays football on Sundays.",
        "My grandmother bakes the best bread.", "The train runs along the river.",
        "In spring the birds come back.", "We went swimming in the lake.",
      ]
      _ = try await server.ask(
        "POST", "/v1/texts", others.joined(separator: "\n"), type: "text/plain")
      for id in 17..<17 + others.count {
        _ = try await server.ask("PUT", "/v1/suggestions/\(id)", #"{"none":true}"#)
      }
      #expect(try await encoded(server).kind == .encoder)
      let answer = try await server.ask(
        "POST", "/v1/classify",
        #"{"texts":["Im Herbst fallen die Blätter von den Bäumen.","Le colis est arrivé cassé."]}"#
      ).value(Answer.self)
      #expect(answer.predictions.map(\.label) == ["other", "complaint"])
    }
  }

  /// Texts are read before there are labels, and what was made of them goes with them.
  @Test func uploadedTextsAreReadAndForgotten() async throws {
    let folder = try TemporaryFolder()
    let encoded = folder.path + "/data/projects/first/encoded"
    try await TestServer.run(folder: folder, asksEncoder: true) { server in
      _ = try await server.ask(
        "POST", "/v1/texts", Self.complaints.joined(separator: "\n"), type: "text/plain")
      #expect(try await self.encoded(server).kind == .encoder)
      #expect(try FileManager.default.contentsOfDirectory(atPath: encoded).count == 1)
      _ = try await server.ask("DELETE", "/v1/texts")
      _ = try await self.encoded(server)
      #expect(!FileManager.default.fileExists(atPath: encoded))
    }
  }

  /// The encoder's work ends at once when the server does.
  @Test func theEndIsNotWaitedFor() async throws {
    let texts = (0..<3_000).map { "Parcel number \($0) was late, and nobody wrote to me about it." }
    let end = Mutex(ContinuousClock.now)
    try await TestServer.run(asksEncoder: true) { server in
      _ = try await server.ask(
        "POST", "/v1/texts", texts.joined(separator: "\n"), type: "text/plain")
      // The encoder begins after a second.
      try await Task.sleep(for: .seconds(2))
      let state = try await server.ask("GET", "/v1/suggestions").value(Suggestions.self)
      #expect(state.encoding)
      end.withLock { $0 = .now }
    }
    #expect(end.withLock { $0 }.duration(to: .now) < .seconds(5))
  }
}
