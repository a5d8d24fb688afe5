import Glibc

/// Cuts a stream of lines into batches of whole documents, one document a line.
///
/// Lines end with LF or CRLF; a byte-order mark at the start is skipped; empty lines are no
/// documents. A line may be of any length: the buffer grows to hold it.
struct DocumentBatchReader: ~Copyable {
  /// Large enough that handing a batch to a thread costs nothing beside reading it.
  private static let batchSize = 1 << 20
  private static let lineFeed = UInt8(ascii: "\n")

  private let source: CorpusSource
  private var descriptor: Int32 = -1
  private var memoryPosition = 0
  /// What was read behind the last whole line.
  private var carry: [UInt8] = []
  private var isAtEnd = false
  private var isAtStart = true
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
      var bytes = carry
      carry = []
      var searched = bytes.count
      var end: Int?
      repeat {
        isAtEnd = try !read(into: &bytes)
        end = Self.lastLineFeed(in: bytes, from: searched).map { $0 + 1 }
        searched = bytes.count
      } while end == nil && !isAtEnd
      if !isAtEnd, let end {
        carry = Array(bytes[end...])
        bytes.removeSubrange(end...)
      }
      let batch = Self.split(bytes)
      if !batch.ranges.isEmpty { return batch }
    }
    return nil
  }

  /// Appends one block; `false` at the end of the input.
  private mutating func read(into bytes: inout [UInt8]) throws(FileError) -> Bool {
    let start = bytes.count
    switch source {
    case .memory(_, let text):
      let end = min(memoryPosition + Self.batchSize, text.count)
      bytes.append(contentsOf: text[memoryPosition..<end])
      memoryPosition = end
    case .file, .standardInput:
      var failure: Int32 = 0
      let block = [UInt8](unsafeUninitializedCapacity: Self.batchSize) { buffer, count in
        while count < buffer.count {
          let step = Glibc.read(descriptor, buffer.baseAddress! + count, buffer.count - count)
          if step < 0 && errno == EINTR { continue }
          if step < 0 { failure = errno }
          if step <= 0 { break }
          count += step
        }
      }
      if failure != 0 { throw FileError.system(failure, file: source.name) }
      bytes.append(contentsOf: block)
    }
    let added = bytes.count - start
    byteCount += added
    digest.add(bytes[start...])
    if isAtStart {
      isAtStart = false
      if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    }
    return added > 0
  }

  private static func lastLineFeed(in bytes: [UInt8], from start: Int) -> Int? {
    bytes[start...].lastIndex(of: lineFeed)
  }

  private static func split(_ bytes: [UInt8]) -> DocumentBatch {
    var ranges: [Range<Int>] = []
    bytes.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress else { return }
      var start = 0
      while start < buffer.count {
        let found = memchr(base + start, Int32(lineFeed), buffer.count - start)
        let next = found.map { UnsafeRawPointer($0) - base } ?? buffer.count
        var end = next
        if end > start, buffer[end - 1] == UInt8(ascii: "\r") { end -= 1 }
        if end > start { ranges.append(start..<end) }
        start = next + 1
      }
    }
    return DocumentBatch(bytes: bytes, ranges: ranges)
  }
}
