import GRDB

/// What people call a project, and whether it is put away.
struct ProjectInfo: Codable, FetchableRecord, Sendable, Equatable {
  var name: String
  var isArchived: Bool
}

extension Store {
  func projectInfo() throws -> ProjectInfo {
    try database.read { try ProjectInfo.fetchOne($0, sql: "SELECT * FROM project")! }
  }

  func setProjectInfo(_ info: ProjectInfo) async throws {
    try await database.write {
      try $0.execute(
        literal: "UPDATE project SET name = \(info.name), isArchived = \(info.isArchived)")
    }
  }
}
