import Foundation
import GRDB
import SentimentTextProcessing
import Testing

@testable import SentimentService

/// What is kept, and in which order.
struct StoreTests {
  private let temporary: TemporaryFolder
  private let store: Store

  private var folder: String { temporary.path }

  init() throws {
    temporary = try TemporaryFolder()
    store = try Store(folder: temporary.path)
  }

  private func add(_ texts: String...) async throws -> Int {
    try await store.add(texts)
  }

  @Test func theDiskIsWaitedFor() throws {
    let (synchronous, journal) = try store.database.writeWithoutTransaction { db in
      (
        try Int.fetchOne(db, sql: "PRAGMA synchronous"),
        try String.fetchOne(db, sql: "PRAGMA journal_mode")
      )
    }
    #expect(synchronous == 2 && journal == "wal")
  }

  @Test func textsAreKeptOnceAndInOrder() async throws {
    #expect(try await add("b", "a", "b") == 2)
    #expect(try await add("a", "c") == 1)
    let kept = try await store.texts()
    #expect(kept.map(\.text) == ["b", "a", "c"])
  }

  @Test func labelsFollowTheOrderOfLabelling() async throws {
    _ = try await add("one", "two", "three")
    try await store.setLabels([(3, "x"), (1, "y")])
    try await store.setLabels([(3, "y")])
    let labels = try store.labels()
    #expect(labels.map(\.text) == ["one", "three"])
    #expect(try store.labelNames() == ["x", "y"])
    let open = try store.openTexts(about: 10)
    #expect(open.map(\.id) == [2])
    try await store.setState(.skipped, text: 2)
    #expect(try store.openTexts(about: 10).isEmpty)
    try await store.removeLabel(of: 3)
    #expect(try store.counts() == StoreCounts(texts: 3, labelled: 1, skipped: 1, none: 0))
  }

  @Test func aBatchIsKeptWholeOrNotAtAll() async throws {
    _ = try await add("one")
    await #expect(throws: Refusal.self) {
      try await store.setLabels([(1, "x"), (2, "x")])
    }
    #expect(try store.labels().isEmpty)
  }

  /// A store of its own within the same folder.
  private func store(_ limits: StoreLimits) throws -> Store {
    let folder = folder + "/limited"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    return try Store(folder: folder, limits: limits)
  }

  @Test func aFileWithTooManyTextsIsNotAddedAtAll() async throws {
    var limits = StoreLimits()
    limits.texts = 2
    let store = try store(limits)
    #expect(try await store.add(["one"]) == 1)
    await #expect(throws: Refusal.self) {
      _ = try await store.add(["two", "three"])
    }
    #expect(try store.counts().texts == 1)
  }

  @Test func aNameInUseStays() async throws {
    _ = try await add("one")
    try await store.setLabelNames(["b", "a"])
    try await store.setLabels([(1, "a")])
    await #expect(throws: Refusal.self) { try await store.setLabelNames(["b"]) }
    try await store.setLabelNames(["a", "c"])
    #expect(try store.labelNames() == ["a", "c"])
  }

  @Test func labelsHaveALimit() async throws {
    var limits = StoreLimits()
    limits.labels = 1
    let store = try store(limits)
    _ = try await store.add(["one", "two"])
    try await store.setLabels([(1, "x"), (2, "x")])
    await #expect(throws: Refusal.self) { try await store.setLabels([(2, "y")]) }
    let labels = try store.labels()
    #expect(labels.map(\.label) == ["x", "x"])
  }

  @Test func whatIsNoDatabaseIsRefused() throws {
    let other = folder + "/other"
    try FileManager.default.createDirectory(atPath: other, withIntermediateDirectories: false)
    try Data(repeating: 65, count: 5_000)
      .write(to: URL(fileURLWithPath: other + "/sentiment.sqlite"))
    #expect(throws: FileError.self) { _ = try Store(folder: other) }
  }

  @Test func theCurveForgetsWhatUndoingMadeVoid() throws {
    for labels in [4, 5, 6, 5] {
      try store.add(
        AccuracyPoint(labels: labels, accuracy: 0.5, low: 0.2, high: 0.8), version: 0)
    }
    let curve = try store.curve(version: 0)
    #expect(curve.map(\.labels) == [4, 5])
  }
}
