import GRDB
import Testing

@testable import SentimentService

/// A project in which a text may have any number of labels.
struct MultiLabelStoreTests {
  private let folder: TemporaryFolder
  private let store: Store

  init() async throws {
    folder = try TemporaryFolder()
    store = try Store(folder: folder.path)
    try await store.setProjectInfo(ProjectInfo(name: "posts", isMultiLabel: true))
    try await store.add(["one", "two", "three"])
    try await store.setLabels([
      GivenLabel(text: 1, label: .several(["a", "b"])), GivenLabel(text: 2, label: .several(["b"])),
      GivenLabel(text: 3, label: .several([])),
    ])
  }

  private func labels() throws -> [TextLabel] { try store.labels().map(\.label) }

  @Test func setsStayAsTheyWereGiven() throws {
    #expect(try labels() == [.several(["a", "b"]), .several(["b"]), .several([])])
    #expect(try store.counts().labelled == 3)
    #expect(
      try store.labelSummaries().map { ["\($0.name)": $0.count] } == [["a": 1], ["b": 2]])
  }

  @Test func aLabelIsFoundRenamedAndMergedInAllSets() async throws {
    var filter = LabelFilter()
    filter.label = "b"
    #expect(try store.labels(filter).labels.map(\.id) == [1, 2])
    try await store.renameLabel("b", to: "c")
    #expect(try labels() == [.several(["a", "c"]), .several(["c"]), .several([])])
    try await store.renameLabel("c", to: "a")
    #expect(try labels() == [.several(["a"]), .several(["a"]), .several([])])
    #expect(try store.labelNames() == ["a"])
    await #expect(throws: Refusal.self) { try await store.setLabelNames(["x"]) }
  }

  @Test func whatIsExpectedIsTheWholeSet() async throws {
    var given = GivenLabel(text: 1, label: .several(["c"]), expected: .label(.several(["a"])))
    await #expect(throws: Refusal.self) { try await store.setLabels([given]) }
    given.expected = .label(.several(["a", "b"]))
    try await store.setLabels([given])
    #expect(try labels().last == .several(["c"]))
  }

  @Test func theNumberOfLabelsIsTheProjects() async throws {
    await #expect(throws: Refusal.self) {
      try await store.setLabels([GivenLabel(text: 1, label: "a")])
    }
    await #expect(throws: Refusal.self) {
      try await store.setProjectInfo(ProjectInfo(name: "posts"))
    }
    try await store.removeTexts()
    try await store.setProjectInfo(ProjectInfo(name: "posts"))
    try await store.add(["one"])
    await #expect(throws: Refusal.self) {
      try await store.setLabels([GivenLabel(text: 1, label: .several(["a"]))])
    }
  }

  @Test func labelsOfAFileThatDifferAreListed() async throws {
    let added = try await store.add(
      [
        UploadedText(text: "one", label: .several(["a"])),
        UploadedText(text: "two", label: .several(["b"])),
        UploadedText(text: "four", label: .several([])),
      ], from: "file")
    #expect(added.conflictCount == 1 && added.labels == 1)
    #expect(
      added.conflicts == [
        LabelConflict(id: 1, text: "one", label: .several(["a", "b"]), uploaded: .several(["a"]))
      ])
  }

  /// What was kept before there was a choice stays as it was.
  @Test func labelsOfBeforeAreOnes() async throws {
    let old = try TemporaryFolder()
    let database = try DatabasePool(path: "\(old.path)/\(Store.fileName)")
    try Store.migrator.migrate(database, upTo: "3")
    try await database.write {
      try $0.execute(
        sql: """
          INSERT INTO text (text) VALUES ('one');
          INSERT INTO labelName VALUES ('[\"a\"]', 0, '');
          INSERT INTO label (textID, label, position) VALUES (1, '[\"a\"]', 0);
          """)
    }
    try database.close()
    let store = try Store(folder: old.path)
    #expect(try store.labels().map(\.label) == [.one("[\"a\"]")])
    #expect(try !store.isMultiLabel())
  }
}
