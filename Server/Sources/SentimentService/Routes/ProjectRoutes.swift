import Hummingbird

/// The projects: to list, make, rename, put away and remove.
struct ProjectRoutes {
  let state: ServiceState

  private struct List: Encodable {
    let projects: [ProjectSummary]
  }

  /// What the server knows of who asks.
  private struct Session: Encodable {
    /// Whose token it is, where tokens have names.
    let person: String?
  }

  private struct New: Decodable {
    let name: String
    let isMultiLabel: Bool?
    let learning: LearningSettings?
  }

  private struct Change: Decodable {
    let name: String?
    let isArchived: Bool?
    let isMultiLabel: Bool?
    let learning: LearningSettings?
  }

  func add(to group: RouteGroup) {
    group.on(.get, "/v1/session") { _, context in
      try .json(Session(person: context.person))
    }
    group.on(.get, "/v1/projects") { _, _ in
      try .json(List(projects: try state.projects.list()))
    }
    group.on(.post, "/v1/projects") { request, _ in
      let id: String
      if request.head.isOfType("application/octet-stream") {
        let archive = try await request.body(upTo: state.limits.archive)
        id = try await state.projects.add(archive: Array(archive.readableBytesView))
      } else {
        let new = try await request.json(New.self, limits: state.limits)
        id = try await state.projects.add(
          ProjectInfo(
            name: try checked(new.name), isMultiLabel: new.isMultiLabel ?? false,
            learning: try checked(new.learning ?? LearningSettings())))
      }
      return try .json(
        try state.projects.summary(id), status: .created, headers: [.location: "/v1/projects/\(id)"]
      )
    }
    group.on(.get, "/v1/projects/{project}") { _, context in
      try .json(try state.projects.summary(try id(context)))
    }
    group.on(.get, "/v1/projects/{project}/export") { _, context in
      try await export(try id(context))
    }
    group.on(.put, "/v1/projects/{project}") { request, context in
      let change = try await request.json(Change.self, limits: state.limits)
      let id = try id(context)
      try await state.projects.change(
        id, name: try change.name.map(checked), isArchived: change.isArchived,
        isMultiLabel: change.isMultiLabel, learning: try change.learning.map(checked))
      return try .json(try state.projects.summary(id))
    }
    group.on(.delete, "/v1/projects/{project}") { _, context in
      try await state.projects.remove(try id(context))
      return try .json(List(projects: try state.projects.list()))
    }
  }

  private func export(_ id: String) async throws -> Response {
    .file(
      try await state.projects.export(id), named: "\(id).sqlar", type: "application/vnd.sqlite3")
  }

  private func id(_ context: ServiceContext) throws -> String {
    try context.parameters.require("project")
  }

  /// With a label's name as others are.
  private func checked(_ learning: LearningSettings) throws -> LearningSettings {
    var learning = learning
    learning.noneLabel = try learning.noneLabel.map(checked)
    return learning
  }

  /// A name that people can see and tell apart, as a label's.
  private func checked(_ name: String) throws -> String {
    try LabelName.checked(name, longest: state.limits.labelLength)
  }
}
