import FoundationEssentials
import SentimentPlatform
import SentimentTextProcessing

/// A folder beside what is made in it, so that this can take its name in one step. Its own name follows from that name:
/// what a program that was killed has left there is removed by the next one.
struct WorkingFolder {
  let path: String

  /// - Throws: `FileError` when it can't be made.
  init(beside target: String) throws {
    let name = target.split(separator: "/").last.map(String.init) ?? ""
    path = "\(Self.parent(of: target))/.\(name).part"
    remove()
    guard mkdir(path, S_IRWXU) == 0 else { throw FileError.system(errno, file: target) }
  }

  func path(_ name: String) -> String { "\(path)/\(name)" }

  func remove() { try? FileManager.default.removeItem(atPath: path) }

  static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Waits until a file or a folder's list of files is on the disk.
  static func synchronize(_ path: String) throws {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError.system(errno, file: path) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw FileError.system(errno, file: path) }
  }

  /// Gives a file or folder its name, in place of an older file or an empty folder.
  static func move(_ path: String, to target: String) throws {
    guard rename(path, target) == 0 else { throw FileError.system(errno, file: target) }
    try synchronize(parent(of: target))
  }
}
