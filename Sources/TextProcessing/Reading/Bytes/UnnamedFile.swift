import SentimentPlatform

/// A temporary file without a name, which is gone when the program ends, however it ends.
enum UnnamedFile {
  /// Where such files lie.
  static var folder: String { getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp" }

  /// The error for a call on the temporary file that failed; of a full disk, the way out is another
  /// one for such files.
  static func error(_ code: Int32) -> FileError {
    let error = FileError.system(code, file: "\(folder) (temporary files)")
    return FileError(
      error.kind, file: error.file, problem: error.problem,
      remedy: "make room, or name another folder by the environment variable TMPDIR")
  }

  /// - Returns: the file's descriptor, which the caller closes.
  /// - Throws: `FileError` when none can be made.
  static func open() throws(FileError) -> Int32 {
    var path = Array("\(folder)/sentiment.XXXXXX".utf8CString)
    let descriptor = mkstemp(&path)
    guard descriptor >= 0 else { throw error(errno) }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    unlink(path)
    return descriptor
  }
}
