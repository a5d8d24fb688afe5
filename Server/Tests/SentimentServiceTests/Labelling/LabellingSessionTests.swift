import Foundation
import Logging
import SentimentTransferLearning
import Testing

@testable import SentimentService

/// From labels to the live model.
struct LabellingSessionTests {
  private let folder: TemporaryFolder
  private let store: Store
  private let versions: EmbeddingVersions
  private let live: LiveModel
  private let session: LabellingSession

  private static let texts = [
    "A great film, I loved every minute of it.", "Wonderful actors and a great story.",
    "Great fun; we loved it.", "A bad film, I hated every minute of it.",
    "Terrible actors and a boring story.", "Bad and boring; we hated it.",
    "An excellent story with great actors.", "A terrible and boring film.",
  ]

  init() throws {
    folder = try TemporaryFolder()
    store = try Store(folder: folder.path)
    versions = try EmbeddingVersions(folder: folder.path + "/models", store: store, model: nil)
    live = LiveModel(versions.unlabelled)
    session = try LabellingSession(
      store: store, live: live, versions: versions, health: Health(logger: Logger(label: "test")))
  }

  private func addTexts() async throws {
    _ = try await store.add(Self.texts)
    session.textsHaveChanged()
  }

  private func label(_ ids: ClosedRange<Int64>, _ label: String) async throws {
    try await store.setLabels(ids.map { ($0, label) })
    session.labelsHaveChanged()
  }

  @Test func twoLabelsMakeTheModelThatAnswers() async throws {
    try await addTexts()
    try await label(1...3, "good")
    try await session.update()
    #expect(live.current.name == "built-in")
    try await label(4...6, "bad")
    try await session.update()
    #expect(live.current.name == "built-in, 6 labels")
    #expect(try live.current.classify(Self.texts[6], explains: false).label == "good")
    #expect(try live.current.classify(Self.texts[7], explains: false).label == "bad")
    try await store.removeTexts()
    session.textsHaveChanged()
    try await session.update()
    #expect(live.current.name == "built-in")
  }

  @Test func aChangeOfLabelsIsFollowedUnasked() async throws {
    try await addTexts()
    try await label(1...3, "good")
    try await label(4...6, "bad")
    while live.current.name != "built-in, 6 labels" { try await Task.sleep(for: .milliseconds(5)) }
    while try store.curve(version: 0).last?.labels != 6 {
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  @Test func aValidationIsOfTheLabelsAtTheCallOrLater() async throws {
    try await addTexts()
    try await label(1...2, "good")
    try await label(4...5, "bad")
    async let early = session.validated()
    try await label(3...3, "good")
    async let late = session.validated()
    let (first, second) = try await (early, late)
    #expect(first.labels.count >= 4 && second.labels.count == 5)
    #expect(first.validation != nil && second.validation?.predictions.count == 5)
    #expect(second.validation?.accuracy?.labels == 5)
    let state = try await session.update()
    #expect(!state.needsValidation && state.edition == second.edition)
  }

  @Test func suggestionsAreOpenTexts() async throws {
    try await addTexts()
    try await label(1...3, "good")
    try await label(4...6, "bad")
    let suggestions = try await session.suggestions(limit: 5)
    #expect(Set(suggestions.suggestions.map(\.id)) == [7, 8])
    #expect(suggestions.suggestions.allSatisfy { $0.prediction != nil })
    #expect(suggestions.labelNames == ["good", "bad"] && suggestions.counts.open == 2)
    try await store.setState(.skipped, text: 7)
    session.labelsHaveChanged()
    let others = try await session.suggestions(limit: 5)
    #expect(others.suggestions.map(\.id) == [8])
  }

  @Test func anEvaluationNamesTheLabelsAndCountsAllTexts() async throws {
    let empty = try await session.evaluation()
    #expect(empty.report == nil && empty.labels.isEmpty && empty.mistakes.isEmpty)
    try await addTexts()
    try await label(1...3, "good")
    try await label(4...6, "bad")
    let evaluation = try await session.evaluation()
    let matrix = try #require(evaluation.report).confusionMatrix
    #expect(evaluation.labels == ["bad", "good"])
    #expect(matrix.flatMap(\.self).reduce(0, +) == 6)
  }

  @Test func theMapHasWordsAndTexts() async throws {
    try await addTexts()
    try await label(1...1, "good")
    let points = try await session.map()
    #expect(points.filter(\.isWord).count == 150)
    #expect(points.count { !$0.isWord } == Self.texts.count)
    #expect(points.count { $0.label == "good" } == 1)
    let neighbors = try await session.neighbors(of: "great", limit: 3)
    #expect(neighbors?.count == 3)
    let unknown = try await session.neighbors(of: "xyzzy", limit: 3)
    #expect(unknown == nil)
  }

  /// With vectors that know few words, labels aren't told apart so well.
  @Test func aVersionThatIsLessAccurateStaysUnused() async throws {
    try await addTexts()
    try await label(1...3, "good")
    try await label(4...6, "bad")
    try await addVersion(1, dimension: 1)
    let state = try await session.validated()
    let validator = CrossValidator(store: store, versions: versions)
    let before = try await validator.accuracy(of: 0, in: state)?.accuracy ?? 0
    let new = try await validator.accuracy(of: 1, in: state)?.accuracy ?? 0
    try await session.adopt(1)
    #expect(try store.liveVersion() == (new >= before ? 1 : 0))
    try await session.use(version: 1)
    #expect(try store.liveVersion() == 1 && live.current.name == "version 1, 6 labels")
    let models = try await session.models()
    #expect(models.map(\.version) == [0, 1] && models.map(\.isLive) == [false, true])
    #expect(models[1].dimension == 1 && models[0].accuracy != nil)
    try await session.use(version: 0)
    #expect(try store.liveVersion() == 0 && live.current.name == "built-in, 6 labels")
  }

  private func addVersion(_ version: Int64, dimension: Int) async throws {
    var settings = TrainingSettings()
    (settings.dimension, settings.epochs) = (dimension, 1)
    let corpus = folder.path + "/corpus.txt"
    try Self.texts.joined(separator: "\n").write(toFile: corpus, atomically: true, encoding: .utf8)
    let embeddings = try #require(
      try await VectorTrainer().train(
        settings, on: corpus, checkpoint: folder.path + "/checkpoint", isInterrupted: { false },
        report: { _ in }))
    try versions.add(embeddings, as: version)
    let job = try store.addJob(settings: "{}")
    try store.endJob(job, words: 1, dimension: dimension, texts: Self.texts.count)
    #expect(job == version)
  }
}
