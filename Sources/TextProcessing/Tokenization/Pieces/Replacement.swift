/// Replaces a text, or runs of spaces, by another text.
struct Replacement: Sendable {
  enum Pattern: Sendable {
    /// Not empty.
    case text([UInt8])
    /// So many spaces or more in a row.
    case spaces(minimumCount: Int)
  }

  let pattern: Pattern
  let content: [UInt8]

  /// Replaces from the left, up to so many bytes of output.
  func apply(to text: inout [UInt8], limit: Int) {
    var output: [UInt8] = []
    output.reserveCapacity(text.count)
    text.withUnsafeBufferPointer { text in
      var position = 0
      while position < text.count, output.count < limit {
        if let end = matchEnd(in: text, from: position) {
          output.append(contentsOf: content)
          position = end
        } else {
          output.append(text[position])
          position += 1
        }
      }
      // A character that the limit cuts isn't begun.
      while position < text.count, text[position] & 0xC0 == 0x80 {
        output.append(text[position])
        position += 1
      }
    }
    text = output
  }

  private func matchEnd(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    switch pattern {
    case .text(let bytes):
      guard text[start] == bytes[0], text.count - start >= bytes.count else { return nil }
      let part = UnsafeBufferPointer(rebasing: text[start..<start + bytes.count])
      return part.elementsEqual(bytes) ? start + bytes.count : nil
    case .spaces(let minimumCount):
      var end = start
      while end < text.count, text[end] == 0x20 { end += 1 }
      return end - start >= minimumCount && end > start ? end : nil
    }
  }
}
