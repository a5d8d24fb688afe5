import GRDB

/// Word vectors that a job trained.
struct StoredVersion: Codable, FetchableRecord, Sendable, Equatable {
  let id: Int64
  let words: Int
  let dimension: Int
  /// How many texts they were trained on.
  let texts: Int
  /// What people call it; empty for the name that it has by its number.
  let name: String
}

/// How accurate a version is at a number of labels, with the confidence interval.
struct AccuracyPoint: Codable, FetchableRecord, Sendable, Equatable {
  let labels: Int
  let accuracy: Double
  let low: Double
  let high: Double
}

extension Store {
  func versions() throws -> [StoredVersion] {
    try database.read { try StoredVersion.fetchAll($0, sql: "SELECT * FROM version ORDER BY id") }
  }

  /// - Throws: `Refusal` when there is no such version.
  func setName(_ name: String, version: Int64) async throws {
    try await database.write { db in
      try db.execute(literal: "UPDATE version SET name = \(name) WHERE id = \(version)")
      guard db.changesCount > 0 else { throw Refusal.notFound("there is no version \(version)") }
    }
  }

  /// - Throws: `Refusal` when there is no such version.
  func removeVersion(_ version: Int64) throws {
    try database.write { db in
      try db.execute(literal: "DELETE FROM accuracy WHERE version = \(version)")
      try db.execute(literal: "DELETE FROM version WHERE id = \(version)")
      guard db.changesCount > 0 else { throw Refusal.notFound("there is no version \(version)") }
    }
  }

  private static let live = "live"

  /// The version in use; 0 for what the server was started with.
  func liveVersion() throws -> Int64 {
    try database.read {
      try Int64.fetchOne($0, literal: "SELECT value FROM setting WHERE name = \(Self.live)") ?? 0
    }
  }

  func setLiveVersion(_ version: Int64) throws {
    try database.write {
      try $0.execute(literal: "INSERT OR REPLACE INTO setting VALUES (\(Self.live), \(version))")
    }
  }

  func curve(version: Int64) throws -> [AccuracyPoint] {
    try database.read {
      try AccuracyPoint.fetchAll(
        $0,
        SQLRequest(
          literal: """
            SELECT labels, accuracy, low, high FROM accuracy WHERE version = \(version)
            ORDER BY labels
            """))
    }
  }

  /// Replaces the points at this number of labels and above: where labels were taken back, they no
  /// longer hold.
  func add(_ point: AccuracyPoint, version: Int64) throws {
    try database.write { db in
      try db.execute(
        literal: "DELETE FROM accuracy WHERE version = \(version) AND labels >= \(point.labels)")
      try db.execute(
        literal: """
          INSERT INTO accuracy
          VALUES (\(version), \(point.labels), \(point.accuracy), \(point.low), \(point.high))
          """)
    }
  }
}
