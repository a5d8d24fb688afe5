import Foundation
import Logging
import SentimentTextProcessing
import Testing

@testable import SentimentService

/// Several projects in one data folder.
struct ProjectsTests {
  private let temporary: TemporaryFolder

  init() throws { temporary = try TemporaryFolder() }

  private var folder: String { temporary.path + "/data" }

  private func projects() throws -> Projects {
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    return try Projects(
      try DataFolder(folder),
      ProjectOptions(model: nil, speed: .balanced, asksEncoder: false, limits: StoreLimits()),
      health: Health(logger: logger), logger: logger)
  }

  @Test func twoServersCannotShareAFolder() throws {
    let first = try DataFolder(folder)
    #expect(throws: FileError.self) { _ = try DataFolder(folder) }
    withExtendedLifetime(first) {}
  }

  @Test func whatStoodInTheFolderBecomesTheFirstProject() async throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    for name in ["models", "jobs"] {
      try FileManager.default.createDirectory(
        atPath: "\(folder)/\(name)", withIntermediateDirectories: false)
    }
    do {
      let old = try Store(folder: folder)
      try await old.add(["one", "two"])
    }
    let projects = try projects()
    #expect(try projects.first.store.counts().texts == 2)
    let left = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    #expect(left == ["lock", "projects"])
  }

  @Test func aProjectIsMadeRenamedArchivedAndTakenBack() async throws {
    let projects = try projects()
    let id = try await projects.add(ProjectInfo(name: "Support Tickets, 2026"))
    #expect(id == "support-tickets-2026")
    #expect(
      try await projects.add(ProjectInfo(name: "Support tickets 2026")) == "support-tickets-2026-2")
    #expect(try await projects.add(ProjectInfo(name: "客服")) == "project")
    try await projects.find(id).store.add(["one"])
    try await projects.change(id, name: "Tickets", isArchived: true)
    #expect(throws: Refusal.self) { _ = try projects.find(id) }
    let summary = try projects.summary(id)
    #expect(summary.name == "Tickets" && summary.isArchived && summary.texts == 1)
    try await projects.change(id, isArchived: false)
    #expect(try projects.find(id).store.counts().texts == 1)
    await #expect(throws: Refusal.self) { try await projects.remove(id) }
    try await projects.change(id, isArchived: true)
    try await projects.remove(id)
    #expect(throws: Refusal.notFound("there is no project \(id)")) { _ = try projects.find(id) }
  }

  @Test func theFirstProjectStays() async throws {
    let projects = try projects()
    await #expect(throws: Refusal.self) {
      try await projects.change(ProjectID.first, isArchived: true)
    }
  }

  @Test func anExportBecomesAProjectAgain() async throws {
    let projects = try projects()
    let id = try await projects.add(ProjectInfo(name: "Tickets"))
    let store = try projects.find(id).store
    try await store.add(["one", "two"])
    try await store.setLabels([(2, "x")])
    let copy = try await projects.add(archive: try await projects.export(id))
    #expect(copy == "tickets-2")
    let labels = try projects.find(copy).store.labels()
    #expect(labels.map(\.text) == ["two"] && labels.map(\.label) == ["x"])
    await #expect(throws: FileError.self) { _ = try await projects.add(archive: Array("no".utf8)) }
    #expect(try projects.list().map(\.id) == ["first", "tickets", "tickets-2"])
  }
}
