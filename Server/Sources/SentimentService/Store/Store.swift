import GRDB
import SentimentPlatform
import SentimentTextProcessing
import SentimentWordEmbeddings

/// A project's texts and labels, and what was made of them, in one SQLite file.
///
/// Each change is on the disk before the call returns: SQLite writes its log ahead and waits for
/// the disk (`synchronous = FULL`), so that neither `kill -9` nor a power cut loses it.
final class Store: Sendable {
  let database: DatabasePool
  let limits: StoreLimits

  private static let cacheKiB = 8 << 10

  /// - Parameter folder: is made when it isn't there; the folder above it must be.
  /// - Throws: `FileError` when the folder can't be used, or its database is none.
  init(folder: String, limits: StoreLimits = StoreLimits()) throws {
    self.limits = limits
    try OutputFile.makeFolder(folder)
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
      throw FileError(
        file: path, problem: "can't be used: \(error.message ?? "\(error.resultCode)")",
        remedy: "check the disk and the file's permissions, or name another --data folder")
    }
  }
}
