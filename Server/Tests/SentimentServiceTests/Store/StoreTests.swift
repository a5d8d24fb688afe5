import Foundation
import GRDB
import Logging
import SentimentTextProcessing
import Synchronization
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

  /// All bytes of the database's files.
  private func bytes(in folder: String) throws -> [String: Data] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter {
      $0.contains("sqlite")
    }
    return try Dictionary(
      uniqueKeysWithValues: names.map {
        ($0, try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\($0)")))
      })
  }

  private static let secret = "the secret of the seven towers"

  private func hasSecret(in folder: String) throws -> Bool {
    try bytes(in: folder).values.contains { $0.range(of: Data(Self.secret.utf8)) != nil }
  }

  @Test func theOneFileHasEverythingAfterACheckpoint() async throws {
    _ = try await add(Self.secret)
    #expect(try bytes(in: folder)["sentiment.sqlite-wal"]?.isEmpty == false)
    #expect(try await store.checkpoint(waits: false))
    let files = try bytes(in: folder)
    #expect(files["sentiment.sqlite-wal"]?.isEmpty == true)
    #expect(files["sentiment.sqlite"]?.range(of: Data(Self.secret.utf8)) != nil)
  }

  @Test func aCheckpointIsNotDoneWhileSomebodyReads() async throws {
    _ = try await add("a")
    let isDone = try await store.database.unsafeRead { db in
      try db.execute(sql: "BEGIN; SELECT count(*) FROM text")
      defer { try? db.execute(sql: "COMMIT") }
      let (results, continuation) = AsyncStream.makeStream(of: Bool.self)
      Task { [store] in
        _ = try await store.add(["b"])
        continuation.yield(try await store.checkpoint(waits: false))
        continuation.finish()
      }
      let waiting = DispatchSemaphore(value: 0)
      let result = Mutex<Bool?>(nil)
      Task {
        for await isDone in results { result.withLock { $0 = isDone } }
        waiting.signal()
      }
      waiting.wait()
      return result.withLock { $0 }
    }
    #expect(isDone == false)
    #expect(try await store.checkpoint(waits: true))
  }

  @Test func whatIsRemovedIsInNoFile() async throws {
    _ = try await store.add(
      (0..<2_000).map {
        UploadedText(text: "\(Self.secret) \($0)", label: $0 % 7 == 0 ? .one(Self.secret) : nil)
      }, from: "test")
    try await store.setLabelNames([Self.secret])
    #expect(try hasSecret(in: folder))
    try await store.removeTexts()
    try await store.setLabelNames([])
    try await store.checkpoint(waits: true)
    #expect(try !hasSecret(in: folder))
    let before = try bytes(in: folder)["sentiment.sqlite"]?.count ?? 0
    try await store.shrink()
    let after = try bytes(in: folder)["sentiment.sqlite"]?.count ?? 0
    #expect(after < before / 2, "\(before) \(after)")
    #expect(try store.counts().texts == 0)
  }

  /// Versions before this one left what was removed in the file.
  @Test func whatEarlierVersionsLeftIsErased() async throws {
    let other = folder + "/other"
    try FileManager.default.createDirectory(atPath: other, withIntermediateDirectories: false)
    do { _ = try Store(folder: other) }
    do {
      let database = try DatabaseQueue(path: other + "/sentiment.sqlite")
      try await database.writeWithoutTransaction { db in
        try db.execute(sql: "PRAGMA secure_delete = OFF; PRAGMA user_version = 0")
        for number in 0..<500 {
          try db.execute(literal: "INSERT INTO text (text) VALUES (\(Self.secret + " \(number)"))")
        }
        try db.execute(sql: "DELETE FROM text")
      }
    }
    #expect(try hasSecret(in: other))
    do { _ = try Store(folder: other) }
    #expect(try !hasSecret(in: other))
  }

  @Test func theFolderOfANewerVersionIsRefused() async throws {
    let other = folder + "/other"
    try FileManager.default.createDirectory(atPath: other, withIntermediateDirectories: false)
    do {
      let store = try Store(folder: other)
      try await store.database.write {
        try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('newer')")
      }
    }
    #expect {
      _ = try Store(folder: other)
    } throws: { ($0 as? FileError)?.kind == .newerVersion }
  }

  @Test func aFullDiskIsToldFromOtherProblems() async throws {
    let pages = try await store.database.read {
      try Int.fetchOne($0, sql: "PRAGMA page_count") ?? 0
    }
    try await store.database.write { try $0.execute(sql: "PRAGMA max_page_count = \(pages)") }
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let health = Health(logger: logger)
    health.watch { [store] in try await store.tryWriting() }
    do {
      _ = try await store.add((0..<1_000).map { "a long text \($0)" })
      Issue.record("more was kept than there is room for")
    } catch {
      #expect(error.isLackOfSpace)
      #expect(Problem(error, in: logger).status == .insufficientStorage)
      health.note(error)
    }
    #expect(try store.counts().texts == 0)
    // A change that needs no more room can be written.
    #expect(await !health.lacksSpace())
    #expect(!Refusal.conflict("a").isLackOfSpace)
    #expect(!DatabaseError(resultCode: .SQLITE_BUSY).isLackOfSpace)
    #expect(FileError.system(ENOSPC, file: "a").isLackOfSpace)
  }
}
