import FoundationEssentials
import GRDB
import SentimentPlatform
import SentimentTextProcessing

/// A folder that holds a server's data, or a project's, as one file. It can be made while a server uses the folder.
///
/// What the server makes anew by itself isn't in it (``left``), nor what only a training under way needs.
public enum Archive {
  /// The names of files and folders that stay out.
  private static let left: Set = ["lock", "jobs", "encoded"]
  /// The ends of the names of SQLite's own files; its copy has what is in them.
  private static let leftSuffixes = ["-wal", "-shm", "-journal"]

  /// Writes a folder's data into a file, which appears whole or not at all, in place of an older one.
  ///
  /// - Returns: how many files there are in it.
  /// - Throws: `FileError`.
  @discardableResult
  public static func write(_ folder: String, to path: String) throws -> Int {
    try explained(path) {
      let names = try names(in: folder)
      guard names.contains(where: isDatabase) else {
        throw FileError(
          .unsuitable, file: folder, problem: "has no data of a server",
          remedy: "name the folder that serve --data has")
      }
      let target = try target(path, outside: folder)
      let working = try WorkingFolder(beside: target)
      defer { working.remove() }
      let archive = try ArchiveFile(making: working.path("archive"))
      var count = 0
      for name in names {
        let file: String
        if isDatabase(name) {
          file = working.path("copy")
          try copy("\(folder)/\(name)", to: file)
        } else {
          file = "\(folder)/\(name)"
        }
        if try archive.add(name, from: file) { count += 1 }
        unlink(working.path("copy"))
      }
      try archive.close()
      try WorkingFolder.synchronize(working.path("archive"))
      try WorkingFolder.move(working.path("archive"), to: target)
      return count
    }
  }

  /// Makes a folder of an archive, which may be anybody's: what isn't as this program writes it is refused.
  ///
  /// - Parameter folder: isn't there, or is empty; it appears with all that is in the archive, or stays as it is.
  /// - Throws: `FileError`.
  public static func extract(_ path: String, to folder: String) throws {
    try explained(path) {
      var name = folder
      while name.count > 1, name.last == "/" { name.removeLast() }
      if let inside = try? FileManager.default.contentsOfDirectory(atPath: name) {
        guard inside.isEmpty else {
          throw FileError(
            .alreadyExists, file: folder, problem: "isn't empty",
            remedy: "name a new or empty folder")
        }
      } else if access(name, F_OK) == 0 {
        throw FileError(
          .alreadyExists, file: folder, problem: "is a file", remedy: "name a new or empty folder")
      }
      let archive = try ArchiveFile(reading: path)
      let entries = try archive.entries()
      guard entries.contains(where: { isDatabase($0.name) }) else {
        throw FileError(
          .unsuitable, file: path, problem: "has no data of a server",
          remedy: "name an archive that sentiment backup wrote")
      }
      let working = try WorkingFolder(beside: name)
      defer { working.remove() }
      for entry in entries {
        let file = working.path(entry.name)
        let parts = entry.name.split(separator: "/").dropLast()
        for count in parts.indices {
          mkdir(working.path(parts[...count].joined(separator: "/")), S_IRWXU)
        }
        try archive.extract(entry, to: file)
        if isDatabase(entry.name) { try Store.check(file, as: "\(path): \(entry.name)") }
      }
      try archive.close()
      // By this a server knows that the folder is one of its own.
      close(open(working.path("lock"), O_WRONLY | O_CREAT | O_CLOEXEC, 0o600))
      try WorkingFolder.move(working.path, to: name)
    }
  }

  private static func isDatabase(_ name: String) -> Bool {
    name == Store.fileName || name.hasSuffix("/\(Store.fileName)")
  }

  private static func names(in folder: String) throws -> [String] {
    guard access(folder, R_OK | X_OK) == 0 else { throw FileError.system(errno, file: folder) }
    return try FileManager.default.subpathsOfDirectory(atPath: folder).sorted().filter { name in
      let parts = name.split(separator: "/")
      guard !parts.contains(where: { left.contains(String($0)) || $0.hasPrefix(".") }),
        !leftSuffixes.contains(where: name.hasSuffix)
      else { return false }
      var status = stat()
      let path = "\(folder)/\(name)"
      guard lstat(path, &status) == 0 else { return false }
      switch status.st_mode & S_IFMT {
      case S_IFDIR: return false
      case S_IFREG where ArchiveFile.isSafe(name): return true
      default:
        throw FileError(
          file: path, problem: "isn't a file that the server has made, and can't be in an archive",
          remedy: "move it out of the folder")
      }
    }
  }

  /// Where the archive goes, without links.
  private static func target(_ path: String, outside folder: String) throws -> String {
    var status = stat()
    let exists = stat(path, &status) == 0
    if exists, status.st_mode & S_IFMT == S_IFDIR { throw FileError.system(EISDIR, file: path) }
    if exists, status.st_mode & S_IFMT != S_IFREG {
      throw FileError(file: path, problem: "is no regular file", remedy: "name a file")
    }
    let target: String
    if exists {
      target = try resolved(path)
    } else {
      let name = path.split(separator: "/").last.map(String.init) ?? ""
      target = "\(try resolved(WorkingFolder.parent(of: path)))/\(name)"
    }
    guard !target.hasPrefix(try resolved(folder) + "/") else {
      throw FileError(
        file: path, problem: "lies in the folder that is to be kept",
        remedy: "name a file elsewhere")
    }
    return target
  }

  private static func resolved(_ path: String) throws -> String {
    guard let text = realpath(path, nil) else { throw FileError.system(errno, file: path) }
    defer { free(text) }
    return String(cString: text)
  }

  /// A consistent copy of a database that a server may be changing.
  private static func copy(_ path: String, to copy: String) throws {
    var configuration = Configuration()
    configuration.busyMode = .timeout(Store.longestWait)
    let source = try DatabaseQueue(path: path, configuration: configuration)
    try source.vacuum(into: copy)
    try source.close()
    let result = try DatabaseQueue(path: copy)
    try result.write { db in
      // What a training needs to go on isn't in the archive.
      if try db.tableExists("job") {
        try db.execute(
          literal: "UPDATE job SET state = \(JobState.stopped) WHERE state = \(JobState.running)")
      }
    }
    try result.close()
  }

  /// SQLite's errors as those of the file that is written or read.
  private static func explained<Result>(_ path: String, _ body: () throws -> Result) throws
    -> Result
  {
    do {
      return try body()
    } catch let error as DatabaseError {
      if error.isLackOfSpace { throw FileError.system(ENOSPC, file: path) }
      throw FileError(
        file: path, problem: "can't be used: \(error.message ?? "\(error.resultCode)")",
        remedy: "check the disk and the permissions")
    }
  }
}
