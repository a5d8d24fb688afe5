import SentimentPlatform

/// What is wrong with a file, where, and the way out.
public struct FileError: Error, Equatable, CustomStringConvertible {
  /// The file's path, or a name such as "standard input".
  public let file: String

  /// The line the problem is in, from 1; nil if it is the file as a whole.
  public let line: Int?

  /// What is wrong.
  public let problem: String

  /// What the user can do about it.
  public let remedy: String

  public init(file: String, line: Int? = nil, problem: String, remedy: String) {
    self.file = file
    self.line = line
    self.problem = problem
    self.remedy = remedy
  }

  /// "file:line: problem; remedy", on one line whatever the file is called and holds.
  public var description: String {
    let place = line.map { "\(file):\($0)" } ?? file
    return "\(place): \(problem); \(remedy)".onOneLine
  }

  /// The error for a system call on a file that failed.
  ///
  /// - Parameters:
  ///   - code: The call's `errno`.
  ///   - file: The file's path or name.
  public static func system(_ code: Int32, file: String) -> FileError {
    let (problem, remedy) =
      switch code {
      case ENOENT: ("no such file or directory", "check the path")
      case ENOTDIR: ("a part of the path is no directory", "check the path")
      case EACCES, EPERM: ("permission denied", "change the file's permissions or its owner")
      case EISDIR: ("is a directory", "name a file in it")
      case EEXIST: ("exists already", "name another file or remove this one")
      case ENOSPC: ("no space left on the device", "make room or name a file elsewhere")
      case EDQUOT: ("the disk quota is used up", "make room or name a file elsewhere")
      case EFBIG:
        ("larger than a file may be here", "raise the limit (ulimit -f) or name a file elsewhere")
      case EROFS: ("the file system is read-only", "name a file elsewhere")
      case EMFILE, ENFILE: ("too many files are open", "close some or raise the limit (ulimit -n)")
      case ENAMETOOLONG: ("the path is too long", "name a file with a shorter path")
      case EPIPE: ("the reader has gone", "keep the reading program running")
      case EIO: ("input or output failed", "check the device")
      default: (String(cString: strerror(code)), "check the path and the device")
      }
    return FileError(file: file, problem: problem, remedy: remedy)
  }
}
