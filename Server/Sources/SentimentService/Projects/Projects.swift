import FoundationEssentials
import Logging
import SentimentPlatform
import SentimentWordEmbeddings
import Synchronization

/// The projects of a server. Those that aren't archived are open as long as it runs.
final class Projects: Sendable {
  private let folder: DataFolder
  private let options: ProjectOptions
  private let health: Health
  private let logger: Logger
  private let opened = Mutex<[String: Project]>([:])
  /// Makes, opens and closes one project at a time.
  private let changes = ProjectChanges()

  static let most = 100

  /// - Throws: `FileError` when a project's folder or the model can't be used.
  init(_ folder: DataFolder, _ options: ProjectOptions, health: Health, logger: Logger) throws {
    (self.folder, self.options) = (folder, options)
    (self.health, self.logger) = (health, logger)
    for id in Set(try folder.projects()).union([ProjectID.first]) {
      let store = try self.store(id)
      if try !store.projectInfo().isArchived { try open(id, store) }
    }
    health.watch { [weak self] in
      for project in self?.all ?? [] { try await project.store.tryWriting() }
    }
  }

  /// Goes on with what an earlier server left unfinished.
  func resume() async throws {
    for project in all { try await project.resume() }
  }

  func shutDown() async {
    for project in all { await project.shutDown() }
  }

  /// The open projects, in the order of their ids.
  var all: [Project] { opened.withLock { $0.values.sorted { $0.id < $1.id } } }

  var first: Project { self[ProjectID.first]! }

  /// An open project.
  subscript(id: String) -> Project? { opened.withLock { $0[id] } }

  /// - Throws: `Refusal` when there is no such project, or it is archived.
  func find(_ id: String) throws -> Project {
    if let project = self[id] { return project }
    throw try ids().contains(id)
      ? Refusal.conflict("the project \(id) is archived; take it back first")
      : Refusal.notFound("there is no project \(id)")
  }

  /// All projects, those that are archived too.
  func list() throws -> [ProjectSummary] {
    try folder.projects().map(summarize)
  }

  func summary(_ id: String) throws -> ProjectSummary {
    guard try ids().contains(id) else { throw Refusal.notFound("there is no project \(id)") }
    return try summarize(id)
  }

  private func summarize(_ id: String) throws -> ProjectSummary {
    let project = self[id]
    let store = try project?.store ?? self.store(id)
    return ProjectSummary(
      id: id, info: try store.projectInfo(), counts: try store.counts(),
      live: project?.live.current)
  }

  /// - Returns: the new project's id.
  /// - Throws: `Refusal` when there are too many, or it can't be so.
  func add(_ info: ProjectInfo) async throws -> String {
    try info.learning.check(isMultiLabel: info.isMultiLabel)
    return try await changes.run { [self] in
      let id = try newID(for: info.name)
      let store = try store(id)
      try await store.setProjectInfo(info)
      try await open(id, store).resume()
      return id
    }
  }

  /// Makes a project of an archive that ``export(_:)`` has made, here or elsewhere.
  ///
  /// - Parameter archive: the archive's bytes.
  /// - Returns: the new project's id.
  /// - Throws: `FileError` when it is no archive; `Refusal` when there are too many projects.
  func add(archive: [UInt8]) async throws -> String {
    try await changes.run { [self] in
      let place = folder.pathOfImport
      let file = "\(place).archive"
      defer {
        unlink(file)
        try? FileManager.default.removeItem(atPath: place)
      }
      try? FileManager.default.removeItem(atPath: place)
      try Data(archive).write(to: URL(filePath: file))
      try Archive.extract(file, to: place)
      var info = try Store(folder: place, limits: options.limits).projectInfo()
      info.isArchived = false
      let id = try newID(for: info.name)
      try WorkingFolder.move(place, to: folder.path(of: id))
      let store = try store(id)
      try await store.setProjectInfo(info)
      try await open(id, store).resume()
      return id
    }
  }

