import SentimentPlatform

/// What tells a file from all others, whatever path leads to it.
struct FileIdentity: Hashable {
  private let device: UInt64
  private let inode: UInt64
  /// The name in the folder for a file that isn't there yet; device and inode are the folder's then.
  private let name: String

  /// Whether the file is there already.
  var isThere: Bool { name.isEmpty }

  /// The file that is read or will be replaced at a path, `-` being a standard stream.
  ///
  /// - Parameter stream: the standard stream that `-` stands for.
  /// - Returns: `nil` for what is no regular file: a pipe or a device isn't replaced.
  init?(_ path: String, stream: Int32) {
    guard !path.isEmpty else { return nil }
    var status = stat()
    if path == "-" {
      guard fstat(stream, &status) == 0 else { return nil }
    } else if stat(path, &status) != 0 {
      guard errno == ENOENT, let new = Self.ofNewFile(path) else { return nil }
      self = new
      return
    }
    guard status.st_mode & S_IFMT == S_IFREG else { return nil }
    self.init(status, name: "")
  }

  private init(_ status: stat, name: String) {
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
    self.name = name
  }

  private static func ofNewFile(_ path: String) -> FileIdentity? {
    let slash = path.lastIndex(of: "/")
    let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    var status = stat()
    guard stat(folder, &status) == 0 else { return nil }
    return FileIdentity(
      status, name: String(path[(slash.map(path.index(after:)) ?? path.startIndex)...]))
  }
}
