import CSentimentICU
import SentimentPlatform

/// The bytes of a text in UTF-8 as they come, decoded where they are in another encoding.
///
/// The encoding is the one that was chosen; or a byte-order mark or the first bytes tell it; or else
/// the first bytes that aren't ASCII do. Only so much is looked at as one block holds, and of what
/// somebody may still be writing only what is there.
struct TextStream: ~Copyable {
  /// The file's path, or "standard input".
  var name: String { bytes.name }

  private(set) var bytes: ByteStream
  private let chosen: TextEncoding?
  /// Whether to wait for more bytes than have come, to tell the encoding.
  private let waits: Bool
  /// What was read to look at it, and wasn't passed on.
  private var block: [UInt8] = []
  private var pending = 0..<0
  private var isAtEnd = false
  private var state = State.start
  private var decoder: TextDecoder?
  /// That of the text, as far as it was read.
  private(set) var encoding = TextEncoding.utf8
  /// The encoding that the bytes told, where that isn't UTF-8.
  private(set) var toldEncoding: TextEncoding?

  private enum State { case start, ascii, utf8, decoding }

  /// As much as tells an encoding.
  private static let blockSize = 1 << 16

  init(_ bytes: consuming ByteStream, encoding: TextEncoding? = nil, waits: Bool = false) {
    self.bytes = bytes
    chosen = encoding
    self.waits = waits || !self.bytes.isLive
  }

  /// Whether reading may wait for somebody to write, where that isn't wished.
  var mayWait: Bool { !waits && bytes.isLive && pending.isEmpty && !bytes.hasMore }

  /// Whether the text is in UTF-8, so that what is ill-formed in it hasn't been replaced yet.
  var isUTF8: Bool { decoder == nil }

  /// How many sequences that aren't of the text's encoding became U+FFFD.
  var replacedCount: Int { decoder?.replacedCount ?? 0 }

  /// Reads what there is, as much as fits; waits only if there is nothing.
  ///
  /// - Returns: the number of bytes read; 0 at the end.
  /// - Throws: `FileError` when reading fails, or the file isn't text, and ``UnknownEncoding``'s.
  mutating func read(into room: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
    if state == .start { try start() }
    if state == .decoding { return try decode(into: room) }
    guard pending.isEmpty else { return take(into: room) }
    guard !isAtEnd else { return 0 }
    let count = try bytes.read(into: room)
    if count == 0 { isAtEnd = true }
    guard state == .ascii else { return count }
    let new = UnsafeRawBufferPointer(rebasing: room[..<count])
    guard let foreign = Self.firstForeign(in: new) else { return count }
    block = Array(new[foreign...])
    pending = 0..<block.count
    try tell(after: new[..<foreign])
    if foreign > 0 { return foreign }
    return state == .decoding ? try decode(into: room) : take(into: room)
  }

  /// The first byte that isn't ASCII, or begins what may be an escape sequence of ISO-2022.
  private static func firstForeign(in bytes: UnsafeRawBufferPointer) -> Int? {
    let ascii = WellFormedUTF8.asciiPrefix(of: bytes)
    if ascii > 0, let found = memchr(bytes.baseAddress!, escape, ascii) {
      return UnsafeRawPointer(found) - bytes.baseAddress!
    }
    return ascii < bytes.count ? ascii : nil
  }

  private static let escape: Int32 = 0x1B

  /// Looks at the first bytes.
  private mutating func start() throws(FileError) {
    repeat { try fill() } while !isAtEnd && needsMoreForStart
    try fillBlock()
    let name = name
    try block[pending].withUnsafeBufferPointer { start throws(FileError) in
      try FileSignature.check(start, file: name)
    }
    if let (encoding, length) = TextEncoding.byteOrderMark(of: block[pending]) {
      // A mark is surer than what anybody says.
      if encoding == .utf8 {
        state = .utf8
        return
      }
      pending = pending.dropFirst(length)
      return try use(encoding, isTold: encoding != chosen && chosen != .utf16 && chosen != .utf32)
    }
    if let chosen { return try use(chosen == .utf16 ? wide ?? chosen : chosen, isTold: false) }
    if let wide { return try use(wide, isTold: true) }
    state = .ascii
    try tell(after: [])
  }

