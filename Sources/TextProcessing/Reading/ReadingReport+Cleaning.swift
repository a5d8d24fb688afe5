import Glibc

extension ReadingReport {
  /// Replaces NUL bytes by spaces and ill-formed UTF-8 by U+FFFD, from `start` on, and counts them.
  mutating func clean(_ bytes: inout [UInt8], from start: Int, at place: Place) {
    let count = bytes.count - start
    guard count > 0 else { return }
    let (hasNUL, illFormed) = bytes.withUnsafeBufferPointer { all in
      let bytes = UnsafeBufferPointer(rebasing: all[start...])
      return (memchr(bytes.baseAddress!, 0, count) != nil, WellFormedUTF8.illFormedCount(in: bytes))
    }
    if hasNUL {
      for index in start..<bytes.count where bytes[index] == 0 {
        bytes[index] = UInt8(ascii: " ")
        nulBytes.add(at: place)
      }
    }
    if illFormed > 0 {
      let repaired = String(decoding: bytes[start...], as: UTF8.self)
      bytes.replaceSubrange(start..., with: repaired.utf8)
      illFormedSequences.add(illFormed, at: place)
    }
  }
}
