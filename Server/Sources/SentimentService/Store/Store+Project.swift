import GRDB

/// What people call a project, and how it is kept.
struct ProjectInfo: Codable, FetchableRecord, Sendable, Equatable {
  var name: String
  /// Whether it is put away.
  var isArchived = false
  /// Whether a text may have any number of labels.
  var isMultiLabel = false
  var learning = LearningSettings()
}

extension Store {
  func projectInfo() throws -> ProjectInfo {
    try database.read { try ProjectInfo.fetchOne($0, sql: "SELECT * FROM project")! }
  }

  /// - Throws: `Refusal` when labels are given, and a text may have another number of them now; and for settings that
  ///   can't be.
  func setProjectInfo(_ info: ProjectInfo) async throws {
    try info.learning.check(isMultiLabel: info.isMultiLabel)
    try await database.write { db in
      if try Self.isMultiLabel(db) != info.isMultiLabel,
        try Bool.fetchOne(db, sql: "SELECT 1 FROM label") != nil
      {
        throw Refusal.conflict(
          "texts of this project are labelled; how many labels a text has is chosen before")
      }
      try db.execute(
        literal: """
          UPDATE project SET name = \(info.name), isArchived = \(info.isArchived),
            isMultiLabel = \(info.isMultiLabel), learning = \(info.learning)
          """)
    }
  }

  func isMultiLabel() throws -> Bool { try database.read(Self.isMultiLabel) }

  static func isMultiLabel(_ db: Database) throws -> Bool {
    try Bool.fetchOne(db, sql: "SELECT isMultiLabel FROM project") ?? false
  }
}
