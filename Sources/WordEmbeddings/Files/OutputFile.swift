import SentimentPlatform
import SentimentTextProcessing

/// A file that appears whole or not at all.
///
/// It is written without a name in the output's folder (`O_TMPFILE`), so that nothing is left
/// behind when the process ends early; `commit()` writes it through to the disk, names it, and
/// puts it in the place of an older file in one step. A path that is no regular file (a pipe, a
/// device) is written to directly.
public struct OutputFile: ~Copyable {
  private let path: String
  /// What `path` names once links are followed: a link stays and the file behind it is replaced.
  private let target: String
  private let descriptor: Int32
  /// The name that the file has until it takes its own; empty when it has none or is no new file.
  private var temporaryPath: String
  private let isUnnamed: Bool
  private let isDirect: Bool
  private var isCommitted = false
  private var buffer: [UInt8] = []

  private static let bufferSize = 1 << 20

  /// - Throws: `FileError` when the folder is missing or can't be written to.
  package init(path: String) throws(FileError) {
    let opened = try Self.open(path)
    self.path = path == Self.standardOutput ? "standard output" : path
    target = opened.target
    descriptor = opened.descriptor
    temporaryPath = opened.temporaryPath
    isUnnamed = opened.isUnnamed
    isDirect = opened.isDirect
    buffer.reserveCapacity(Self.bufferSize)
  }

  deinit {
    close(descriptor)
    if !isCommitted, !temporaryPath.isEmpty { unlink(temporaryPath.pathBytes) }
  }

  /// Finds out whether a file can be written there, before hours of work are spent on it.
  package static func check(_ path: String) throws(FileError) {
    _ = try OutputFile(path: path)
  }

  /// The path that stands for standard output.
  private static let standardOutput = "-"

  /// Whether the path names a regular file, or none yet.
  package static func isReplaceable(_ path: String) -> Bool {
    var status = stat()
    guard path != standardOutput else { return false }
    return stat(path.pathBytes, &status) != 0 || status.st_mode & S_IFMT == S_IFREG
  }

  /// The room for a file.
  ///
  /// - Returns: bytes; `nil` when the system doesn't say.
  package static func space(
    at path: String
  ) -> (fileSystem: UInt64, free: Int, largestFile: Int)? {
    var system = statvfs()
    var status = stat()
    var limit = rlimit()
    let folder = folder(of: resolved(path))
    guard statvfs(folder.pathBytes, &system) == 0, stat(folder.pathBytes, &status) == 0,
      getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0
    else { return nil }
    let free = UInt64(system.f_bavail).multipliedReportingOverflow(by: UInt64(system.f_frsize))
    return (
      UInt64(status.st_dev), free.overflow ? .max : Int(clamping: free.partialValue),
      Int(clamping: limit.rlim_cur)
    )
  }

  package mutating func write(_ text: String) throws { try write(Array(text.utf8)) }

  package mutating func write(_ bytes: [UInt8]) throws {
    buffer.append(contentsOf: bytes)
    if buffer.count >= Self.bufferSize { try flush() }
  }

  package mutating func write(_ bytes: UnsafeRawBufferPointer) throws {
    try flush()
    try writeThrough(bytes)
  }

  /// Ends the file and gives it its name.
  package consuming func commit() throws {
    try flush()
    guard !isDirect else { return }
    guard fsync(descriptor) == 0 else { throw FileError.system(errno, file: path) }
    if isUnnamed {
      try replaceByUnnamed()
    } else {
      guard rename(temporaryPath.pathBytes, target.pathBytes) == 0 else {
        throw FileError.system(errno, file: path)
      }
    }
    isCommitted = true
  }

  /// Links the unnamed file beside its target and renames it, which alone replaces an older file.
  ///
  /// The name in between follows from the target's: a process that was killed between the two steps
  /// leaves a file that the next one to write the target takes away.
  private func replaceByUnnamed() throws(FileError) {
    let link = Self.passingPath(for: target).pathBytes
    for _ in 0..<Self.attempts {
      // An unnamed file gets its name through its entry in /proc (see open(2)).
      let unnamed = "\(Self.openFiles)/\(descriptor)"
      if linkat(AT_FDCWD, unnamed, AT_FDCWD, link, AT_SYMLINK_FOLLOW) != 0 {
        guard errno == EEXIST else { throw FileError.system(errno, file: path) }
        unlink(link)
      } else if rename(link, target.pathBytes) == 0 {
        return
      } else if errno != ENOENT {
        // ENOENT: another writer of the same target has taken the name; link anew.
        let error = FileError.system(errno, file: path)
        unlink(link)
        throw error
      }
    }
    throw FileError.system(EEXIST, file: path)
  }

