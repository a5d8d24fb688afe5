import CSentimentKernels

/// Finds what stands between ASCII white space.
struct WhitespaceWords: ~Copyable {
  /// A token that can't stay where the text has it.
  private var copy = ScratchBuffer<UInt8>(capacity: 256)

  /// Ill-formed UTF-8 sequences replaced so far.
  private(set) var replacedSequenceCount = 0

  /// Passes each token to `body`, in memory that can be read for `ck_start_size` bytes.
  @inline(__always)
  mutating func forEachWord<E>(
    in text: UnsafeBufferPointer<UInt8>, _ body: (Span<UInt8>) throws(E) -> Void
  ) throws(E) {
    var start = 0
    while start < text.count {
      if isWhitespace(text[start]) {
        start += 1
        continue
      }
      var seen: UInt8 = 0
      var end = start
      let limit = min(text.count, start + SafeCut.longestPiece)
      while end < limit, !isWhitespace(text[end]) {
        seen |= text[end]
        end += 1
      }
      if end == limit, limit < text.count, !isWhitespace(text[limit]) {
        end = SafeCut.forcedEnd(in: text, from: start, limit: limit)
      }
      let token = UnsafeBufferPointer(rebasing: text[start..<end])
      let isPadded = start + ck_start_size <= text.count
      try body((seen < 0x80 && isPadded ? token : wellFormed(token, isPadded)).span)
      start = end
    }
  }

  private mutating func wellFormed(
    _ token: UnsafeBufferPointer<UInt8>, _ isPadded: Bool
  ) -> UnsafeBufferPointer<UInt8> {
    let illFormedCount = WellFormedUTF8.illFormedCount(in: token)
    guard illFormedCount > 0 || !isPadded else { return token }
    replacedSequenceCount += illFormedCount
    copy.reserve(3 * token.count + ck_start_size)
    let count = WellFormedUTF8.repair(token, into: copy.base)
    return UnsafeBufferPointer(start: copy.base, count: count)
  }
}
