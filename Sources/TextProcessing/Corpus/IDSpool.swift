import SentimentPlatform

/// A growing list of 32-bit word ids that moves from memory to a temporary file when it is large.
///
/// The file has no name once it is open, so that nothing of it stays behind, however the process
/// ends. It lies in `$TMPDIR`, or in `/tmp`.
final class IDSpool {
  /// Above this many ids (4 MB) the list goes on in a file.
  static let memoryLimit = 1 << 20

  private var buffer: [UInt32] = []
  private var descriptor: Int32 = -1
  private var spilledCount = 0
  private let limit: Int

  /// - Parameter limit: how many ids are kept in memory.
  init(memoryLimit limit: Int = IDSpool.memoryLimit) { self.limit = limit }

  deinit { if descriptor >= 0 { close(descriptor) } }

  var count: Int { spilledCount + buffer.count }

  func append(_ id: UInt32) throws(FileError) {
    buffer.append(id)
    if buffer.count >= limit { try spill() }
  }

  func append(contentsOf ids: some Sequence<UInt32>) throws(FileError) {
    buffer.append(contentsOf: ids)
    if buffer.count >= limit { try spill() }
  }

  /// Ends the list and gives it as one stretch of memory, mapped when it lies in a file.
  func finish() throws(FileError) -> IDStorage {
    guard descriptor >= 0 else { return IDStorage(copying: buffer) }
    try spill()
    buffer = []
    guard
      let address = mmap(
        nil, spilledCount * MemoryLayout<UInt32>.stride, PROT_READ, MAP_PRIVATE, descriptor, 0),
      address != MAP_FAILED
    else { throw UnnamedFile.error(errno) }
    return IDStorage(mapped: address, count: spilledCount)
  }

  private func spill() throws(FileError) {
    if descriptor < 0 { descriptor = try UnnamedFile.open() }
    var failure: Int32 = 0
    buffer.withUnsafeBytes { bytes in
      var written = 0
      while written < bytes.count {
        let step = write(descriptor, bytes.baseAddress! + written, bytes.count - written)
        if step < 0 && errno == EINTR { continue }
        if step < 0 {
          failure = errno
          return
        }
        written += step
      }
    }
    if failure != 0 { throw UnnamedFile.error(failure) }
    spilledCount += buffer.count
    buffer.removeAll(keepingCapacity: true)
  }
}

/// Word ids that don't change any more: a copy in memory, or the mapping of a temporary file.
final class IDStorage: @unchecked Sendable {
  let ids: UnsafeBufferPointer<UInt32>
  private let isMapped: Bool

  init(copying list: [UInt32]) {
    let copy = UnsafeMutableBufferPointer<UInt32>.allocate(capacity: list.count)
    _ = copy.initialize(from: list)
    ids = UnsafeBufferPointer(copy)
    isMapped = false
  }

  init(mapped address: UnsafeMutableRawPointer, count: Int) {
    ids = UnsafeBufferPointer(
      start: UnsafePointer(address.assumingMemoryBound(to: UInt32.self)), count: count)
    isMapped = true
  }

  /// Tells the system that the first `count` ids won't be read soon: those pages of a mapped file
  /// then leave memory.
  func forget(first count: Int) {
    guard isMapped else { return }
    let pages = count * MemoryLayout<UInt32>.stride / Self.pageSize * Self.pageSize
    madvise(UnsafeMutablePointer(mutating: ids.baseAddress!), pages, MADV_DONTNEED)
  }

  private static let pageSize = Int(sysconf(Int32(_SC_PAGESIZE)))

  deinit {
    if isMapped {
      munmap(UnsafeMutablePointer(mutating: ids.baseAddress!), ids.count * 4)
    } else {
      ids.deallocate()
    }
  }
}