  /// A project as one file, an SQLite archive: its texts, labels and versions.
  ///
  /// - Throws: `Refusal` when there is no such project.
  func export(_ id: String) async throws -> [UInt8] {
    try await changes.run { [self] in
      guard try ids().contains(id) else { throw Refusal.notFound("there is no project \(id)") }
      let file = "\(folder.path)/projects/.export"
      defer { unlink(file) }
      try Archive.write(folder.path(of: id), to: file)
      return [UInt8](try Data(contentsOf: URL(filePath: file)))
    }
  }

  /// Renames a project, archives it or takes it back, or says how many labels a text has and how they are learned.
  ///
  /// - Throws: `Refusal` when there is no such project, it can't be archived, labels are given already, or it can't
  ///   be so.
  func change(
    _ id: String, name: String? = nil, isArchived: Bool? = nil, isMultiLabel: Bool? = nil,
    learning: LearningSettings? = nil
  ) async throws {
    try await changes.run { [self] in
      guard try ids().contains(id) else { throw Refusal.notFound("there is no project \(id)") }
      guard id != ProjectID.first || isArchived != true else {
        throw Refusal.conflict(
          "the first project can't be archived: addresses without a project lead to it")
      }
      let project = self[id]
      let store = try project?.store ?? self.store(id)
      var info = try store.projectInfo()
      info.name = name ?? info.name
      info.isArchived = isArchived ?? info.isArchived
      info.isMultiLabel = isMultiLabel ?? info.isMultiLabel
      info.learning = learning ?? info.learning
      try await store.setProjectInfo(info)
      if learning == nil {
        project?.labelling.labelsHaveChanged()
      } else {
        // What a fit keeps of the texts depends on it.
        project?.labelling.textsHaveChanged()
      }
      if info.isArchived, let project {
        opened.withLock { $0[id] = nil }
        await project.shutDown()
      } else if !info.isArchived, project == nil {
        try await open(id, store).resume()
      }
    }
  }

  /// Removes an archived project with all its files.
  ///
  /// - Throws: `Refusal` when there is no such project, or it isn't archived.
  func remove(_ id: String) async throws {
    try await changes.run { [self] in
      guard try ids().contains(id) else { throw Refusal.notFound("there is no project \(id)") }
      guard self[id] == nil else {
        throw Refusal.conflict("archive the project \(id) before it is removed")
      }
      try FileManager.default.removeItem(atPath: folder.path(of: id))
    }
  }

  private func ids() throws -> Set<String> { Set(try folder.projects()) }

  private func newID(for name: String) throws -> String {
    let taken = try ids()
    guard taken.count < Self.most else {
      throw Refusal.tooLarge("there may be \(Self.most) projects; remove an archived one")
    }
    return ProjectID.make(from: name, unlike: taken)
  }

  private func store(_ id: String) throws -> Store {
    try Store(folder: folder.path(of: id), limits: options.limits)
  }

  @discardableResult
  private func open(_ id: String, _ store: Store) throws -> Project {
    let project = try Project(
      id: id, folder: folder.path(of: id), store: store, options, health: health, logger: logger)
    opened.withLock { $0[id] = project }
    return project
  }
}

/// A project as lists have it.
struct ProjectSummary: Encodable, Sendable {
  let id: String
  let name: String
  let isArchived: Bool
  /// Whether a text may have any number of labels.
  let isMultiLabel: Bool
  let learning: LearningSettings
  let texts: Int
  let labelled: Int
  /// The model that answers, and by what; `nil` where the project is archived.
  let model: String?
  let kind: ModelKind?

  init(id: String, info: ProjectInfo, counts: StoreCounts, live: ServedModel?) {
    (self.id, name, isArchived) = (id, info.name, info.isArchived)
    (isMultiLabel, learning) = (info.isMultiLabel, info.learning)
    (texts, labelled) = (counts.texts, counts.labelled)
    (model, kind) = (live?.name, live?.kind)
  }
}