  private var needsMoreForStart: Bool {
    block[pending].withUnsafeBufferPointer(FileSignature.needsMore)
  }

  private var wide: TextEncoding? {
    EncodingDetector(block[pending], isWhole: isAtEnd).wideEncoding()
  }

  /// Tells the encoding from the bytes that are pending, if they do.
  private mutating func tell(after passed: some Collection<UInt8>) throws(FileError) {
    try fillBlock()
    while true {
      switch EncodingDetector(block[pending], isWhole: isAtEnd).finding() {
      case .utf8: state = .utf8
      case .other(let encoding): try use(encoding, isTold: true)
      case .unknown(let place):
        let lines =
          passed.count(where: { $0 == UInt8(ascii: "\n") })
          + block[pending].prefix(place).count(where: { $0 == UInt8(ascii: "\n") })
        throw Self.unknownEncoding(name, line: lines + 1)
      case .ascii:
        // A character that is cut at the block's end tells nothing, and can't be passed on yet.
        if !isAtEnd, block[pending].last.map({ $0 >= 0x80 }) == true {
          try fill()
          continue
        }
      }
      return
    }
  }

  private mutating func use(_ encoding: TextEncoding, isTold: Bool) throws(FileError) {
    guard encoding != .utf8 else {
      state = .utf8
      return
    }
    decoder = try TextDecoder(encoding, file: name)
    self.encoding = encoding
    if isTold { toldEncoding = encoding }
    state = .decoding
  }

  static func unknownEncoding(_ file: String, line: Int) -> FileError {
    FileError(
      .notText, file: file, line: line, setting: .encoding,
      problem: "the text isn't UTF-8, and its encoding can't be told",
      remedy: "name it by \(.encoding), such as windows-1252, GB18030 or Shift_JIS")
  }

  /// Reads until the block is full, or there is no more to be had without waiting.
  private mutating func fillBlock() throws(FileError) {
    while !isAtEnd, pending.count < Self.blockSize, waits || bytes.hasMore { try fill() }
  }

  /// Reads into the block behind what is pending there.
  private mutating func fill() throws(FileError) {
    if pending.lowerBound > 0 {
      block.removeSubrange(..<pending.lowerBound)
      pending = 0..<pending.count
    }
    var block = block
    self.block = []
    let end = pending.upperBound
    block.append(contentsOf: repeatElement(0, count: end + Self.blockSize - block.count))
    let result = block.withUnsafeMutableBytes { room in
      Result { () throws(FileError) in
        try bytes.read(into: UnsafeMutableRawBufferPointer(rebasing: room[end...]))
      }
    }
    self.block = block
    let count = try result.get()
    pending = pending.lowerBound..<end + count
    isAtEnd = count == 0
  }

  private mutating func take(into room: UnsafeMutableRawBufferPointer) -> Int {
    let count = min(room.count, pending.count)
    room.copyBytes(from: block[pending.prefix(count)])
    pending = pending.dropFirst(count)
    return count
  }

  private mutating func decode(into room: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
    guard let decoder else { preconditionFailure("the encoding was told") }
    while true {
      if pending.isEmpty, !isAtEnd { try fill() }
      let range = pending
      let isLast = isAtEnd
      let (count, left) = block.withUnsafeBytes { bytes in
        var input = UnsafeRawBufferPointer(rebasing: bytes[range])
        let count = decoder.decode(&input, isLast: isLast, into: room)
        return (count, input.count)
      }
      pending = range.upperBound - left..<range.upperBound
      if count > 0 || isAtEnd && pending.isEmpty { return count }
    }
  }
}
