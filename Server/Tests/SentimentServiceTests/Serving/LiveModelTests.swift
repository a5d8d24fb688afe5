import SentimentTransferLearning
import Testing

@testable import SentimentService

/// What answers requests.
struct LiveModelTests {
  @Test func aRequestThatHasBegunKeepsItsModel() throws {
    let builtIn = try SentimentModel.builtIn(for: .english)
    let live = LiveModel(ServedModel(name: "built-in", model: builtIn))
    let model = live.current
    live.current = ServedModel(name: "other", model: builtIn)
    #expect(model.name == "built-in" && live.current.name == "other")
    #expect(try model.classify(["It was great"], explains: false)[0].label == "positive")
  }

  /// Classifiers are taken and given back by many threads at once.
  @Test func manyThreadsGetTheSameAnswers() async throws {
    let model = ServedModel(name: "built-in", model: try .builtIn(for: .english))
    let texts = ["It was great", "It was awful", "真好看", "不好看"]
    let expected = try model.classify(texts, explains: true)
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for turn in 0..<64 {
        let (text, answer) = (texts[turn % 4], expected[turn % 4])
        group.addTask { try model.classify([text], explains: true) == [answer] }
      }
      for try await isSame in group { #expect(isSame) }
    }
  }
}
