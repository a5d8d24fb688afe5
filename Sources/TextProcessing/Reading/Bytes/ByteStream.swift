import SentimentPlatform

/// The bytes of a text as they come, decompressed when they are gzip or xz.
struct ByteStream: ~Copyable {
  /// The file's path, or "standard input".
  let name: String

  /// Whether somebody may still be writing to it: a pipe or a terminal.
  let isLive: Bool
  private let source: CorpusSource
  private let descriptor: Int32
  private var memoryPosition = 0
  /// Bytes of the source that are still to be read; `nil` for all there are.
  private var left: Int?
  /// Bytes that were read but not passed on: the first ones, or compressed ones.
  private var buffer: [UInt8] = []
  private var pending = 0..<0
  private var isAtEnd = false
  private var hasStarted = false
  private var compression: Compression?
  private var decompressor: (any Decompressor)?

  /// How many bytes came from the source, compressed if it is.
  private(set) var inputByteCount = 0
  /// How many bytes of text came out.
  private(set) var byteCount = 0
  /// Tells texts apart in a model's metadata, however they are compressed.
  private(set) var digest: CorpusDigest

  private static let inputSize = 1 << 16

  /// - Parameters:
  ///   - range: the bytes that are read of a file or of memory; `nil` for all.
  ///   - digest: that of the files before this one, where several are one corpus.
  /// - Throws: `FileError` when the file can't be opened.
  init(
    _ source: CorpusSource, range: Range<Int>? = nil, digest: CorpusDigest = CorpusDigest()
  ) throws(FileError) {
    self.source = source
    self.digest = digest
    let start = range?.lowerBound ?? 0
    name = start > 0 ? "\(source.name) from byte \(start)" : source.name
    left = range?.count
    memoryPosition = start
    isLive = source.size == nil
    switch source {
    case .file(let path):
      descriptor = open(path.pathBytes, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw FileError.system(errno, file: path) }
      guard start == 0 || lseek(descriptor, off_t(start), SEEK_SET) >= 0 else {
        let code = errno
        close(descriptor)
        throw FileError.system(code, file: path)
      }
      posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
    case .standardInput: descriptor = STDIN_FILENO
    case .memory: descriptor = -1
    case .texts: preconditionFailure("texts are no stream of bytes (TextListReader)")
    }
  }

  /// Whether reading won't wait.
  var hasMore: Bool {
    guard isLive else { return true }
    guard pending.isEmpty else { return true }
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&request, 1, 0) > 0
  }

  deinit { if descriptor > STDIN_FILENO { close(descriptor) } }

  /// Whether the text is compressed, as its first bytes tell.
  mutating func isCompressed() throws(FileError) -> Bool {
    if !hasStarted { try start() }
    return compression != nil
  }

  /// Reads what there is, as much as fits; waits only if there is nothing.
  ///
  /// - Returns: the number of bytes read; 0 at the end.
  /// - Throws: `FileError` when reading fails or the compressed data is damaged or cut short.
  mutating func read(into room: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
    if !hasStarted { try start() }
    let count =
      if let decompressor { try decompress(by: decompressor, into: room) } else {
        try readPlain(into: room)
      }
    byteCount += count
    digest.add(UnsafeRawBufferPointer(rebasing: room[..<count]))
    return count
  }

  /// Reads the first bytes and sees from them how the file is compressed.
  private mutating func start() throws(FileError) {
    hasStarted = true
    buffer = [UInt8](repeating: 0, count: Self.inputSize)
    while !isAtEnd, Compression.needsMore(than: buffer[pending]) { try fill() }
    compression = Compression(start: buffer[pending])
    decompressor = try compression?.makeDecompressor(file: name)
  }

  /// Reads into the buffer behind what is pending there.
  private mutating func fill() throws(FileError) {
    let end = pending.upperBound
    // Taken out of `self`, which reading changes too.
    var buffer = buffer
    self.buffer = []
    let result = buffer.withUnsafeMutableBytes { bytes in
      readInput(into: UnsafeMutableRawBufferPointer(rebasing: bytes[end...]))
    }
    self.buffer = buffer
    let count = try result.get()
    pending = pending.lowerBound..<end + count
    isAtEnd = count == 0
  }

  private mutating func readPlain(into room: UnsafeMutableRawBufferPointer) throws(FileError) -> Int
  {
    guard !pending.isEmpty else { return isAtEnd ? 0 : try readInput(into: room).get() }
    let count = min(room.count, pending.count)
    room.copyBytes(from: buffer[pending.prefix(count)])
    pending = pending.dropFirst(count)
    return count
  }

  private mutating func decompress(
    by decompressor: any Decompressor, into room: UnsafeMutableRawBufferPointer
  ) throws(FileError) -> Int {
    while true {
      if pending.isEmpty, !isAtEnd {
        pending = 0..<0
        try fill()
      }
      let range = pending
      let isLast = isAtEnd
      let result = buffer.withUnsafeBytes { bytes in
        var input = UnsafeRawBufferPointer(rebasing: bytes[range])
        return Result { () throws(DecompressionError) in
          let count = try decompressor.decompress(&input, isLast: isLast, into: room)
          return (count, input.count)
        }
      }
      do throws(DecompressionError) {
        let (count, left) = try result.get()
        pending = range.upperBound - left..<range.upperBound
        if count > 0 { return count }
        if pending.isEmpty, isAtEnd {
          guard decompressor.isComplete else { throw .truncated }
          return 0
        }
      } catch {
        throw error.fileError(name, compression!)
      }
    }
  }

  /// The next bytes of the source as they are.
  private mutating func readInput(
    into room: UnsafeMutableRawBufferPointer
  ) -> Result<Int, FileError> {
    let room = UnsafeMutableRawBufferPointer(rebasing: room.prefix(left ?? room.count))
    var count = 0
    if case .memory(_, let text) = source {
      count = min(room.count, text.count - memoryPosition)
      room.copyBytes(from: text[memoryPosition..<memoryPosition + count])
      memoryPosition += count
    } else {
      repeat {
        count = SentimentPlatform.read(descriptor, room.baseAddress, room.count)
      } while count < 0
        && errno == EINTR
      if count < 0 { return .failure(FileError.system(errno, file: name)) }
    }
    inputByteCount += count
    left = left.map { $0 - count }
    return .success(count)
  }
}
