import Glibc

/// One file of those that a source stands for.
public struct InputFile: Sendable {
  /// The file itself.
  public let source: CorpusSource
  /// For a file in a folder of labelled texts: the folder below that one which it lies in.
  let label: String?
  /// Whether it was found in a folder, where a file of no other format is a document.
  let isInFolder: Bool

  /// The format that was chosen, or that the name tells; `nil` where only the content can.
  func format(_ options: ReadingOptions) -> TextFormat? {
    options.format ?? TextFormat(fileName: source.name) ?? (isInFolder ? .document : nil)
  }

  /// Its size in bytes, compressed if it is; `nil` where only reading it tells.
  public var size: Int? {
    switch source {
    case .memory(_, let text): return text.count
    case .standardInput: return nil
    case .file(let path):
      var status = stat()
      guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
      return Int(status.st_size)
    }
  }
}

extension CorpusSource {
  /// The files that the source stands for, in an order that follows from their names alone.
  ///
  /// A folder stands for all files in it and in its sub-folders, by the bytes of their paths;
  /// names that begin with a dot are left out. A path that isn't there and holds `*`, `?` or `[` is
  /// a glob (glob(7)), and stands for all that match it.
  ///
  /// - Throws: `FileError` when there is none.
  public func files() throws(FileError) -> [InputFile] {
    guard case .file(let path) = self else {
      return [InputFile(source: self, label: nil, isInFolder: false)]
    }
    var files: [InputFile] = []
    for match in try Self.matches(path) {
      if FolderListing.isFolder(match) {
        files += try FolderListing(match).files()
      } else {
        files.append(InputFile(source: .file(match), label: nil, isInFolder: false))
      }
    }
    return files
  }

  private static func matches(_ path: String) throws(FileError) -> [String] {
    guard access(path, F_OK) != 0, path.utf8.contains(where: "*?[".utf8.contains) else {
      return [path]
    }
    var matches = glob_t()
    defer { globfree(&matches) }
    guard glob(path, 0, nil, &matches) == 0 else {
      throw FileError(file: path, problem: "no file matches", remedy: "check the pattern")
    }
    return (0..<Int(matches.gl_pathc)).map { String(cString: matches.gl_pathv[$0]!) }
  }
}
