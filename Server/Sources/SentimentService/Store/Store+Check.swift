import GRDB
import SentimentTextProcessing

extension Store {
  /// Finds out whether a file that may be anybody's is a sound database of this program, and brings it up to date.
  ///
  /// - Parameter name: what errors call it.
  /// - Throws: `FileError`.
  static func check(_ path: String, as name: String) throws {
    func damaged(_ problem: String) -> FileError {
      FileError(.damaged, file: name, problem: problem, remedy: "name another archive")
    }
    do {
      var configuration = Configuration()
      configuration.prepareDatabase(ArchiveFile.distrust)
      let database = try DatabaseQueue(path: path, configuration: configuration)
      try database.read { db in
        guard try String.fetchAll(db, sql: "PRAGMA quick_check(1)") == ["ok"] else {
          throw damaged("is damaged")
        }
        try refuseNewer(db, name)
      }
      try migrator.migrate(database)
      let own = try DatabaseQueue()
      try migrator.migrate(own)
      let isOwn = try database.read(schema) == own.read(schema)
      let isWhole = try database.read {
        try Row.fetchOne($0, sql: "PRAGMA foreign_key_check") == nil
      }
      guard isOwn, isWhole else { throw damaged("isn't as this program makes it") }
      try database.close()
    } catch let error as DatabaseError {
      throw damaged("is damaged: \(error.message ?? "\(error.resultCode)")")
    }
  }

  /// - Throws: `FileError` when a newer version of the program has changed the database.
  static func refuseNewer(_ db: Database, _ name: String) throws {
    guard try !migrator.hasBeenSuperseded(db) else {
      throw FileError(
        .newerVersion, file: name,
        problem: "this program is older than the data, which a newer version made",
        remedy: "use the newer version, or name another folder")
    }
  }

  /// Tables, indices, triggers and views.
  private static func schema(_ db: Database) throws -> [String] {
    try String.fetchAll(
      db,
      sql:
        "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT GLOB 'sqlite_*' ORDER BY type, name"
    )
  }
}
