import CSentimentKernels

/// Finds the words of ASCII text without ICU, which would find the same.
///
/// For ASCII, tokenising comes down to lower case (NFKC leaves ASCII alone) and the rules WB5 to
/// WB13 of UAX #29: letters, digits and underscores stick together; a mark such as a period stays
/// inside a word if the same kind, letter or digit, stands on both sides. The kernel applies them to
/// sixty-four bytes at a time.
struct ASCIIWords: ~Copyable {
  /// The class of each byte.
  let classes: UnsafePointer<WordClass>

  private let level: Int32
  private let keepsCase: Bool
  /// The classes as the kernel wants them.
  private let prepared: UnsafeMutablePointer<ck_word_classes>
  /// The text at hand, in lower case unless words keep their case.
  private let block = ScratchBuffer<UInt8>(capacity: SafeCut.longestPiece + ck_block_padding)
  /// Where its words begin and end.
  private let bounds = ScratchBuffer<UInt16>(capacity: ck_bound_capacity)

  /// - Parameter level: the instruction set that the kernel uses.
  init(classes table: [WordClass], keepsCase: Bool = false, level: Int32 = ck_best_level()) {
    precondition(SafeCut.longestPiece <= ck_block_limit, "a block fits the kernel")
    let copy = UnsafeMutablePointer<WordClass>.allocate(capacity: table.count)
    copy.initialize(from: table, count: table.count)
    classes = UnsafePointer(copy)
    self.level = level
    self.keepsCase = keepsCase
    prepared = .allocate(capacity: 1)
    ck_prepare_classes(table.map(\.rawValue), prepared)
  }

  deinit {
    classes.deallocate()
    prepared.deallocate()
  }

  /// Passes each word of the ASCII text from `start` on to `body`, in memory that can be read for
  /// `ck_start_size` bytes from the word's start on.
  ///
  /// - Returns: The end of the text, or a safe place to cut in front of the first character that
  ///   isn't ASCII, from which ICU has to continue.
  @inline(__always)
  func forEachWord<E>(
    in text: UnsafeBufferPointer<UInt8>, from start: Int,
    _ body: (UnsafeBufferPointer<UInt8>) throws(E) -> Void
  ) throws(E) -> Int {
    var position = start
    while position < text.count {
      let count = min(SafeCut.longestPiece, text.count - position)
      let found = ck_find_words(
        level, prepared, text.baseAddress! + position, count, position + count == text.count,
        block.base, bounds.base)
      if keepsCase { block.base.update(from: text.baseAddress! + position, count: count) }
      var index = 0
      while index < found.bound_count {
        let start = Int(bounds.base[index])
        let end = Int(bounds.base[index + 1])
        try body(UnsafeBufferPointer(start: block.base + start, count: end - start))
        index += 2
      }
      position += found.done
      if found.is_stopped { break }
    }
    return position
  }
}
