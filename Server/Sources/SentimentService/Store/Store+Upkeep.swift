import GRDB
import SentimentPlatform

/// What keeps the database's files as they should be: all data in the one file, nothing of what was removed.
extension Store {
  /// How long a change waits for another program that uses the database, in seconds.
  static let longestWait = 5.0
  /// More than this part of the file's pages being free, the file is made smaller.
  private static let mostFreePages = 0.5
  /// The file's `user_version` since when SQLite overwrites what is removed.
  private static let erasesRemoved = 1

  /// How long a change is in the log alone.
  private static let interval = Duration.seconds(10)

  /// Looks every few seconds whether the log has something, or the file much that is free. Left alone SQLite keeps up to 4 MB there, so that a
  /// copy of the one file would lack them.
  func beginUpkeep() -> Task<Void, any Error> {
    let log = database.path + "-wal"
    return Task { [weak self] in
      while true {
        try await Task.sleep(for: Self.interval)
        guard let store = self else { return }
        var status = stat()
        // What can't be done now is done the next time.
        if stat(log, &status) == 0, status.st_size > 0 {
          _ = try? await store.checkpoint(waits: false)
        }
        try? await store.shrink()
      }
    }
  }

  /// Moves all from the write-ahead log into the database's file, so that this file alone has everything, and
  /// empties the log, which still has what was removed.
  ///
  /// - Parameter waits: whether to wait for readers, 5 s at most; else nothing is done while one needs the log.
  /// - Returns: whether the log is empty.
  @discardableResult
  func checkpoint(waits: Bool) async throws -> Bool {
    try await database.writeWithoutTransaction { db in
      if !waits { try db.execute(sql: "PRAGMA busy_timeout = 0") }
      defer { try? db.execute(sql: "PRAGMA busy_timeout = \(Int(Self.longestWait * 1_000))") }
      return try Self.checkpoint(db)
    }
  }

  private static func checkpoint(_ db: Database) throws -> Bool {
    try Bool.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)") == false
  }

  /// Gives the room of what was removed back to the disk, where that is much.
  func shrink() async throws {
    let (pages, free) = try await database.read { db in
      (
        try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0,
        try Int.fetchOne(db, sql: "PRAGMA freelist_count") ?? 0
      )
    }
    guard Double(free) > Self.mostFreePages * Double(pages) else { return }
    try await database.writeWithoutTransaction { db in
      try db.execute(sql: "VACUUM")
      _ = try Self.checkpoint(db)
    }
  }

  /// Writes the whole file anew, once: earlier versions of the program left what was removed in it.
  static func eraseEarlierRemains(in database: DatabasePool) throws {
    try database.writeWithoutTransaction { db in
      if try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0 < erasesRemoved {
        try db.execute(sql: "VACUUM; PRAGMA user_version = \(erasesRemoved)")
      }
      _ = try checkpoint(db)
    }
  }

  /// Finds out whether the disk takes a change.
  ///
  /// - Throws: `DatabaseError` when it doesn't.
  func tryWriting() async throws {
    try await database.write { try $0.execute(sql: "PRAGMA user_version = \(Self.erasesRemoved)") }
  }
}
