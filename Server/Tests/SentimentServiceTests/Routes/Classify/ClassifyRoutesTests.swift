import SentimentTransferLearning
import Testing

@testable import SentimentService

struct ClassifyRoutesTests {
  private struct Answer: Decodable {
    let model: String
    let predictions: [Prediction]
  }

  @Test func textsAreClassified() async throws {
    try await TestServer.run { server in
      let one = try await server.ask("POST", "/v1/classify", #"{"text":"It was great"}"#)
      #expect(one.status == 200, "\(one)")
      let answer = try one.value(Answer.self)
      #expect(answer.model == "built-in" && answer.predictions.map(\.label) == ["positive"])
      let many = try await server.ask(
        "POST", "/v1/classify", #"{"texts":["真好看","It was great"],"explain":true}"#)
      let predictions = try many.value(Answer.self).predictions
      #expect(predictions.map(\.label) == ["positive", "positive"])
      #expect(predictions.allSatisfy { !$0.words.isEmpty })
    }
  }

  @Test func whatCannotBeReadIsRefused() async throws {
    var limits = Limits()
    (limits.batch, limits.body) = (1, 100)
    try await TestServer.run(limits) { server in
      for (body, status) in [
        ("", 400), ("{}", 422), (#"{"text":"a","texts":[]}"#, 422), (#"{"texts":["a","b"]}"#, 413),
        (#"{"text":"\#(String(repeating: "a", count: 100))"}"#, 413),
      ] {
        let answer = try await server.ask("POST", "/v1/classify", body)
        #expect(answer.status == status, "\(body): \(answer)")
      }
      let typed = try await server.ask("POST", "/v1/classify", "{}", type: "text/plain")
      #expect(typed.status == 415)
    }
  }
}
