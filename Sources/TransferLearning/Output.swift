import Glibc
import TextProcessing
import WordEmbeddings

/// Files that results are written to.
public enum Output {
  /// Finds out whether a file can be written there, before work is spent on it.
  ///
  /// - Throws: `FileError` when the folder is missing or can't be written to.
  public static func check(_ path: String) throws { try OutputFile.check(path) }

  /// Whether a file at this path is a regular one that is replaced as a whole, and not a device or
  /// standard output.
  public static func isReplaceable(_ path: String) -> Bool { OutputFile.isReplaceable(path) }

  /// Finds out whether there is room for some files at the same time.
  ///
  /// - Throws: `FileError` that names the first file that is too large for its file system, or for
  ///   a file at all (`ulimit -f`).
  public static func checkSpace(_ files: [(path: String, byteCount: Int)]) throws {
    var needed: [UInt64: Int] = [:]
    for (path, byteCount) in files where isReplaceable(path) {
      guard let space = OutputFile.space(at: path) else { continue }
      needed[space.fileSystem, default: 0] += byteCount
      if byteCount > space.largestFile { throw FileError.system(EFBIG, file: path) }
      if needed[space.fileSystem]! > space.free { throw FileError.system(ENOSPC, file: path) }
    }
  }

  /// Writes a text; the file appears whole or not at all.
  ///
  /// - Throws: `FileError` when the file can't be written.
  public static func write(_ text: String, to path: String) throws {
    var file = try OutputFile(path: path)
    try file.write(text)
    try file.commit()
  }

  /// Makes a folder unless it is there; the folder above it must be.
  ///
  /// - Throws: `FileError` when it can't be made, or can't be written into.
  public static func makeFolder(_ path: String) throws {
    if mkdir(path, 0o755) != 0, errno != EEXIST { throw FileError.system(errno, file: path) }
    try check("\(path)/file")
  }
}
