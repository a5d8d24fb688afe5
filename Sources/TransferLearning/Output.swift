import Glibc
import TextProcessing
import WordEmbeddings

/// Files that results are written to.
public enum Output {
  /// Finds out whether a file can be written there, before work is spent on it.
  ///
  /// - Throws: `FileError` when the folder is missing or can't be written to.
  public static func check(_ path: String) throws { try OutputFile.check(path) }

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
