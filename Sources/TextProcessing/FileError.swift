import FoundationEssentials
import SentimentPlatform

/// What is wrong with a file, a text or a setting, where, and the way out.
public struct FileError: Error, Equatable, CustomStringConvertible {
  /// What kind of problem it is, for a program to decide by; ``problem`` says it to people.
  public enum Kind: Sendable, Equatable {
    /// There is no such file or folder, or none that a pattern matches.
    case missing
    /// It is there, but can't be read or written: permissions, a folder, a broken device.
    case inaccessible
    /// It would replace a file.
    case alreadyExists
    /// The disk is full, or the file would be larger than it may be.
    case noSpace
    /// The bytes are those of another kind of file, such as an image, where text is wanted.
    case notText
    /// A text, or vectors written as text, aren't in their format.
    case malformed
    /// A model, vectors or compressed data aren't whole, or hold what they can't.
    case damaged
    /// A newer version of the program wrote it.
    case newerVersion
    /// A sound file that doesn't serve here, such as vectors where a model is wanted.
    case unsuitable
    /// There is no text in it, or no word.
    case empty
    /// There are too few labels, or too few labelled texts.
    case tooFewLabels
    /// A label that the model doesn't have, or one that stands there twice.
    case wrongLabel
    /// None of the words has a vector.
    case unknownWords
    /// A setting is out of its range: ``FileError/setting``.
    case invalidSetting
    case other
  }

  public let kind: Kind

  /// The file's path, or a name such as "standard input".
  public let file: String

  /// The line the problem is in, from 1; nil if it is the file as a whole.
  public let line: Int?

  /// The setting that is out of its range, or that the remedy names; nil if there is none.
  public let setting: Setting?

  /// What is wrong.
  public let problem: String

  /// What the user can do about it.
  public let remedy: String

  public init(
    _ kind: Kind = .other, file: String, line: Int? = nil, setting: Setting? = nil,
    problem: String, remedy: String
  ) {
    self.kind = kind
    self.file = file
    self.line = line
    self.setting = setting
    self.problem = problem
    self.remedy = remedy
  }

  /// The error for a setting that is out of its range.
  ///
  /// - Parameters:
  ///   - setting: stands where other errors have a file's name.
  ///   - problem: such as "is 0".
  ///   - remedy: such as "give 1 to 32".
  package static func invalidSetting(
    _ setting: Setting, problem: String, remedy: String
  ) -> FileError {
    FileError(
      .invalidSetting, file: setting.name, setting: setting, problem: problem, remedy: remedy)
  }

  /// "file:line: problem; remedy", on one line whatever the file is called and holds.
  public var description: String {
    let place = line.map { "\(file):\($0)" } ?? file
    return "\(place): \(problem); \(remedy)".withoutPathBytes.onOneLine
  }

  /// The error for a system call on a file that failed.
  ///
  /// - Parameters:
  ///   - code: The call's `errno`.
  ///   - file: The file's path or name.
  public static func system(_ code: Int32, file: String) -> FileError {
    let (kind, problem, remedy): (Kind, String, String) =
      switch code {
      case ENOENT: (.missing, "no such file or directory", "check the path")
      case ENOTDIR: (.missing, "a part of the path is no directory", "check the path")
      case EACCES, EPERM:
        (.inaccessible, "permission denied", "change the file's permissions or its owner")
      case EISDIR: (.inaccessible, "is a directory", "name a file in it")
      case EEXIST: (.alreadyExists, "exists already", "name another file or remove this one")
      case ENOSPC:
        (.noSpace, "no space left on the device", "make room or name a file elsewhere")
      case EDQUOT: (.noSpace, "the disk quota is used up", "make room or name a file elsewhere")
      case EFBIG:
        (
          .noSpace, "larger than a file may be here",
          "raise the limit (ulimit -f) or name a file elsewhere"
        )
      case EROFS: (.inaccessible, "the file system is read-only", "name a file elsewhere")
      case EMFILE, ENFILE:
        (.inaccessible, "too many files are open", "close some or raise the limit (ulimit -n)")
      case ENAMETOOLONG:
        (.inaccessible, "the path is too long", "name a file with a shorter path")
      case EPIPE: (.inaccessible, "the reader has gone", "keep the reading program running")
      case EIO: (.inaccessible, "input or output failed", "check the device")
      default: (.other, String(cString: strerror(code)), "check the path and the device")
      }
    return FileError(kind, file: file, problem: problem, remedy: remedy)
  }
}

extension FileError: LocalizedError {
  /// The same as ``description``.
  public var errorDescription: String? { description }
  public var failureReason: String? { problem }
  public var recoverySuggestion: String? { remedy }
}
