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

  /// Texts of which each other one is of other words; none is a copy of another.
  private static func madeUpTexts(_ count: Int) -> [String] {
    let letters = "abcdefghijklmnopqrst".map(String.init)
    return (1...count).map { number in
      let stem = number % 2 == 0 ? "zorp" : "quib"
      let words = (1...10).map { place in
        let ending = (number * number * 7 + place * place * number) % 101
        return stem + letters[ending / 20] + letters[ending % 20]
      }
      return "the film " + words.joined(separator: " ")
    }
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
    #expect(try live.current.classify([Self.texts[6]], explains: false)[0].label == "good")
    #expect(try live.current.classify([Self.texts[7]], explains: false)[0].label == "bad")
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
    #expect(first.validation != nil && second.validation?.judged.answers.count == 5)
    #expect(second.validation?.accuracy?.labels == 5)
    let state = try await session.update()
    #expect(!state.needsValidation && state.edition == second.edition)
  }

  @Test func suggestionsAreOpenTexts() async throws {
    try await addTexts()
    try await label(1...3, "good")
    try await label(4...6, "bad")
    try await session.update()
    let suggestions = try await session.suggestions(limit: 5)
    #expect(Set(suggestions.suggestions.map(\.id)) == [7, 8])
    #expect(suggestions.suggestions.allSatisfy { $0.prediction != nil })
    #expect(suggestions.labelNames == ["good", "bad"] && suggestions.counts.open == 2)
    try await store.setState(.skipped, text: 7)
    session.labelsHaveChanged()
    let others = try await session.suggestions(limit: 5)
    #expect(others.suggestions.map(\.id) == [8])
  }

  @Test func theFirstTextsAreDrawnAtRandomAndTellTheAccuracy() async throws {
    let texts = Self.madeUpTexts(100)
    _ = try await store.add(texts)
    session.textsHaveChanged()
    try await session.update()
    let held = HeldTexts.inOrder(Array(1...100))
    let first = try await session.suggestions(limit: 8)
    #expect(first.suggestions.map(\.id) == Array(held.prefix(8)) && first.accuracy == nil)
    #expect(first.judged == 0 && first.labels.isEmpty)
    for id in 1...100 where HeldTexts.contains(Int64(id)) {
      try await store.setLabels([(Int64(id), id % 2 == 0 ? "good" : "bad")])
    }
    session.labelsHaveChanged()
    _ = try await session.validated()
    // No held text is left, so that the others are asked for.
    let later = try await session.suggestions(limit: 3)
    #expect(later.suggestions.count == 3)
    #expect(!later.suggestions.contains { HeldTexts.contains($0.id) })
    #expect(later.accuracy?.labels == held.count && later.judged > 0)
    #expect(later.labels.map(\.count).reduce(0, +) == held.count)
  }

  /// A label that one text has is learned, and the others are judged.
  @Test func aRareLabelTakesNoAccuracyAway() async throws {
    try await addTexts()
    try await label(1...3, "good")
    try await label(4...6, "bad")
    try await label(7...7, "mixed")
    let validated = try await session.validated()
    #expect(validated.validation?.accuracy != nil)
    let suggestions = try await session.suggestions(limit: 1)
    #expect(suggestions.unjudgedLabels == ["mixed"] && suggestions.judged == 1)
  }

  @Test func anEvaluationNamesTheLabelsAndCountsAllTexts() async throws {
    let empty = try await session.evaluation()
    #expect(empty.report == nil && empty.labels.isEmpty && empty.mistakes.isEmpty)
    try await addTexts()
    try await label(1...3, "good")
    try await label(4...6, "bad")
    _ = try await session.validated()
    let evaluation = try await session.evaluation()
    let matrix = try #require(evaluation.report).confusionMatrix
    #expect(evaluation.labels == ["good", "bad"])
    // Of the six labelled texts these are asked for at random.
    #expect(matrix.flatMap(\.self).reduce(0, +) == (1...6).count(where: HeldTexts.contains))
  }

  @Test func theMapHasWordsAndTexts() async throws {
    try await addTexts()
    try await label(1...1, "good")
    try await session.update()
    let points = try await session.map()
    #expect(points.filter(\.isWord).count == 150)
    #expect(points.count { !$0.isWord } == Self.texts.count)
    #expect(points.count { $0.label == "good" } == 1)
    // The texts' own words come first, and texts take up as much room as words.
    #expect(Set(["film", "great", "loved", "boring"]).isSubset(of: points.prefix(40).map(\.text)))
    for isWord in [true, false] {
      let own = points.filter { $0.isWord == isWord }
      let squares = own.reduce(0) { $0 + $1.x * $1.x + $1.y * $1.y }
      #expect(abs((squares / Float(own.count)).squareRoot() - 1) < 1e-3)
    }
    let neighbors = try await session.neighbors(of: "great", limit: 3)
    #expect(neighbors?.count == 3)
    let unknown = try await session.neighbors(of: "xyzzy", limit: 3)
    #expect(unknown == nil)
  }

  /// Six labels can't show that one version is better than another.
  @Test func aVersionGoesLiveOnlyBeyondChance() async throws {
    try await addTexts()
    try await label(1...3, "good")
    try await label(4...6, "bad")
    try await addVersion(1, dimension: 1)
    try await session.adopt(1)
    #expect(try store.liveVersion() == 0)
    try await session.use(version: 1)
    #expect(try store.liveVersion() == 1 && live.current.name == "version 1, 6 labels")
    let line = try await session.map()
    #expect(!line.isEmpty && line.allSatisfy { $0.y == 0 })
    var (models, judging) = try await session.models()
    while judging {
      try await Task.sleep(for: .milliseconds(5))
      (models, judging) = try await session.models()
    }
    #expect(models.map(\.version) == [0, 1] && models.map(\.isLive) == [false, true])
    #expect(models[1].dimension == 1 && models.map(\.accuracy?.labels) == [6, 6])
    #expect(!models[1].suggested && models.allSatisfy { !$0.isBeyondChance })
    try await session.use(version: 0)
    #expect(try store.liveVersion() == 0 && live.current.name == "built-in, 6 labels")
  }

  /// Words that the built-in vectors don't know tell the labels apart.
  @Test func aVersionThatIsBetterBeyondChanceGoesLive() async throws {
    let texts = Self.madeUpTexts(60)
    _ = try await store.add(texts)
    session.textsHaveChanged()
    try await store.setLabels((1...60).map { (Int64($0), $0 % 2 == 0 ? "good" : "bad") })
    session.labelsHaveChanged()
    try await addVersion(1, dimension: 8, epochs: 50, texts: texts)
    try await session.adopt(1)
    #expect(try store.liveVersion() == 1)
    let accuracy = try #require(try await session.validated().validation?.accuracy)
    #expect(accuracy.accuracy == 1 && accuracy.labels == 60)
    // Where the worse one is in use, the better one is suggested.
    try await session.use(version: 0)
    var models = try await session.models()
    while models.judging { models = try await session.models() }
    #expect(models.models[1].suggested && models.models[1].isBeyondChance)
  }

  /// A version reads words that no text of its training had.
  @Test func aVersionBorrowsWords() async throws {
    try await addVersion(1, dimension: 8)
    let (own, builtIn) = (try versions.embeddings(1).vectors, try versions.embeddings(0).vectors)
    #expect(own.vocabularySize >= builtIn.vocabularySize && own.dimension == 8)
    #expect(own.vector(for: "website") != nil)
  }

  private func addVersion(
    _ version: Int64, dimension: Int, epochs: Int = 1, texts: [String] = Self.texts
  ) async throws {
    var settings = TrainingSettings()
    (settings.dimension, settings.epochs) = (dimension, epochs)
    let corpus = folder.path + "/corpus.txt"
    try texts.joined(separator: "\n").write(toFile: corpus, atomically: true, encoding: .utf8)
    let embeddings = try #require(
      try await VectorTrainer().train(
        settings, on: corpus, checkpoint: folder.path + "/checkpoint", isInterrupted: { false },
        report: { _ in }))
    try versions.add(embeddings, as: version)
    let job = try store.addJob(settings: "{}")
    try store.endJob(job, words: 1, dimension: dimension, texts: texts.count)
    #expect(job == version)
  }
}
