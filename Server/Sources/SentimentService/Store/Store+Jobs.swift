import GRDB

/// The state of a training.
enum JobState: String, Codable, Sendable, DatabaseValueConvertible {
  case running, done, stopped, failed

  var isOver: Bool { self != .running }
}

/// A training in the store.
struct StoredJob: Codable, FetchableRecord, Sendable, Equatable {
  let id: Int64
  let state: JobState
  /// The settings as JSON.
  let settings: String
  /// The fraction that is done, 0 to 1.
  let progress: Double
  /// The version that came of it.
  let version: Int64?
  /// Why it failed.
  let problem: String?
}

extension Store {
  /// The latest first.
  func jobs(limit: Int) throws -> [StoredJob] {
    try database.read {
      try StoredJob.fetchAll(
        $0, sql: "SELECT * FROM job ORDER BY id DESC LIMIT ?", arguments: [limit])
    }
  }

  func job(_ id: Int64) throws -> StoredJob? {
    try database.read {
      try StoredJob.fetchOne($0, sql: "SELECT * FROM job WHERE id = ?", arguments: [id])
    }
  }

  /// Whether no text was kept, nor a training begun.
  func isUnused() throws -> Bool {
    try database.read {
      try Bool.fetchOne(
        $0, sql: "SELECT NOT EXISTS (SELECT 1 FROM text) AND NOT EXISTS (SELECT 1 FROM job)")
        ?? true
    }
  }

  func addJob(settings: String) throws -> Int64 {
    try database.write { db in
      try db.execute(
        literal: "INSERT INTO job (state, settings) VALUES (\(JobState.running), \(settings))")
      return db.lastInsertedRowID
    }
  }

  func endJob(_ id: Int64, _ state: JobState, progress: Double, problem: String? = nil) throws {
    try database.write {
      try $0.execute(
        literal: """
          UPDATE job SET state = \(state), progress = \(progress), problem = \(problem)
          WHERE id = \(id)
          """)
    }
  }

  /// Ends a job that has made vectors; their version has the job's id.
  func endJob(_ id: Int64, words: Int, dimension: Int, texts: Int) throws {
    try database.write { db in
      try db.execute(
        literal: """
          INSERT OR REPLACE INTO version (id, words, dimension, texts)
          VALUES (\(id), \(words), \(dimension), \(texts))
          """)
      try db.execute(
        literal: """
          UPDATE job SET state = \(JobState.done), progress = 1, version = \(id) WHERE id = \(id)
          """)
    }
  }
}
