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

  @Test func theLikeliestLabelsAreListedInOrder() async throws {
    struct Answer: Decodable {
      struct Prediction: Decodable {
        struct Label: Decodable {
          let label: String
          let probability: Double
        }

        let label: String
        let probabilities: [String: Double]
        let top: [Label]
      }

      let predictions: [Prediction]
    }
    try await TestServer.run { server in
      let answer = try await server.ask(
        "POST", "/v1/classify", #"{"text":"It was great","top":2}"#)
      let prediction = try #require(try answer.value(Answer.self).predictions.first)
      #expect(prediction.top.count == 2 && prediction.top[0].label == prediction.label)
      #expect(prediction.top[0].probability >= prediction.top[1].probability)
      #expect(
        prediction.top.allSatisfy { prediction.probabilities[$0.label] == $0.probability })
      for top in [0, 1001] {
        let refused = try await server.ask(
          "POST", "/v1/classify", #"{"text":"It was great","top":\#(top)}"#)
        #expect(refused.status == 422, "\(refused)")
      }
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
