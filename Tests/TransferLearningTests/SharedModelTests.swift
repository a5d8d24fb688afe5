import SentimentTextProcessing
import Testing

@testable import SentimentTransferLearning

/// One model for many tasks.
struct SharedModelTests {
  private static let texts = (0..<1_000).map { index in
    ["It was great, I loved it", "really stupid and boring", "xyzzy", "", "great but boring"][
      index % 5] + String(repeating: " film", count: index % 7)
  }

  @Test func manyTextsAreAnsweredInOrder() async throws {
    let model = try SentimentModel.builtIn(for: .english)
    let predictions = try await model.classify(Self.texts)
    #expect(predictions == (try Self.texts.map { try model.classify($0) }))
    #expect(try await model.classify([String]()).isEmpty)
  }

  @Test func tasksShareAModel() async throws {
    let model = try SentimentModel.builtIn(for: .english)
    let expected = try Self.texts.prefix(100).map { try model.classify($0, explains: true) }
    try await withThrowingTaskGroup { group in
      for _ in 0..<8 {
        group.addTask {
          try Self.texts.prefix(100).map { try model.classify($0, explains: true) }
        }
      }
      for try await predictions in group { #expect(predictions == expected) }
    }
  }

  @Test func aSequenceOfTextsIsAnsweredAsItComes() async throws {
    let model = try SentimentModel.builtIn(for: .english)
    let texts = AsyncStream { continuation in
      for text in Self.texts.prefix(20) { continuation.yield(text) }
      continuation.finish()
    }
    var predictions: [Prediction] = []
    for try await prediction in texts.classified(by: model) { predictions.append(prediction) }
    #expect(predictions == (try Self.texts.prefix(20).map { try model.classify($0) }))
  }

  @Test func aCancelledTaskStops() async throws {
    let model = try SentimentModel.builtIn(for: .english)
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await model.classify(Self.texts)
    }
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  /// A copy that abstains doesn't answer by the tools of the one that it was made from.
  @Test func aChangedCopyAnswersByItself() throws {
    let model = try SentimentModel.builtIn(for: .english)
    let text = "great"
    let prediction = try model.classify(text)
    let answers = (0..<100).map { index in
      OutOfFoldPrediction(
        index: index, label: "positive", probability: index < 50 ? 1 : 0.5, isRight: index < 50,
        probabilityOfTruth: 1, probabilities: [0, 1], group: index)
    }
    let careful = try model.promising(precision: 0.8, by: answers, name: "texts")
    #expect(prediction.abstains == nil)
    #expect(try careful.classify(text).abstains != nil)
    #expect(try model.classify(text).abstains == nil)
  }

  @Test func aModelThatIsGoneLeavesNothingBehind() throws {
    weak var pool: AnyObject?
    do {
      let model = try SentimentModel.builtIn(for: .english)
      _ = try model.classify("great")
      pool = model.classifiers
      #expect(pool != nil)
    }
    #expect(pool == nil)
  }

  @Test(arguments: [
    (Language.english, "What a lovely evening", "What a waste of money"),
    (.german, "Ein wunderbarer Abend", "Reine Geldverschwendung"),
    (.french, "Une soirée merveilleuse", "C'est de l'argent jeté par les fenêtres"),
    (.spanish, "Una noche maravillosa", "Una pérdida de dinero"),
    (.chinese, "真好看", "太难看了"),
  ])
  func theBuiltInModelAnswersInFiveLanguages(
    language: Language, good: String, bad: String
  ) throws {
    let model = try SentimentModel.builtIn(for: language)
    #expect(try model.classify(good).label == "positive")
    #expect(try model.classify(bad).label == "negative")
  }

  /// The other labels' probabilities keep their proportions.
  @Test func someLabelsCanBeLeftOut() throws {
    let model = try SentimentModel.builtIn(for: .english)
    let binary = try model.answering(with: ["positive", "negative"])
    #expect(binary.answerLabels == ["negative", "positive"])
    let (all, two) = (
      try model.classify("The room has two beds"), try binary.classify("The room has two beds")
    )
    #expect(Set(two.probabilities.keys) == ["negative", "positive"])
    let odds = { (answer: Prediction) in
      answer.probabilities["positive"]! / answer.probabilities["negative"]!
    }
    #expect(abs(odds(all) - odds(two)) < 1e-9 * odds(all))
    #expect(abs(two.probabilities.values.reduce(0, +) - 1) < 1e-12)
    #expect(throws: FileError.self) { try model.answering(with: ["positive", "good"]) }
    #expect(throws: FileError.self) { try model.answering(with: ["positive"]) }
  }
}
