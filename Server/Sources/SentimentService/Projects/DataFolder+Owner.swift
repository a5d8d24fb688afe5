import FoundationEssentials
import SentimentPlatform
import SentimentTextProcessing

/// What keeps the folder for its owner alone.
extension DataFolder {
  /// One of these is there once a server has used the folder.
  private static let signs: Set = ["lock", Store.fileName]
  /// What file systems make.
  private static let foreign: Set = ["lost+found"]
  /// What the server makes.
  private static let own = ["lock", "projects"]

  private static let others = mode_t(S_IRWXG | S_IRWXO)

  /// - Throws: `FileError` when the folder holds what no server has made; its mode may be meant.
  static func refuseForeign(_ path: String) throws {
    let names = Set(try FileManager.default.contentsOfDirectory(atPath: path)).subtracting(foreign)
    guard names.isEmpty || !names.isDisjoint(with: signs) else {
      throw FileError(
        file: path, problem: "has other files, which may be meant for other users too",
        remedy: "name a new or empty folder by --data")
    }
  }

  /// Takes from other users what earlier versions of the program let them read.
  ///
  /// - Returns: the first path that this user may not change.
  func closeToOthers() -> String? {
    // With the dot, what a link leads to is meant: people name the folder by one.
    var paths = ["\(path)/."]
    for name in Self.own {
      let entry = "\(path)/\(name)"
      paths.append(entry)
      if let inner = try? FileManager.default.subpathsOfDirectory(atPath: entry) {
        paths += inner.map { "\(entry)/\($0)" }
      }
    }
    return paths.first { !Self.closeToOthers($0) }
  }

  /// - Returns: whether only its owner can read it now. A link is left alone; what it leads to isn't the server's.
  private static func closeToOthers(_ path: String) -> Bool {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT != S_IFLNK,
      status.st_mode & others != 0
    else { return true }
    return chmod(path, status.st_mode & ~(S_IFMT | others)) == 0
  }
}
