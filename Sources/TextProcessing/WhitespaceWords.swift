/// Finds what stands between ASCII white space.
struct WhitespaceWords: ~Copyable {
  private var repaired = ScratchBuffer<UInt8>(capacity: 256)

  /// Ill-formed UTF-8 sequences replaced so far.
  private(set) var replacedSequenceCount = 0

  /// Passes each token to `body`.
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
      let limit = min(text.count, start + Stretch.longest)
      while end < limit, !isWhitespace(text[end]) {
        seen |= text[end]
        end += 1
      }
      if end == limit, limit < text.count, !isWhitespace(text[limit]) {
        end = Stretch.forcedEnd(in: text, from: start, limit: limit)
      }
      let token = UnsafeBufferPointer(rebasing: text[start..<end])
      try body((seen < 0x80 ? token : wellFormed(token)).span)
      start = end
    }
  }

  private mutating func wellFormed(
    _ token: UnsafeBufferPointer<UInt8>
  ) -> UnsafeBufferPointer<UInt8> {
    let illFormedCount = WellFormedUTF8.illFormedCount(in: token)
    guard illFormedCount > 0 else { return token }
    replacedSequenceCount += illFormedCount
    repaired.reserve(3 * token.count)
    let count = WellFormedUTF8.repair(token, into: repaired.base)
    return UnsafeBufferPointer(start: repaired.base, count: count)
  }
}
