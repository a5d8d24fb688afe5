import Testing

@testable import SentimentService

/// Files of texts as they come and are taken back.
struct UploadTests {
  private let temporary: TemporaryFolder
  private let store: Store

  init() throws {
    temporary = try TemporaryFolder()
    store = try Store(folder: temporary.path)
  }

  private func upload(
    _ texts: [(String, String?)], replaces: Bool = false
  ) async throws -> AddedTexts {
    try await store.add(
      texts.map { UploadedText(text: $0, label: $1.map(TextLabel.one)) }, from: "file",
      replacesLabels: replaces)
  }

  private func label(of id: Int64) throws -> TextLabel? {
    try store.labels().first { $0.id == id }?.label
  }

  @Test func aLabelGivenByHandStays() async throws {
    _ = try await upload([("one", nil)])
    try await store.setLabels([(1, "hand")])
    let added = try await upload([("one", "file"), ("two", "x"), ("two", "y")])
    #expect(added.texts == 1 && added.labels == 1 && added.conflictCount == 2)
    #expect(
      added.conflicts == [
        LabelConflict(id: 1, text: "one", label: "hand", uploaded: "file"),
        LabelConflict(id: 2, text: "two", label: "x", uploaded: "y"),
      ])
    #expect(try label(of: 1) == "hand" && label(of: 2) == "x")
    #expect(try await upload([("one", "file")], replaces: true).labels == 1)
    #expect(try label(of: 1) == "file")
  }

  @Test func anUploadIsTakenBack() async throws {
    let first = try await upload([("one", nil), ("two", "x")])
    let second = try await upload([("two", nil), ("three", "y")])
    try await store.setLabels([(1, "hand")])
    #expect(try store.uploads().map(\.texts) == [2, 2])
    try await store.removeUpload(first.upload)
    #expect(try await store.texts().map(\.text) == ["two", "three"])
    #expect(try label(of: 2) == nil && label(of: 3) == "y")
    try await store.removeUpload(second.upload)
    #expect(try store.counts().texts == 0)
    await #expect(throws: Refusal.self) { try await store.removeUpload(second.upload) }
    // Whoever still looks at text 3 mustn't label another.
    _ = try await upload([("four", nil)])
    #expect(try await store.texts().map(\.id) == [4])
  }

  @Test func aLabelIsGivenOnlyWhereNothingHasChanged() async throws {
    _ = try await upload([("one", nil)])
    let given = GivenLabel(text: 1, label: "a", expected: .label(nil), person: "Ann")
    try await store.setLabels([given])
    await #expect(throws: Refusal.conflict("text 1 has the label \"a\" by now")) {
      try await store.setLabels([given])
    }
    await #expect(throws: Refusal.self) {
      try await store.removeLabel(of: 1, expected: .label("b"))
    }
    try await store.removeLabel(of: 1, expected: .label("a"))
  }

  @Test func aSecondOpinionLeavesTheLabel() async throws {
    _ = try await upload((1...40).map { ("text \($0)", nil) })
    try await store.setLabels((1...40).map { GivenLabel(text: $0, label: "a", person: "Ann") })
    #expect(try store.textForSecondOpinion(by: "Ann", every: 10, except: []) == nil)
    let asked = try #require(try store.textForSecondOpinion(by: "Ben", every: 10, except: []))
    #expect(
      try store.textForSecondOpinion(by: "Ben", every: 10, except: [asked.id])?.id != asked.id)
    try await store.setLabels([
      GivenLabel(text: asked.id, label: "b", person: "Ben", isSecondOpinion: true)
    ])
    #expect(try label(of: asked.id) == "a")
    #expect(try store.sharedOpinions().map(\.label) == ["a", "b"])
    var filter = LabelFilter()
    filter.isDisputed = true
    #expect(try store.labels(filter).labels.map(\.id) == [asked.id])
  }

  @Test func theListFindsLabels() async throws {
    _ = try await upload([("ÜBER den Wolken", "a"), ("unten", "b"), ("oben", "a")])
    try await store.setNote("prüfen", text: 3)
    func ids(_ change: (inout LabelFilter) -> Void) throws -> [Int64] {
      var filter = LabelFilter()
      change(&filter)
      return try store.labels(filter).labels.map(\.id)
    }
    #expect(try ids { $0.search = "über" } == [1])
    #expect(try ids { $0.search = "PRÜF" } == [3])
    #expect(try ids { $0.label = "a" } == [1, 3])
    #expect(try ids { $0.ids = [2, 3] } == [2, 3])
    #expect(try ids { $0.hasNote = true } == [3])
    #expect(try ids { ($0.isLatestFirst, $0.limit, $0.offset) = (true, 1, 1) } == [2])
    #expect(try store.labels(LabelFilter()).total == 3)
  }

  @Test func labelsAreRenamedAndMerged() async throws {
    _ = try await upload([("one", "a"), ("two", "b")])
    try await store.setLabelNames(["a", "b"], guidelines: ["a": "when it is so"])
    try await store.renameLabel("a", to: "c")
    #expect(
      try store.labelSummaries().first
        == LabelSummary(name: "c", guideline: "when it is so", count: 1))
    try await store.renameLabel("b", to: "c")
    #expect(try store.labelNames() == ["c"] && label(of: 2) == "c")
    await #expect(throws: Refusal.self) { try await store.renameLabel("b", to: "d") }
  }

  @Test func whatWasPutOffComesBackLast() async throws {
    _ = try await upload([("one", nil), ("two", nil), ("three", nil)])
    try await store.setState(.skipped, text: 2)
    try await store.setState(.skipped, text: 1)
    try await store.setState(.none, text: 3)
    #expect(try store.counts() == StoreCounts(texts: 3, labelled: 0, skipped: 2, none: 1))
    #expect(try store.skippedTexts(limit: 5, except: []).map(\.id) == [2, 1])
    #expect(try store.texts(in: .none, search: "", offset: 0, limit: 9).texts.map(\.id) == [3])
    try await store.setState(.open, text: 3)
    #expect(try store.openTexts(about: 5).map(\.id) == [3])
    try await store.setLabels([(3, "a")])
    await #expect(throws: Refusal.self) { try await store.setState(.none, text: 3) }
  }
}
