import Testing

@testable import SentimentService

/// How a project's models learn, by its address.
struct LearningRoutesTests {
  private struct Project: Decodable {
    let learning: LearningSettings
  }

  private struct Evaluation: Decodable {
    let labels: [String]
    let judging: Bool
  }

  private struct Answer: Decodable {
    struct Prediction: Decodable { let label: String? }
    let predictions: [Prediction]
  }

  @Test func settingsAreKeptReplacedAndForgotten() async throws {
    let folder = try TemporaryFolder()
    let path = "/v1/projects/first"
    try await TestServer.run(folder: folder) { server in
      var project = try await server.ask("GET", path).value(Project.self)
      #expect(project.learning == LearningSettings())
      project = try await server.ask(
        "PUT", path, #"{"learning":{"labelWeights":{"a":2,"b":0.5},"metric":"macro-f1"}}"#
      ).value(Project.self)
      #expect(project.learning.labelWeights == .given(["a": 2, "b": 0.5]))
      #expect(project.learning.metric == .macroF1)
    }
    try await TestServer.run(folder: folder) { server in
      var project = try await server.ask("GET", path).value(Project.self)
      #expect(project.learning.labelWeights == .given(["a": 2, "b": 0.5]))
      project = try await server.ask(
        "PUT", path, #"{"learning":{"labelWeights":"balanced","noneLabel":" other "}}"#
      ).value(Project.self)
      #expect(project.learning.labelWeights == .balanced && project.learning.metric == nil)
      #expect(project.learning.noneLabel == "other")
      let made = try await server.ask(
        "POST", "/v1/projects", #"{"name":"second","learning":{"metric":"macro-f1"}}"#
      ).value(Project.self)
      #expect(made.learning.metric == .macroF1)
      // Where nothing is said of it, it stays.
      project = try await server.ask("PUT", path, #"{"name":"one"}"#).value(Project.self)
      #expect(project.learning.noneLabel == "other")
    }
  }

  @Test(arguments: [
    (#"{"learning":{"labelWeights":"ballanced"}}"#, 422),
    (#"{"learning":{"labelWeights":{"a":0}}}"#, 422),
    (#"{"learning":{"labelWeights":{"a":-1}}}"#, 422),
    (#"{"learning":{"labelWeights":{"a":1e9}}}"#, 422),
    (#"{"learning":{"metric":"accuracy"}}"#, 422),
    (#"{"learning":{"noneLabel":""}}"#, 422),
    (#"{"learning":{"noneLabel":"other","metric":"macro-f1"}}"#, 422),
    (#"{"learning":{"weights":"balanced"}}"#, 422),
    (#"{"learning":{"metric":"macro-f1"},"isMultiLabel":true}"#, 409),
  ])
  func whatCantBeIsRefused(body: String, status: Int) async throws {
    try await TestServer.run { server in
      let answer = try await server.ask("PUT", "/v1/projects/first", body)
      #expect(answer.status == status, "\(answer)")
      let project = try await server.ask("GET", "/v1/projects/first").value(Project.self)
      #expect(project.learning == LearningSettings())
    }
  }

  /// What a person said to have none of the labels is answered so, and told apart in the evaluation.
  @Test func noneOfTheLabelsIsAnAnswer() async throws {
    try await TestServer.run { server in
      _ = try await server.ask("PUT", "/v1/projects/first", #"{"learning":{"noneLabel":"other"}}"#)
      let texts = [
        "The song and the singer", "A band, a concert and a song", "The piano and the melody",
        "The army in battle", "A soldier and the enemy troops", "The general and his army",
        "A zombie and a vampire", "The ghost in the grave, a scream", "A vampire and much blood",
      ]
      _ = try await server.ask(
        "POST", "/v1/texts", texts.joined(separator: "\n"), type: "text/plain")
      let labels = (1...6).map { #"{"id":\#($0),"label":"\#($0 < 4 ? "music" : "war")"}"# }
      _ = try await server.ask(
        "POST", "/v1/labels", #"{"labels":[\#(labels.joined(separator: ","))]}"#)
      for id in 7...9 {
        let answer = try await server.ask("PUT", "/v1/suggestions/\(id)", #"{"none":true}"#)
        #expect(answer.status == 200, "\(answer)")
      }
      func answer() async throws -> String? {
        try await server.ask("POST", "/v1/classify", #"{"text":"blood, a ghost and a vampire"}"#)
          .value(Answer.self).predictions.first?.label
      }
      while try await answer() != "other" { try await Task.sleep(for: .milliseconds(20)) }
      var evaluation: Evaluation
      repeat {
        evaluation = try await server.ask("GET", "/v1/evaluation").value(Evaluation.self)
      } while evaluation.judging
      #expect(evaluation.labels == ["music", "war", "other"])
      // Without the setting it is no label any more.
      _ = try await server.ask("PUT", "/v1/projects/first", #"{"learning":{}}"#)
      while try await answer() == "other" { try await Task.sleep(for: .milliseconds(20)) }
    }
  }
}
