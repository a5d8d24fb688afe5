import SentimentPlatform

/// Reads a file line by line as it comes, with memory for a block and the longest line.
///
/// A file that is compressed with gzip or xz is decompressed; one that plainly isn't text is an
/// error. A line ends with LF, CRLF or CR, which aren't part of it; the last line needs none. Text in
/// UTF-16 or UTF-32 with a byte-order mark becomes UTF-8. A mark at the start of a line is dropped:
/// files with one may have been joined.
/// All other bytes stay as they are, NUL too. From a pipe or a terminal, a line is passed on as soon
/// as it has come.
package struct LineReader: ~Copyable {
  /// The most bytes that a line, a record or a document may have: what is longer is taken for a
  /// file of another kind, and isn't held in memory.
  package static let longestLine = 256 << 20

  /// The file's path, or "standard input".
  package var name: String { stream.name }

  /// The number of the line that was read last, from 1; 0 before the first.
  package private(set) var line = 0

  /// What ended the line that was read last.
  private(set) var lineEnd = LineEnd.none
  /// Whether the file began with a byte-order mark.
  private(set) var hasByteOrderMark = false

  private(set) var stream: TextStream
  private var buffer: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private let limit: Int

  /// Whether a byte-order mark was dropped from the line that was read last.
  private(set) var beganWithMark = false

  /// The bytes that were read but not passed on.
  private var pending = 0..<0
  /// Where in the buffer no line feed stands before, as far as is known.
  private var lineFeedSearch = 0
  /// Whether the line that was read last ended with CR at the end of what had come: an LF that comes
  /// next belongs to it.
  private var skipsLineFeed = false
  private var isAtEnd = false

  /// Opens a file.
  ///
  /// - Parameters:
  ///   - path: The file's path; "-" is standard input.
  ///   - blockSize: How many bytes to read at a time, at most.
  /// - Throws: `FileError` if the file can't be opened.
  package init(path: String, blockSize: Int = 1 << 20) throws(FileError) {
    self.init(try ByteStream(CorpusSource(path: path)), blockSize: blockSize)
  }

  /// The lines of a text in UTF-8, or with a byte-order mark that tells otherwise.
  init(
    _ bytes: consuming ByteStream, blockSize: Int, limit: Int = LineReader.longestLine
  ) {
    self.init(TextStream(bytes, encoding: .utf8), blockSize: blockSize, limit: limit)
  }

  /// - Parameter limit: the most bytes that a line may have.
  init(
    _ stream: consuming TextStream, blockSize: Int = 1 << 18, limit: Int = LineReader.longestLine
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
      || memchr(buffer + pending.lowerBound, 0x0D, pending.count) != nil
  }

  /// What has been read of the text after the last line, and whether the text ends there; valid until
  /// the next call.
  var upcoming: (bytes: UnsafeBufferPointer<UInt8>, isWhole: Bool) { (pendingBytes, isAtEnd) }

  /// Reads on until so many bytes follow the last line, which isn't valid any more then, as far as they
  /// can be had without waiting for somebody to write them.
  mutating func readAhead(_ count: Int) throws(FileError) {
    while !isAtEnd, pending.count < count, !stream.mayWait { try fill() }
  }

  /// Passes the next line to `body`.
  ///
  /// - Parameter body: Takes the line's bytes, which are valid during the call only.
  /// - Returns: Whether there was a line.
  /// - Throws: `FileError` if reading fails, or what `body` throws.
  package mutating func next(_ body: (Span<UInt8>) throws -> Void) throws -> Bool {
    guard let bytes = try nextLine() else { return false }
    try body(bytes.span)
    return true
  }

  /// Passes each of the remaining lines to `body`.
  ///
  /// - Parameter body: Takes the line's number, from 1, and its bytes, which are valid during the
  ///   call only.
  /// - Throws: `FileError` if reading fails, or what `body` throws.
  package mutating func forEachLine(
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
    var searched = 0
    while true {
      if skipsLineFeed, !pending.isEmpty {
        skipsLineFeed = false
        if buffer[pending.lowerBound] == 0x0A { pending = pending.dropFirst() }
      }
      let start = buffer + pending.lowerBound
      let lineFeed = nextLineFeed()
      let end = lineFeed ?? pending.count
      if let found = memchr(start + searched, 0x0D, end - searched) {
        let length = UnsafeRawPointer(found) - UnsafeRawPointer(start)
        skipsLineFeed = length + 1 == pending.count && !isAtEnd
        let hasLineFeed = length + 1 == lineFeed
        // An LF that hasn't come yet belongs to it as it did before.
        lineEnd = hasLineFeed || skipsLineFeed && lineEnd == .crlf ? .crlf : .cr
        return take(length, andSkip: hasLineFeed ? 2 : 1)
      }
      if let lineFeed {
        lineEnd = .lf
        return take(lineFeed, andSkip: 1)
      }
      if isAtEnd {
        guard !pending.isEmpty else { return nil }
        lineEnd = .none
        let rest = take(pending.count, andSkip: 0)
        // A byte-order mark alone is an empty file.
        return line == 1 && rest.isEmpty ? nil : rest
      }
      searched = pending.count
      try fill()
    }
  }

  /// Where the first line feed stands in what is pending. A text with other line ends may have none,
  /// and isn't searched again for each line.
  private mutating func nextLineFeed() -> Int? {
    let from = max(lineFeedSearch, pending.lowerBound)
    guard from < pending.upperBound else { return nil }
    guard let found = memchr(buffer + from, 0x0A, pending.upperBound - from) else {
      lineFeedSearch = pending.upperBound
      return nil
    }
    lineFeedSearch = UnsafeRawPointer(found) - UnsafeRawPointer(buffer)
    return lineFeedSearch - pending.lowerBound
  }

  private var pendingBytes: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: buffer + pending.lowerBound, count: pending.count)
  }

  /// Takes `length` bytes off the pending ones as a line, and the line's end after it.
  private mutating func take(
    _ length: Int, andSkip skipped: Int
  ) -> UnsafeBufferPointer<UInt8> {
    let start = pending.lowerBound
    pending = start + length + skipped..<pending.upperBound
    line += 1
    let bytes = UnsafeBufferPointer(start: buffer + start, count: length)
    beganWithMark = length >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF
    if line == 1 { hasByteOrderMark = beganWithMark }
    return beganWithMark ? UnsafeBufferPointer(rebasing: bytes.dropFirst(3)) : bytes
  }

  /// Reads on, behind what is pending.
  ///
  /// - Throws: `FileError` if reading fails, the file isn't text, or the line is longer than the
  ///   limit.
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
    do {
      let count = try stream.read(into: room)
      isAtEnd = count == 0
      pending = pending.lowerBound..<pending.upperBound + count
    } catch let error where error.setting == .encoding {
      let before = line + pendingBytes.count(where: { $0 == 0x0A })
      throw TextStream.unknownEncoding(name, line: before + (error.line ?? 1))
    }
  }

  /// Moves the pending bytes to the start of the buffer, and doubles it if they fill it.
  private mutating func makeRoom() {
    if pending.lowerBound > 0 {
      buffer.update(from: buffer + pending.lowerBound, count: pending.count)
      lineFeedSearch = max(0, lineFeedSearch - pending.lowerBound)
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
