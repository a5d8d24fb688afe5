import SentimentClassification
import SentimentTextProcessing
import SentimentWordEmbeddings
import Synchronization
import Testing

@testable import SentimentTransferLearning

/// The one call that makes a model, as a library's user makes it.
struct ModelFitTests {
  private static let good = [
    "a great and moving film", "wonderful acting", "great fun, I loved it",
  ]
  private static let bad = ["a terrible bore", "awful acting", "boring and bad, I hated it"]

  @Test func textsByTheirLabelsMakeAModel() async throws {
    let seen = Mutex<[LearningProgress]>([])
    let model = try await SentimentModel.fit(["good": Self.good, "bad": Self.bad]) { progress in
      seen.withLock { $0.append(progress) }
    }
    #expect(model.labels == ["bad", "good"])
    #expect(try model.makeClassifier().classify("what a wonderful film").label == "good")
    let estimate = try #require(model.estimate)
    #expect(estimate.folds == 3 && estimate.repetitions == 3)
    #expect(
      seen.withLock { $0.last } == LearningProgress(.crossValidation, fractionCompleted: 1))
  }

  @Test func seedWordsAloneMakeAModel() async throws {
    let model = try await SentimentModel.fit(
      [:], seedWords: ["good": ["great", "excellent"], "bad": ["terrible", "awful"]])
    #expect(model.estimate == nil)
    #expect(try model.makeClassifier().classify("an excellent film").label == "good")
  }

  /// Words that the embedded vectors lack are learned from the texts without labels, whose lines are
  /// parts of a text.
  @Test func textsWithoutLabelsTeachWords() async throws {
    let plain = (0..<200).flatMap { index in
      ["the zorgle was great,\nwonderful and moving \(index)", "the plimf was awful and a bore"]
    }
    let model = try await SentimentModel.fit(
      ["good": Self.good, "bad": Self.bad], unlabelled: plain)
    #expect(model.embeddings.vectors.vocabulary.id(of: "zorgle") != nil)
    #expect(model.card.linearTraining?.unlabelledTextCount == 400)
    #expect(model.card.vectorTrials?.count == 2)
  }

  @Test func labelsThatCannotBeLearnedAreAnError() async throws {
    await #expect(throws: FileError.self) { try await SentimentModel.fit(["good": Self.good]) }
    await #expect(throws: FileError.self) { try await SentimentModel.fit([:]) }
  }

  /// A fit of thousands of texts ends within a tenth of a second of its task's cancellation, whatever
  /// it is at: reading, learning vectors, or one or another fold. A machine that is busy with other
  /// work may be late, so the best of some attempts counts.
  @Test(arguments: [30, 300, 1_500, 4_000])
  func aCancelledFitEndsAtOnce(milliseconds: Int) async throws {
    var texts = TopicTexts(seed: 61)
    let labelled = texts.labelled(3_000)
    let unlabelled = texts.unlabelled(5_000)
    var best = Duration.seconds(60)
    for _ in 0..<5 where best >= .milliseconds(100) {
      let task = Task {
        try await SentimentModel.fit(labelled, unlabelled: [unlabelled])
      }
      try await Task.sleep(for: .milliseconds(milliseconds))
      let start = ContinuousClock.now
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
      best = min(best, ContinuousClock.now - start)
    }
    #expect(best < .milliseconds(100))
  }

  /// The same on vectors that are there, so that the time goes into statistics and folds.
  @Test(arguments: EncoderKind.allCases, [100, 1_000, 3_000])
  func aCancelledFitOnVectorsEndsAtOnce(encoder: EncoderKind, milliseconds: Int) async throws {
    var texts = TopicTexts(seed: 62)
    let labelled = texts.labelled(3_000)
    let embeddings = texts.embeddings
    var best = Duration.seconds(60)
    for _ in 0..<5 where best >= .milliseconds(100) {
      let task = Task {
        try await runInBackground { cancellation in
          var fit = BestFit()
          fit.encoder = encoder
          fit.vectors = [.init(name: "topics") { embeddings }]
          fit.cancellation = cancellation
          return try fit.run(labelled)
        }
      }
      try await Task.sleep(for: .milliseconds(milliseconds))
      let start = ContinuousClock.now
      task.cancel()
      await #expect(throws: CancellationError.self) { _ = try await task.value }
      best = min(best, ContinuousClock.now - start)
    }
    #expect(best < .milliseconds(100))
  }

  @Test func aTaskThatIsCancelledBeforeBeginsNothing() async throws {
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await SentimentModel.fit(["good": Self.good, "bad": Self.bad])
    }
    await #expect(throws: CancellationError.self) { try await task.value }
  }
}
