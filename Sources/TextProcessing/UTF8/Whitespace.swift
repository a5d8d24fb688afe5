/// Whether a byte is ASCII white space: space, tab, line feed, vertical tab, form feed or carriage
/// return.
@inline(__always)
func isWhitespace(_ byte: UInt8) -> Bool {
  byte == 0x20 || byte &- 0x09 < 5
}

/// The part of `range` that is left without white space at its ends.
func trimmed(_ range: Range<Int>, of bytes: Span<UInt8>) -> Range<Int> {
  var (start, end) = (range.lowerBound, range.upperBound)
  while start < end, isWhitespace(bytes[start]) { start += 1 }
  while start < end, isWhitespace(bytes[end - 1]) { end -= 1 }
  return start..<end
}
