import GRDB
import SentimentTextProcessing
import SentimentWordEmbeddings
import Synchronization

/// A project's texts and labels, and what was made of them, in one SQLite file.
///
/// Each change is on the disk before the call returns: SQLite writes its log ahead and waits for
/// the disk (`synchronous = FULL`), so that neither `kill -9` nor a power cut loses it.
final class Store: Sendable {
  let database: DatabasePool
  let limits: StoreLimits
  private let upkeep = Mutex<Task<Void, any Error>?>(nil)

  static let fileName = "sentiment.sqlite"
  private static let cacheKiB = 8 << 10

  /// - Parameter folder: is made when it isn't there; the folder above it must be.
  /// - Throws: `FileError` when the folder can't be used, its database is none, or a newer version of the program
  ///   made it.
  init(folder: String, limits: StoreLimits = StoreLimits()) throws {
    self.limits = limits
    try OutputFile.makeFolder(folder)
    let path = "\(folder)/\(Self.fileName)"
    do {
      database = try DatabasePool(path: path, configuration: Self.configuration)
      try Self.prepare(database, path)
    } catch let error as DatabaseError {
      throw FileError(
        file: path, problem: "can't be used: \(error.message ?? "\(error.resultCode)")",
        remedy: "check the disk and the file's permissions, or name another --data folder")
    }
    upkeep.withLock { $0 = beginUpkeep() }
  }

  deinit { upkeep.withLock { $0?.cancel() } }

  private static var configuration: Configuration {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = true
    configuration.busyMode = .timeout(longestWait)
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA cache_size = -\(cacheKiB); PRAGMA secure_delete = ON")
    }
    return configuration
  }

  private static func prepare(_ database: DatabasePool, _ path: String) throws {
    try database.read { try refuseNewer($0, path) }
    try database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
    try migrator.migrate(database)
    try eraseEarlierRemains(in: database)
  }
}
