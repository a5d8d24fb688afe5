import SentimentPlatform

/// Reads a file line by line as it comes, with memory for a block and the longest line.
///
/// A file that is compressed with gzip or xz is decompressed; one that plainly isn't text is an
/// error. A line ends with LF or CRLF, which aren't part of it; the last line needs neither. A UTF-8
/// byte-order mark at the start is skipped.
/// All other bytes stay as they are, NUL too. From a pipe or a terminal, a line is passed on as soon
/// as it has come.
public struct LineReader: ~Copyable {
  /// The most bytes that a line, a record or a document may have: what is longer is taken for a
  /// file of another kind, and isn't held in memory.
  public static let longestLine = 256 << 20

  /// The file's path, or "standard input".
  public var name: String { stream.name }

  /// The number of the line that was read last, from 1; 0 before the first.
  public private(set) var line = 0

  /// How many bytes ended the line that was read last: one of LF, two of CRLF, none at the end.
  private(set) var lineEndLength = 0
  /// Whether the file began with a byte-order mark.
  private(set) var hasByteOrderMark = false

  private(set) var stream: ByteStream
  private var buffer: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private let limit: Int

  /// The bytes that were read but not passed on.
  private var pending = 0..<0
  private var isAtEnd = false

  /// Opens a file.
  ///
  /// - Parameters:
  ///   - path: The file's path; "-" is standard input.
  ///   - blockSize: How many bytes to read at a time, at most.
  /// - Throws: `FileError` if the file can't be opened.
  public init(path: String, blockSize: Int = 1 << 20) throws(FileError) {
    self.init(try ByteStream(CorpusSource(path: path)), blockSize: blockSize)
  }

  /// - Parameter limit: the most bytes that a line may have.
  init(
    _ stream: consuming ByteStream, blockSize: Int = 1 << 18, limit: Int = LineReader.longestLine
  ) {
    self.stream = stream
    self.limit = limit
    capacity = max(blockSize, 1)
    buffer = .allocate(capacity: capacity)
  }

  deinit { buffer.deallocate() }

  /// Whether a whole line is here already, so that asking for it won't wait.
  var hasWholeLine: Bool {
    memchr(buffer + pending.lowerBound, 0x0A, pending.count) != nil
  }

  /// Passes the next line to `body`.
  ///
  /// - Parameter body: Takes the line's bytes, which are valid during the call only.
  /// - Returns: Whether there was a line.
  /// - Throws: `FileError` if reading fails, or what `body` throws.
  public mutating func next(_ body: (Span<UInt8>) throws -> Void) throws -> Bool {
    guard let bytes = try nextLine() else { return false }
    try body(bytes.span)
    return true
  }

  /// Passes each of the remaining lines to `body`.
  ///
  /// - Parameter body: Takes the line's number, from 1, and its bytes, which are valid during the
  ///   call only.
  /// - Throws: `FileError` if reading fails, or what `body` throws.
  public mutating func forEachLine(
    _ body: (_ line: Int, _ bytes: Span<UInt8>) throws -> Void
  ) throws {
    while let bytes = try nextLine() {
      try body(line, bytes.span)
    }
  }

  /// The next line, valid until the next call; nil at the end.
  ///
  /// - Throws: `FileError` if reading fails, the file isn't text, or the line is longer than the
  ///   limit.
  mutating func nextLine() throws(FileError) -> UnsafeBufferPointer<UInt8>? {
    if line == 0 { try checkStart() }
    var searched = 0
    while true {
      let start = buffer + pending.lowerBound
      if let found = memchr(start + searched, 0x0A, pending.count - searched) {
        let length = UnsafeRawPointer(found) - UnsafeRawPointer(start)
        let isCRLF = length > 0 && start[length - 1] == 0x0D
        return take(length, ending: isCRLF ? 1 : 0, andSkip: 1)
      }
      if isAtEnd {
        guard !pending.isEmpty else { return nil }
        let rest = take(pending.count, ending: 0, andSkip: 0)
        // A byte-order mark alone is an empty file.
        return line == 1 && rest.isEmpty ? nil : rest
      }
      searched = pending.count
      try fill()
    }
  }

  /// - Throws: `FileError` when the file isn't text.
  private mutating func checkStart() throws(FileError) {
    repeat { try fill() } while !isAtEnd && FileSignature.needsMore(than: pendingBytes)
    try FileSignature.check(pendingBytes, file: name)
  }

  private var pendingBytes: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: buffer + pending.lowerBound, count: pending.count)
  }

  /// Takes `length` bytes off the pending ones as a line less its last `ending` bytes, and the
  /// line feed after it.
  private mutating func take(
    _ length: Int, ending: Int, andSkip skipped: Int
  ) -> UnsafeBufferPointer<UInt8> {
    let start = pending.lowerBound
    pending = start + length + skipped..<pending.upperBound
    line += 1
    lineEndLength = ending + skipped
    let bytes = UnsafeBufferPointer(start: buffer + start, count: length - ending)
    guard line == 1, bytes.starts(with: [0xEF, 0xBB, 0xBF]) else { return bytes }
    hasByteOrderMark = true
    return UnsafeBufferPointer(rebasing: bytes.dropFirst(3))
  }

  /// Reads what there is, up to a block; waits only if there is nothing.
  private mutating func fill() throws(FileError) {
    guard pending.count <= limit else {
      throw FileError(
        .malformed, file: name, line: line + 1,
        problem: "the line is longer than \(limit >> 20) MB",
        remedy: "cut it into lines, or leave this file out")
    }
    makeRoom()
    let room = UnsafeMutableRawBufferPointer(
      start: buffer + pending.upperBound, count: capacity - pending.upperBound)
    let count = try stream.read(into: room)
    isAtEnd = count == 0
    pending = pending.lowerBound..<pending.upperBound + count
  }

  /// Moves the pending bytes to the start of the buffer, and doubles it if they fill it.
  private mutating func makeRoom() {
    if pending.lowerBound > 0 {
      buffer.update(from: buffer + pending.lowerBound, count: pending.count)
      pending = 0..<pending.count
    }
    guard pending.count == capacity else { return }
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: 2 * capacity)
    larger.update(from: buffer, count: pending.count)
    buffer.deallocate()
    buffer = larger
    capacity *= 2
  }
}
