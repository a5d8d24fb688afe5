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

  /// A text without a label may have lines; vectors of such texts are compared with the embedded ones.
  @Test func textsWithoutLabelsMayHaveLines() async throws {
    let plain = (0..<200).flatMap { index in
      ["the zorgle was great,\nwonderful and moving \(index)", "the plimf was awful and a bore"]
    }
    let model = try await SentimentModel.fit(
      ["good": Self.good, "bad": Self.bad], unlabelled: plain)
    #expect(model.card.linearTraining?.unlabelledTextCount == 400)
    #expect(model.card.vectorTrials?.map(\.name) == ["embedded", "of the texts"])
  }

  @Test func labelsThatCannotBeLearnedAreAnError() async throws {
    await #expect(throws: FileError.self) { try await SentimentModel.fit(["good": Self.good]) }
    await #expect(throws: FileError.self) { try await SentimentModel.fit([:]) }
  }

  /// A fit that is told to end at its first, fifth or twentieth report, whether it reads, learns vectors or
  /// validates by then, doesn't go on to the end.
  @Test(arguments: [1, 5, 20])
  func aCancelledFitEnds(reports: Int) throws {
    var texts = TopicTexts(seed: 61)
    var fit = BestFit()
    fit.unlabelled = [texts.unlabelled(2_000)]
    let cancellation = CancellationFlag()
    let count = Atomic(0)
    fit.cancellation = cancellation
    fit.report = { _ in
      if count.add(1, ordering: .relaxed).newValue == reports { cancellation.cancel() }
    }
    let labelled = texts.labelled(600)
    #expect(throws: CancellationError.self) { try fit.run(labelled) }
  }

  /// The same on vectors that are there, by both encoders.
  @Test(arguments: EncoderKind.allCases)
  func aCancelledFitOnVectorsEnds(encoder: EncoderKind) throws {
    var texts = TopicTexts(seed: 62)
    let labelled = texts.labelled(600)
    let embeddings = texts.embeddings
    var fit = BestFit()
    fit.encoder = encoder
    fit.vectors = [.init(name: "topics") { embeddings }]
    let cancellation = CancellationFlag()
    fit.cancellation = cancellation
    fit.report = { if case .progress = $0 { cancellation.cancel() } }
    #expect(throws: CancellationError.self) { try fit.run(labelled) }
  }

  @Test func aTaskThatIsCancelledBeforeBeginsNothing() async throws {
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await SentimentModel.fit(["good": Self.good, "bad": Self.bad])
    }
    await #expect(throws: CancellationError.self) { try await task.value }
  }
}
