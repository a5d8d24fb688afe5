/// Finds the words of ASCII text without ICU, which would find the same.
///
/// For ASCII, tokenising comes down to lower case (NFKC leaves ASCII alone) and the rules WB5 to
/// WB13 of UAX #29: letters, digits and underscores stick together; a mark such as a period stays
/// inside a word if the same kind, letter or digit, stands on both sides.
struct ASCIIWords: ~Copyable {
  /// The class of each byte.
  let classes: UnsafePointer<WordClass>

  /// The text at hand in lower case.
  private var block = ScratchBuffer<UInt8>(capacity: Stretch.longest)

  init(classes table: [WordClass]) {
    let copy = UnsafeMutablePointer<WordClass>.allocate(capacity: table.count)
    copy.initialize(from: table, count: table.count)
    classes = UnsafePointer(copy)
  }

  deinit {
    classes.deallocate()
  }

  /// Passes each word of the ASCII text from `start` on to `body`.
  ///
  /// - Returns: The end of the text, or a safe place to cut in front of the first character that
  ///   isn't ASCII, from which ICU has to continue.
  @inline(__always)
  func forEachWord<E>(
    in text: UnsafeBufferPointer<UInt8>, from start: Int, _ body: (Span<UInt8>) throws(E) -> Void
  ) throws(E) -> Int {
    var position = start
    while position < text.count {
      let count = lowercase(text, from: position)
      let isLast = position + count == text.count
      let done = try scan(count: count, isLast: isLast, body)
      position += done.count
      if done.isStopped { return position }
    }
    return position
  }

  /// Passes each word of the block to `body`.
  ///
  /// - Parameters:
  ///   - count: The length of the block.
  ///   - isLast: Whether the text ends with the block.
  /// - Returns: How many bytes are done with, and whether a character that isn't ASCII stands in
  ///   the way of more.
  @inline(__always)
  private func scan<E>(
    count: Int, isLast: Bool, _ body: (Span<UInt8>) throws(E) -> Void
  ) throws(E) -> (count: Int, isStopped: Bool) {
    let bytes = UnsafePointer(block.base)
    var start = 0
    while start < count {
      let first = classes[Int(bytes[start])].rawValue
      guard first & WordClass.wordBits != 0 else {
        // A mark after a separator belongs to it, so that a separator is done with only if ASCII
        // follows.
        if first & WordClass.notASCII.rawValue != 0 { return (start, true) }
        if start + 1 < count {
          if bytes[start + 1] >= 0x80 { return (start, true) }
        } else if !isLast {
          return (start, false)
        }
        start += 1
        continue
      }
      var last = first
      var end = start + 1
      var isOpen = false
      while true {
        guard end < count else {
          isOpen = !isLast
          break
        }
        let next = classes[Int(bytes[end])].rawValue
        if next & WordClass.wordBits != 0 {
          last = next
          end += 1
          continue
        }
        if next & WordClass.notASCII.rawValue != 0 { return (start, true) }
        guard next >> 3 & last != 0 else { break }
        guard end + 1 < count else {
          isOpen = !isLast
          break
        }
        let afterNext = classes[Int(bytes[end + 1])].rawValue
        if afterNext & WordClass.notASCII.rawValue != 0 { return (start, true) }
        guard afterNext & last != 0 else { break }
        end += 2
      }
      // A word that reaches the end of the block starts the next block, unless it fills this one.
      if isOpen && start > 0 { return (start, false) }
      // ICU takes one underscore for punctuation, but several for a word.
      if end - start > 1 || first != WordClass.joiner.rawValue {
        try body(UnsafeBufferPointer(start: bytes + start, count: end - start).span)
      }
      start = end
    }
    return (start, false)
  }

  /// Copies text to the block in lower case: until the block is full, the text ends, or something
  /// that isn't ASCII was copied.
  ///
  /// - Returns: The number of bytes copied.
  private func lowercase(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    let count = min(block.capacity, text.count - start)
    guard let base = text.baseAddress else { return 0 }
    let input = UnsafeRawPointer(base + start)
    let output = UnsafeMutableRawPointer(block.base)
    let stride = MemoryLayout<UInt64>.size
    let highBits: UInt64 = 0x8080_8080_8080_8080
    let ones: UInt64 = 0x0101_0101_0101_0101
    var position = 0
    while position + stride <= count {
      let bytes = input.loadUnaligned(fromByteOffset: position, as: UInt64.self)
      // Added to seven bits, these carry into the eighth from "A" on and from "[" on.
      let low = bytes & ~highBits
      let isUpper = (low &+ 63 &* ones) & ~(low &+ 37 &* ones) & ~bytes & highBits
      output.storeBytes(of: bytes | isUpper >> 2, toByteOffset: position, as: UInt64.self)
      position += stride
      if bytes & highBits != 0 { return position }
    }
    while position < count {
      let byte = input.load(fromByteOffset: position, as: UInt8.self)
      let isUpper = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
      output.storeBytes(of: isUpper ? byte | 0x20 : byte, toByteOffset: position, as: UInt8.self)
      position += 1
    }
    return position
  }
}
