import SentimentPlatform
import SentimentTextProcessing

/// A file in memory for reading: mapped, and unmapped with the last reference to it.
///
/// The bytes never change through this object, hence `@unchecked Sendable`.
package final class MappedFile: @unchecked Sendable {
  package let path: String
  package let bytes: UnsafeRawBufferPointer
  private let owner: Owner

  private enum Owner {
    /// A mapping of a file, undone at the end.
    case mapping
    /// A copy, freed at the end.
    case copy
    /// The program.
    case program
  }

  package var count: Int { bytes.count }

  /// - Parameter decompresses: whether of a file compressed by gzip or xz the content is mapped.
  /// - Throws: `FileError` when the file can't be read, is empty, or is no regular file.
  package init(path: String, decompresses: Bool = false) throws(FileError) {
    self.path = path
    var descriptor = open(path.pathBytes, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError.system(errno, file: path) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw FileError.system(errno, file: path) }
    if status.st_mode & S_IFMT == S_IFDIR { throw FileError.system(EISDIR, file: path) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw FileError(
        .inaccessible, file: path, problem: "not a regular file", remedy: "give the path of a file")
    }
    if decompresses, Self.isCompressed(descriptor) {
      let content = try DecompressedFile.open(path)
      close(descriptor)
      descriptor = content
      guard fstat(descriptor, &status) == 0 else { throw FileError.system(errno, file: path) }
    }
    guard status.st_size > 0 else { throw .emptyFile(path) }
    let size = Int(status.st_size)
    guard let address = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0),
      address != MAP_FAILED
    else { throw FileError.system(errno, file: path) }
    bytes = UnsafeRawBufferPointer(start: address, count: size)
    owner = .mapping
  }

  private static func isCompressed(_ descriptor: Int32) -> Bool {
    withUnsafeTemporaryAllocation(byteCount: 16, alignment: 16) { start in
      let count = pread(descriptor, start.baseAddress, start.count, 0)
      return DecompressedFile.isCompressed(
        UnsafeRawBufferPointer(rebasing: start[..<max(0, count)]))
    }
  }

  /// A copy of bytes in place of a file.
  package init(copying source: [UInt8], name: String) {
    path = name
    // As a mapping has it, the start is a multiple of any number's size.
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: source.count, alignment: 64)
    copy.copyBytes(from: source)
    bytes = UnsafeRawBufferPointer(copy)
    owner = .copy
  }

  /// A file that is part of the program; its bytes are there as long as the process is.
  package init(embedded bytes: UnsafeRawBufferPointer, name: String) {
    path = name
    self.bytes = bytes
    owner = .program
  }

  func expectSequentialReading() {
    guard case .mapping = owner else { return }
    madvise(UnsafeMutableRawPointer(mutating: bytes.baseAddress!), bytes.count, MADV_SEQUENTIAL)
  }

  /// Gives the pages of a range back, whose ends are multiples of a page; they come again from the
  /// file when they are read.
  func release(_ range: Range<Int>) {
    guard case .mapping = owner else { return }
    madvise(
      UnsafeMutableRawPointer(mutating: bytes.baseAddress! + range.lowerBound), range.count,
      MADV_DONTNEED)
  }

  deinit {
    switch owner {
    case .mapping: munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress!), bytes.count)
    case .copy: bytes.deallocate()
    case .program: break
    }
  }
}

extension FileError {
  package static func emptyFile(_ path: String) -> FileError {
    FileError(
      .damaged, file: path, problem: "the file is empty",
      remedy: "check that it was written or copied whole")
  }
}

/// Tells the kernel how far a file has been read from its start, so that it reads ahead and takes
/// back the pages that are behind: a file that is larger than memory then costs a window of it.
struct SequentialPages {
  private let file: MappedFile
  private var released = 0

  /// Of the size of the kernel's largest pages, and often enough.
  private static let window = 32 << 20

  init(_ file: MappedFile) {
    self.file = file
    file.expectSequentialReading()
  }

  mutating func haveRead(upTo position: Int) {
    guard position - released >= Self.window else { return }
    file.release(released..<released + Self.window)
    released += Self.window
  }
}
