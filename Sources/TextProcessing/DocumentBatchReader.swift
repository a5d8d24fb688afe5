import Glibc

/// Cuts a stream of lines into batches of whole documents, one document a line.
///
/// Lines end with LF or CRLF; a byte-order mark at the start is skipped; empty lines are no
/// documents. A line may be of any length: the batch grows to hold it.
struct DocumentBatchReader: ~Copyable {
  /// Large enough that handing a batch to a thread costs nothing beside reading it, and small
  /// enough to stay in its cache.
  private static let batchSize = 1 << 18
  private static let lineFeed = UInt8(ascii: "\n")

  private let source: CorpusSource
  private var descriptor: Int32 = -1
  private var memoryPosition = 0
  /// What was read behind the last whole line.
  private var carry: [UInt8] = []
  private var isAtEnd = false
  /// The bytes read so far.
  private(set) var byteCount = 0
  /// Tells corpora apart in a model's metadata.
  private(set) var digest = CorpusDigest()

  init(_ source: CorpusSource) throws(FileError) {
    self.source = source
    switch source {
    case .file(let path):
      descriptor = open(path, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw FileError.system(errno, file: path) }
      posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
    case .standardInput: descriptor = STDIN_FILENO
    case .memory: break
    }
  }

  deinit { if descriptor > STDIN_FILENO { close(descriptor) } }

  /// The next documents, or `nil` at the end of the text.
  mutating func next() throws(FileError) -> DocumentBatch? {
    while !isAtEnd {
      let isAtStart = byteCount == 0
      var bytes = carry
      var searched = 0
      var end: Int?
      repeat {
        searched = bytes.count
        bytes = try appendingBlock(to: bytes)
        isAtEnd = bytes.count == searched
        end = bytes[searched...].lastIndex(of: Self.lineFeed).map { $0 + 1 }
      } while end == nil && !isAtEnd
      let whole = isAtEnd ? bytes.count : end ?? bytes.count
      carry = Array(bytes[whole...])
      let hasMark = isAtStart && bytes.starts(with: [0xEF, 0xBB, 0xBF])
      let batch = DocumentBatch(
        bytes: bytes, ranges: Self.lines(bytes, in: (hasMark ? 3 : 0)..<whole))
      if !batch.ranges.isEmpty { return batch }
    }
    return nil
  }

  /// The bytes with the next block of the input behind them; no more at its end.
  private mutating func appendingBlock(to bytes: [UInt8]) throws(FileError) -> [UInt8] {
    var failure: Int32 = 0
    let size = Self.batchSize
    let position = memoryPosition
    let result = [UInt8](unsafeUninitializedCapacity: bytes.count + size) { buffer, count in
      _ = buffer.initialize(from: bytes)
      count = bytes.count
      let room = UnsafeMutableRawBufferPointer(
        rebasing: UnsafeMutableRawBufferPointer(buffer)[count...])
      switch source {
      case .memory(_, let text):
        let step = min(room.count, text.count - position)
        text.withUnsafeBytes {
          room.copyMemory(from: .init(rebasing: $0[position..<position + step]))
        }
        count += step
      case .file, .standardInput:
        let (step, code) = Self.fill(room, from: descriptor)
        count += step
        failure = code
      }
    }
    if failure != 0 { throw FileError.system(failure, file: source.name) }
    let added = result.count - bytes.count
    memoryPosition += added
    byteCount += added
    result.withUnsafeBytes { digest.add(UnsafeRawBufferPointer(rebasing: $0[bytes.count...])) }
    return result
  }

  /// Reads until the room is full or the input ends.
  private static func fill(
    _ room: UnsafeMutableRawBufferPointer, from descriptor: Int32
  ) -> (count: Int, failure: Int32) {
    var count = 0
    while count < room.count {
      let step = Glibc.read(descriptor, room.baseAddress! + count, room.count - count)
      if step < 0 && errno == EINTR { continue }
      if step < 0 { return (count, errno) }
      if step == 0 { break }
      count += step
    }
    return (count, 0)
  }

  /// The lines of a part of the bytes, without their ends; empty ones are left out.
  private static func lines(_ bytes: [UInt8], in part: Range<Int>) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    bytes.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress else { return }
      var start = part.lowerBound
      while start < part.upperBound {
        let found = memchr(base + start, Int32(lineFeed), part.upperBound - start)
        let next = found.map { UnsafeRawPointer($0) - base } ?? part.upperBound
        var end = next
        if end > start, buffer[end - 1] == UInt8(ascii: "\r") { end -= 1 }
        if end > start { ranges.append(start..<end) }
        start = next + 1
      }
    }
    return ranges
  }
}