  /// More than processes write the same file at the same time.
  private static let attempts = 1_000

  private static func passingPath(for target: String) -> String {
    let name = target.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {  // FNV-1a
      ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3
    }
    return "\(folder(of: target))/.sentiment-\(String(name, radix: 36)).part"
  }

  private mutating func flush() throws {
    let bytes = buffer
    buffer.removeAll(keepingCapacity: true)
    try bytes.withUnsafeBytes { try writeThrough($0) }
  }

  private func writeThrough(_ bytes: UnsafeRawBufferPointer) throws {
    var written = 0
    while written < bytes.count {
      let step = SentimentPlatform.write(
        descriptor, bytes.baseAddress! + written, bytes.count - written)
      if step < 0 && errno == EINTR { continue }
      guard step >= 0 else { throw FileError.system(errno, file: path) }
      written += step
    }
  }

  private static func open(_ path: String) throws(FileError) -> (
    target: String, descriptor: Int32, temporaryPath: String, isUnnamed: Bool, isDirect: Bool
  ) {
    guard !path.isEmpty else {
      throw FileError(.missing, file: "output", problem: "its name is empty", remedy: "name a file")
    }
    if path == standardOutput {
      let descriptor = dup(STDOUT_FILENO)
      guard descriptor >= 0 else { throw FileError.system(errno, file: "standard output") }
      return (path, descriptor, "", false, true)
    }
    var status = stat()
    let exists = stat(path.pathBytes, &status) == 0
    guard exists || errno == ENOENT else { throw FileError.system(errno, file: path) }
    if exists && status.st_mode & S_IFMT == S_IFDIR { throw FileError.system(EISDIR, file: path) }
    if exists && status.st_mode & S_IFMT != S_IFREG {
      let descriptor = SentimentPlatform.open(path.pathBytes, O_WRONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw FileError.system(errno, file: path) }
      return (path, descriptor, "", false, true)
    }
    let target = exists ? resolved(path) : path
    let folder = folder(of: target)
    if access(Self.openFiles, F_OK) == 0 {
      let unnamed = SentimentPlatform.open(
        folder.pathBytes, O_WRONLY | O_CLOEXEC | unnamedFile, 0o644)
      if unnamed >= 0 { return (target, unnamed, "", true, false) }
      guard errno == EOPNOTSUPP || errno == EISDIR || errno == EINVAL else {
        throw FileError.system(errno, file: folder)
      }
    }
    // This file system knows no unnamed files, or there is no way to give them a name.
    let name = "\(target).\(String(UInt64.random(in: .min ... .max), radix: 36))"
    let descriptor = SentimentPlatform.open(
      name.pathBytes, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw FileError.system(errno, file: path) }
    return (target, descriptor, name, false, false)
  }

  /// The path without links. `/dev/stdout` is one, often to a file, and must not be replaced.
  private static func resolved(_ path: String) -> String {
    guard let text = realpath(path.pathBytes, nil) else { return path }
    defer { free(text) }
    return String(path: text)
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Where an unnamed file can be found; in a bare `chroot` it isn't there.
  private static let openFiles = "/proc/self/fd"

  /// `O_TMPFILE`, which the C header defines by an expression that Swift doesn't import.
  private static let unnamedFile: Int32 = 0o20000000 | O_DIRECTORY
}

extension OutputFile {
  /// Finds out whether there is room for some files at the same time.
  ///
  /// - Throws: `FileError` that names the first file that is too large for its file system, or for
  ///   a file at all (`ulimit -f`).
  package static func checkSpace(_ files: [(path: String, byteCount: Int)]) throws {
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
    if mkdir(path.pathBytes, 0o755) != 0, errno != EEXIST {
      throw FileError.system(errno, file: path)
    }
    try check("\(path)/file")
  }
}
