import GRDB
import SentimentPlatform
import SentimentTextProcessing

/// The user's texts and labels, and what was made of them, in one SQLite file.
///
/// Each change is on the disk before the call returns: SQLite writes its log ahead and waits for
/// the disk (`synchronous = FULL`), so that neither `kill -9` nor a power cut loses it.
final class Store: Sendable {
  let database: DatabasePool
  /// A file that is locked as long as the store is open, so that no second server takes the folder.
  private let lock: Int32
  let limits: StoreLimits

  private static let cacheKiB = 8 << 10

  /// - Parameter folder: is made when it isn't there; the folder above it must be.
  /// - Throws: `FileError` when the folder can't be used, or another server uses it.
  init(folder: String, limits: StoreLimits = StoreLimits()) throws {
    self.limits = limits
    lock = try Self.lock("\(folder)/lock")
    let path = "\(folder)/sentiment.sqlite"
    do {
      var configuration = Configuration()
      configuration.foreignKeysEnabled = true
      configuration.busyMode = .timeout(5)
      configuration.prepareDatabase { try $0.execute(sql: "PRAGMA cache_size = -\(Self.cacheKiB)") }
      database = try DatabasePool(path: path, configuration: configuration)
      try database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
      try Self.migrator.migrate(database)
    } catch let error as DatabaseError {
      close(lock)
      throw FileError(
        file: path, problem: "can't be used: \(error.message ?? "\(error.resultCode)")",
        remedy: "check the disk and the file's permissions, or name another --data folder")
    }
  }

  deinit { close(lock) }

  private static func lock(_ path: String) throws(FileError) -> Int32 {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw FileError.system(errno, file: path) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw FileError(
        file: path, problem: "another server uses this folder",
        remedy: "stop it, or name another folder by --data")
    }
    return descriptor
  }

  private static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { db in
      try db.execute(
        sql: """
          CREATE TABLE text (
            id INTEGER PRIMARY KEY,
            text TEXT NOT NULL UNIQUE,
            isSkipped INTEGER NOT NULL DEFAULT 0);
          CREATE TABLE labelName (
            name TEXT PRIMARY KEY,
            position INTEGER NOT NULL);
          CREATE TABLE label (
            textID INTEGER PRIMARY KEY REFERENCES text(id) ON DELETE CASCADE,
            label TEXT NOT NULL,
            position INTEGER NOT NULL);
          CREATE TABLE accuracy (
            version INTEGER NOT NULL,
            labels INTEGER NOT NULL,
            accuracy REAL NOT NULL, low REAL NOT NULL, high REAL NOT NULL,
            PRIMARY KEY (version, labels));
          CREATE TABLE version (
            id INTEGER PRIMARY KEY,
            words INTEGER NOT NULL, dimension INTEGER NOT NULL, texts INTEGER NOT NULL);
          CREATE TABLE setting (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
          CREATE TABLE job (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            state TEXT NOT NULL, settings TEXT NOT NULL,
            progress REAL NOT NULL DEFAULT 0,
            version INTEGER, problem TEXT);
          """)
    }
    // So that nothing reads all texts to count them.
    migrator.registerMigration("2") { db in
      try db.execute(sql: "CREATE INDEX textIsSkipped ON text(isSkipped)")
    }
    return migrator
  }
}
