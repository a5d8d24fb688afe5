import Foundation
import GRDB
import SentimentTextProcessing
import Testing

@testable import SentimentService

/// Data as one file, and back.
struct ArchiveTests {
  private let temporary: TemporaryFolder
  private var data: String { temporary.path + "/data" }
  private var file: String { temporary.path + "/file" }
  private var restored: String { temporary.path + "/restored" }

  init() throws {
    temporary = try TemporaryFolder()
    try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: false)
  }

  private func put(_ text: String, _ name: String) throws {
    let path = "\(data)/\(name)"
    try FileManager.default.createDirectory(
      atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
  }

  /// A store in the folder, with a text, a label and a training that is under way.
  private func store() async throws -> Store {
    let store = try Store(folder: data)
    _ = try await store.add(
      [UploadedText(text: "one", label: "a"), UploadedText(text: "two")], from: "test")
    _ = try store.addJob(settings: "{}")
    return store
  }

  private func names() throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: temporary.path).sorted()
  }

  private func kind(_ body: () throws -> Void) -> FileError.Kind? {
    do {
      try body()
      return nil
    } catch {
      return (error as? FileError)?.kind
    }
  }

  @Test func whatAServerHoldsComesBack() async throws {
    let store = try await store()
    try put("vectors", "models/version-1.safetensors")
    try put("", "models/empty.safetensors")
    try put("texts", "jobs/job-1.txt")
    try put("cache", "encoded/a.safetensors")
    #expect(try Archive.write(data, to: file) == 3)
    // What came later isn't in it.
    _ = try await store.add(["three"])
    try Archive.extract(file, to: restored)
    let copy = try Store(folder: restored)
    #expect(try await copy.texts().map(\.text) == ["one", "two"])
    #expect(try copy.labels().map(\.label) == ["a"])
    #expect(try copy.job(1)?.state == .stopped)
    let inside = try FileManager.default.subpathsOfDirectory(atPath: restored).sorted()
      .filter { !$0.contains("sqlite-") }
    #expect(
      inside == [
        "lock", "models", "models/empty.safetensors", "models/version-1.safetensors",
        "sentiment.sqlite",
      ])
    let vectors = try String(
      contentsOfFile: restored + "/models/version-1.safetensors", encoding: .utf8)
    #expect(vectors == "vectors")
    #expect(try !names().contains { $0.hasSuffix(".part") })
  }

  @Test func projectsAreFoldersToo() async throws {
    _ = try await store()
    try FileManager.default.createDirectory(
      atPath: data + "/projects/7", withIntermediateDirectories: true)
    _ = try Store(folder: data + "/projects/7")
    #expect(try Archive.write(data, to: file) == 2)
    try Archive.extract(file, to: restored)
    #expect(try Store(folder: restored + "/projects/7").counts().texts == 0)
    try Archive.write(data + "/projects/7", to: file)
    try Archive.extract(file, to: restored + "/projects/8")
    #expect(try Store(folder: restored + "/projects/8").counts().texts == 0)
  }

  @Test func anOlderFileIsReplacedAndALinkKept() async throws {
    _ = try await store()
    try Data("older".utf8).write(to: URL(fileURLWithPath: file))
    let link = temporary.path + "/link"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: file)
    try Archive.write(data, to: link)
    try Archive.extract(file, to: restored)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == file)
  }

  @Test func whatCannotBeDoneIsSaidAndLeavesNothing() async throws {
    #expect(kind { try Archive.write(data, to: file) } == .unsuitable)
    _ = try await store()
    #expect(kind { try Archive.write(data, to: data + "/file") } == .other)
    #expect(kind { try Archive.write(data, to: temporary.path) } == .inaccessible)
    #expect(kind { try Archive.write(data, to: temporary.path + "/no/file") } == .missing)
    #expect(kind { try Archive.write(temporary.path + "/no", to: file) } == .missing)
    #expect(kind { try Archive.extract(file, to: restored) } == .missing)
    try FileManager.default.createSymbolicLink(
      atPath: data + "/link", withDestinationPath: "/etc/passwd")
    #expect(kind { try Archive.write(data, to: file) } == .other)
    try FileManager.default.removeItem(atPath: data + "/link")
    try Archive.write(data, to: file)
    let before = try names()
    #expect(kind { try Archive.extract(file, to: data) } == .alreadyExists)
    #expect(kind { try Archive.extract(file, to: file) } == .alreadyExists)
    #expect(try names() == before)
  }

  /// Changes an archive, as somebody could who wants harm.
  private func change(_ sql: String) throws {
    try Archive.write(data, to: file)
    let database = try DatabaseQueue(path: file)
    try database.writeWithoutTransaction { try $0.execute(sql: sql) }
    try database.close()
  }

  @Test(arguments: [
    "UPDATE sqlar SET name = '../sentiment.sqlite'",
    "UPDATE sqlar SET name = '/tmp/sentiment.sqlite'",
    "UPDATE sqlar SET name = 'a/../../sentiment.sqlite'",
    "UPDATE sqlar SET name = 'a//sentiment.sqlite'",
    "UPDATE sqlar SET name = '.hidden/sentiment.sqlite'",
    "INSERT INTO sqlar VALUES ('a b', 33152, 0, 1, x'00')",
    "INSERT INTO sqlar VALUES ('link', 41471, 0, 1, x'2F')",
    "INSERT INTO sqlar VALUES ('large', 33152, 0, 1000000, x'00')",
    "INSERT INTO sqlar VALUES ('null', 33152, 0, 0, NULL)",
    "INSERT INTO sqlar VALUES ('sentiment.sqlite/a', 33152, 0, 1, x'00')",
    "INSERT INTO sqlar WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)"
      + " SELECT 'a' || i, 33152, 0, 0, x'' FROM n",
    "CREATE TABLE other (a)",
    "CREATE VIEW v AS SELECT * FROM sqlar",
    "ALTER TABLE sqlar RENAME TO s; CREATE VIEW sqlar AS SELECT * FROM s",
    "ALTER TABLE sqlar RENAME COLUMN data TO other",
    "UPDATE sqlar SET data = zeroblob(sz)",
    "UPDATE sqlar SET data = randomblob(sz)",
    "DELETE FROM sqlar",
  ])
  func whatHasBeenTamperedWithIsRefused(sql: String) async throws {
    _ = try await store()
    try change(sql)
    #expect(throws: FileError.self) { try Archive.extract(file, to: restored) }
    #expect(try !names().contains { $0.contains("restored") })
  }

  @Test(arguments: [
    "CREATE TRIGGER t AFTER INSERT ON text BEGIN DELETE FROM label; END",
    "CREATE VIEW v AS SELECT 1",
    "DROP TABLE job", "INSERT INTO grdb_migrations VALUES ('newer')",
    "INSERT INTO label (textID, label, position) VALUES (99, 'a', 9)",
  ])
  func aDatabaseThatIsNotOursIsRefused(sql: String) async throws {
    do { _ = try await store() }
    let database = try DatabaseQueue(path: data + "/sentiment.sqlite")
    try await database.writeWithoutTransaction {
      try $0.execute(sql: "PRAGMA foreign_keys = OFF; \(sql)")
    }
    try database.close()
    try Archive.write(data, to: file)
    #expect(throws: FileError.self) { try Archive.extract(file, to: restored) }
    #expect(try !names().contains { $0.contains("restored") })
  }

  @Test func whatIsNoArchiveIsRefused() throws {
    for bytes in [Data(), Data("text".utf8), Data(repeating: 65, count: 5_000)] {
      try bytes.write(to: URL(fileURLWithPath: file))
      #expect(kind { try Archive.extract(file, to: restored) } == .unsuitable)
    }
  }
}
