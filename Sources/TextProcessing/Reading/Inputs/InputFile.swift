import SentimentPlatform

/// One file of those that a source stands for.
public struct InputFile: Sendable {
  /// The file itself.
  package let source: CorpusSource
  /// For a file in a folder of labelled texts: the folder below that one which it lies in.
  let label: String?
  /// Whether it was found in a folder, where a file of no other format is a document.
  let isInFolder: Bool
  /// The bytes that are read of it, where it is a plain text with a document a line that was cut
  /// between two of them (``CorpusParts``); `nil` for all.
  var range: Range<Int>?

  /// The format that was chosen, or that the name tells; `nil` where only the content can.
  func format(_ options: ReadingOptions) -> TextFormat? {
    guard range == nil else { return .lines }
    let told = TextFormat(fileName: source.name)
    let format =
      options.choicesAreForOtherFiles ? told ?? options.format : options.format ?? told
    return format ?? (isInFolder ? .document : nil)
  }

  /// Its size in bytes, compressed if it is; `nil` where only reading it tells.
  public var size: Int? { range?.count ?? source.size }
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
    guard access(path.pathBytes, F_OK) != 0, path.utf8.contains(where: "*?[".utf8.contains) else {
      return [path]
    }
    var matches = glob_t()
    defer { globfree(&matches) }
    guard glob(path.pathBytes, 0, nil, &matches) == 0 else {
      throw FileError(.missing, file: path, problem: "no file matches", remedy: "check the pattern")
    }
    return (0..<Int(matches.gl_pathc)).map { String(path: matches.gl_pathv[$0]!) }
  }
}

/// The files in a folder and its sub-folders.
struct FolderListing {
  private let path: String

  /// Deeper ones are taken for links that lead back up.
  private static let greatestDepth = 64

  init(_ path: String) { self.path = path }

  static func isFolder(_ path: String) -> Bool { kind(path) == S_IFDIR }

  private static func isSpecial(_ path: String) -> Bool {
    kind(path).map { $0 != S_IFREG } ?? false
  }

  /// What a path leads to; `nil` when nothing is there, which opening it will say.
  private static func kind(_ path: String) -> mode_t? {
    var status = stat()
    return stat(path.pathBytes, &status) == 0 ? status.st_mode & S_IFMT : nil
  }

  /// The files by the bytes of their paths, each with the name of the sub-folder it lies in. In a
  /// folder without sub-folders, that is the folder's own name.
  ///
  /// - Throws: `FileError` when a folder can't be read, or there is no file.
  func files() throws(FileError) -> [InputFile] {
    let base = path.hasSuffix("/") ? String(path.dropLast()) : path
    let names = try Self.names(in: path)
    let folders = names.filter { Self.isFolder("\(base)/\($0)") }
    var files: [(path: String, label: String?)] = []
    let ownLabel = folders.isEmpty ? base.split(separator: "/").last.map(String.init) : nil
    for name in names {
      let path = "\(base)/\(name)"
      let label = folders.contains(name) ? name : ownLabel
      try Self.collect(path, depth: 1) { files.append(($0, label)) }
    }
    guard !files.isEmpty else {
      throw FileError(
        .missing, file: path, problem: "no file is in the folder", remedy: "check the path")
    }
    return files.map { (bytes: $0.path.pathBytes.map(UInt8.init(bitPattern:)), file: $0) }
      .sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
      .map { InputFile(source: .file($0.file.path), label: $0.file.label, isInFolder: true) }
  }

  private static func collect(
    _ path: String, depth: Int, _ add: (String) -> Void
  ) throws(FileError) {
    guard isFolder(path) else {
      // A pipe or a device could be waited for without end.
      if !isSpecial(path) { add(path) }
      return
    }
    guard depth < greatestDepth else {
      throw FileError(
        .inaccessible, file: path, problem: "the folders are too deep",
        remedy: "look for a link that leads back")
    }
    for name in try names(in: path) { try collect("\(path)/\(name)", depth: depth + 1, add) }
  }

  /// What systems put into folders to show them.
  private static let systemNames: Set = [
    "thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r", "__macosx",
  ]

  /// What is in a folder, without what is hidden or is a system's own.
  private static func names(in path: String) throws(FileError) -> [String] {
    guard let folder = opendir(path.pathBytes) else { throw FileError.system(errno, file: path) }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(path: $0) }
      }
      if !name.hasPrefix("."), !systemNames.contains(name.lowercased()) { names.append(name) }
    }
    return names
  }
}
