import FoundationEssentials
import SentimentPlatform
import SentimentTextProcessing
import SentimentWordEmbeddings

/// The folder that a server keeps all in: a folder for each project, and a lock. Nobody but its owner may read it: its
/// folders have the mode 0700 and its files 0600. New ones have that by the process's `umask`.
///
/// A server without projects kept one project's files in the folder itself; they move into the first project's.
final class DataFolder: Sendable {
  let path: String
  /// A file that is locked as long as the server runs, so that no second one takes the folder.
  private let lock: Int32

  /// - Parameter path: is made when it isn't there; the folder above it must be.
  /// - Throws: `FileError` when the folder can't be used, holds what no server has made, or another server uses it.
  init(_ path: String) throws {
    self.path = path
    try OutputFile.makeFolder(path)
    try Self.refuseForeign(path)
    lock = try Self.lock("\(path)/lock")
    do {
      try OutputFile.makeFolder("\(path)/projects")
      try moveOldFiles()
    } catch {
      close(lock)
      throw error
    }
  }

  deinit { close(lock) }

  func path(of project: String) -> String { "\(path)/projects/\(project)" }

  /// Where a project lies while it is being made of an archive; no project has the name.
  var pathOfImport: String { "\(path)/projects/.import" }

  /// The ids of the projects, in their order.
  func projects() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "\(path)/projects")
      .filter(ProjectID.isValid).sorted()
  }

  /// What stood in the data folder before there were projects. The database comes last: where it still lies, a move
  /// that was interrupted goes on.
  private static let oldFiles = [
    "models", "jobs", "encoded", "sentiment.sqlite-shm", "sentiment.sqlite-wal", "sentiment.sqlite",
  ]

  private func moveOldFiles() throws {
    let database = "\(path)/sentiment.sqlite"
    guard access(database, F_OK) == 0 else { return }
    let folder = self.path(of: ProjectID.first)
    try OutputFile.makeFolder(folder)
    for name in Self.oldFiles where access("\(path)/\(name)", F_OK) == 0 {
      guard rename("\(path)/\(name)", "\(folder)/\(name)") == 0 else {
        throw FileError.system(errno, file: "\(path)/\(name)")
      }
    }
  }

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
}
