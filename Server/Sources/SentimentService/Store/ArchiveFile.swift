import GRDB
import GRDBSQLite
import SentimentPlatform
import SentimentTextProcessing

/// Files in one file of SQLite's archive format (sqlite.org/sqlar.html), none of them compressed, so that however large
/// they are little memory is needed.
///
/// One that is read may be anybody's: nothing in it is trusted.
struct ArchiveFile {
  /// A file in an archive.
  struct Entry: FetchableRecord, Decodable {
    let rowid: Int64
    /// The path below the folder.
    let name: String
    let mode: Int64?
    /// In bytes.
    let sz: Int64?
    let length: Int64?
  }

  private let path: String
  private let database: DatabaseQueue

  /// SQLite's, for a file in a database.
  private static let largestFile = 1_000_000_000
  private static let mostFiles = 10_000
  private static let chunk = 1 << 20
  private static let columns = ["name", "mode", "mtime", "sz", "data"]

  /// - Parameter path: of no file yet; it is whole and on the disk after ``close()``.
  init(making path: String) throws {
    self.path = path
    var configuration = Configuration()
    // The file gets its name only when all of it is on the disk; until then nothing need be safe.
    configuration.prepareDatabase {
      try $0.execute(sql: "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
    }
    database = try DatabaseQueue(path: path, configuration: configuration)
    try database.write {
      try $0.execute(
        sql: "CREATE TABLE sqlar (name TEXT PRIMARY KEY, mode INT, mtime INT, sz INT, data BLOB)")
    }
  }

  /// - Throws: `FileError` when it is no archive.
  init(reading path: String) throws {
    self.path = path
    // SQLite would make a file that isn't there.
    guard access(path, R_OK) == 0 else { throw FileError.system(errno, file: path) }
    var configuration = Configuration()
    configuration.readonly = true
    configuration.prepareDatabase(Self.distrust)
    do {
      database = try DatabaseQueue(path: path, configuration: configuration)
      let (tables, columns) = try database.read { db in
        (
          try String.fetchAll(db, sql: "SELECT name FROM sqlite_schema WHERE sql IS NOT NULL"),
          try Row.fetchAll(db, sql: "PRAGMA table_xinfo(sqlar)").filter { $0["hidden"] == 0 }
            .map { $0["name"] as String }
        )
      }
      guard tables == ["sqlar"], columns == Self.columns else { throw Self.noArchive(path) }
    } catch is DatabaseError {
      throw Self.noArchive(path)
    }
  }

  private static func noArchive(_ path: String) -> FileError {
    FileError(
      .unsuitable, file: path, problem: "is no archive that sentiment backup wrote",
      remedy: "name one that it did")
  }

  /// What SQLite advises for files of others.
  static func distrust(_ db: Database) throws {
    try db.execute(
      sql: "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0")
  }

  /// - Throws: `FileError` when there are too many, or one isn't as ``add(_:from:)`` makes it.
  func entries() throws -> [Entry] {
    let entries = try database.read { db in
      try Entry.fetchAll(
        db,
        sql:
          "SELECT rowid, name, mode, sz, length(data) AS length FROM sqlar ORDER BY name LIMIT ?",
        arguments: [Self.mostFiles + 1])
    }
    guard entries.count <= Self.mostFiles else {
      throw FileError(
        .damaged, file: path, problem: "has too many files", remedy: "name another archive")
    }
    for entry in entries {
      guard Self.isSafe(entry.name),
        entry.mode.map({ $0 & Int64(S_IFMT) == Int64(S_IFREG) }) == true,
        let length = entry.length, length == entry.sz
      else {
        throw FileError(
          .damaged, file: path,
          problem: "has \"\(entry.name)\", which sentiment backup doesn't write",
          remedy: "name another archive")
      }
    }
    return entries
  }

  /// Whether a path leads nowhere but into the folder: of letters, digits and "-._" alone, and no part hidden.
  static func isSafe(_ name: String) -> Bool {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    return name.utf8.count <= 200 && parts.count <= 6
      && parts.allSatisfy { part in
        part.first.map { $0 != "." } == true
          && part.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
              UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
              UInt8(ascii: "_"):
              true
            default: false
            }
          }
      }
  }

  /// Adds a file.
  ///
  /// - Returns: whether it was there.
  func add(_ name: String, from file: String) throws -> Bool {
    let descriptor = open(file, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else {
      guard errno != ENOENT else { return false }
      throw FileError.system(errno, file: file)
    }
    defer { SentimentPlatform.close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw FileError.system(errno, file: file) }
    let size = Int(status.st_size)
    guard size <= Self.largestFile else {
      throw FileError(
        file: file, problem: "is larger than a file in an archive may be (1 GB)",
        remedy: "copy the folder itself")
    }
    try database.write { db in
      try db.execute(
        sql: "INSERT INTO sqlar VALUES (?, ?, ?, ?, zeroblob(?))",
        arguments: [name, Int(status.st_mode), Int(status.st_mtim.tv_sec), size, size])
      try Self.withBlob(db, row: db.lastInsertedRowID, writes: true) { blob in
        var buffer = [UInt8](repeating: 0, count: Self.chunk)
        var offset = 0
        while offset < size {
          let count = read(descriptor, &buffer, min(buffer.count, size - offset))
          guard count > 0 else { throw FileError.system(count < 0 ? errno : EIO, file: file) }
          try Self.check(sqlite3_blob_write(blob, buffer, Int32(count), Int32(offset)))
          offset += count
        }
      }
    }
    return true
  }

  /// Writes an entry to a file that isn't there yet.
  func extract(_ entry: Entry, to file: String) throws {
    let descriptor = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw FileError.system(errno, file: file) }
    defer { SentimentPlatform.close(descriptor) }
    try database.read { db in
      try Self.withBlob(db, row: entry.rowid, writes: false) { blob in
        var buffer = [UInt8](repeating: 0, count: Self.chunk)
        let size = Int(sqlite3_blob_bytes(blob))
        for offset in stride(from: 0, to: size, by: buffer.count) {
          let count = min(buffer.count, size - offset)
          try Self.check(sqlite3_blob_read(blob, &buffer, Int32(count), Int32(offset)))
          var written = 0
          while written < count {
            let step = buffer.withUnsafeBytes {
              write(descriptor, $0.baseAddress! + written, count - written)
            }
            guard step > 0 else { throw FileError.system(errno, file: file) }
            written += step
          }
        }
      }
    }
    guard fsync(descriptor) == 0 else { throw FileError.system(errno, file: file) }
  }

  func close() throws { try database.close() }

  private static func withBlob(
    _ db: Database, row: Int64, writes: Bool, _ body: (OpaquePointer) throws -> Void
  ) throws {
    var blob: OpaquePointer?
    try check(
      sqlite3_blob_open(db.sqliteConnection, "main", "sqlar", "data", row, writes ? 1 : 0, &blob))
    defer { sqlite3_blob_close(blob) }
    try body(blob!)
  }

  private static func check(_ code: Int32) throws {
    guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
  }
}
