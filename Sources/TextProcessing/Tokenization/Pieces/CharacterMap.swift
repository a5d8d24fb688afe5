import CSentimentICU

/// What SentencePiece replaces characters by, as it has been compiled into a double array (Aoe 1989;
/// Darts-clone's layout) of the texts to be replaced, and the texts that take their place.
///
/// It is applied as Hugging Face's tokenizers do, with which encoders are trained: to what a reader takes
/// for one character (a grapheme cluster of UAX #29) if it has fewer than six bytes, else to its
/// characters. Of the texts that it begins with, the *shortest* one is looked for, and what takes its place
/// takes that of the whole.
struct CharacterMap: Sendable {
  /// Why bytes are no map.
  enum Fault: Error {
    case trie
    case replacements
  }

  private let units: [UInt32]
  /// The replacements in UTF-8, with a zero after each.
  private let replacements: [UInt8]

  /// The longest grapheme cluster, in bytes, that is looked up as a whole.
  private static let longestCluster = 5
  /// The longest replacement in bytes. U+FDFA has the longest one of Unicode, 33.
  private static let longestReplacement = 255

  /// - Parameter bytes: the length of the double array in bytes, its units of 32 bits, all of them with
  ///   the least byte first, and the replacements.
  init(_ bytes: [UInt8]) throws(Fault) {
    guard bytes.count >= 4 else { throw .trie }
    let words = bytes.withUnsafeBytes { bytes in
      (0..<bytes.count / 4).map {
        UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 4 * $0, as: UInt32.self))
      }
    }
    let size = Int(words[0])
    guard size > 0, size % 4 == 0, size <= bytes.count - 4 else { throw .trie }
    units = Array(words[1..<1 + size / 4])
    replacements = Array(bytes[(4 + size)...])
    guard replacements.withUnsafeBufferPointer(WellFormedUTF8.illFormedCount) == 0 else {
      throw .replacements
    }
    guard replacements.split(separator: 0).allSatisfy({ $0.count <= Self.longestReplacement })
    else {
      throw .replacements
    }
  }

  /// Replaces what the map has in well-formed UTF-8, up to so many bytes of output.
  func apply(to text: inout [UInt8], limit: Int) {
    var output: [UInt8] = []
    output.reserveCapacity(text.count + text.count / 4)
    text.withUnsafeBufferPointer { text in
      var start = 0
      while start < text.count, output.count < limit {
        let end = clusterEnd(in: text, from: start)
        let isShort = end - start <= Self.longestCluster
        if !isShort || !appendReplacement(of: text, start..<end, to: &output) {
          while start < end {
            let next = start + CodePoints.length(first: text[start])
            if !appendReplacement(of: text, start..<next, to: &output) {
              output.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<next]))
            }
            start = next
          }
        }
        start = end
      }
    }
    text = output
  }

  /// - Returns: whether there is one.
  private func appendReplacement(
    of text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, to output: inout [UInt8]
  ) -> Bool {
    guard let start = replacement(of: text, range) else { return false }
    var end = start
    while end < replacements.count, replacements[end] != 0 { end += 1 }
    output.append(contentsOf: replacements[start..<end])
    return true
  }

  /// Where the replacement begins of the shortest text of the map that the range begins with.
  private func replacement(of text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int? {
    var node = Self.offset(units[0])
    for byte in text[range] {
      if byte == 0 { return nil }
      node ^= Int(byte)
      guard node < units.count else { return nil }
      let unit = units[node]
      // Bit 31 marks the unit of a value, which has no label.
      guard unit & 0x8000_00FF == UInt32(byte) else { return nil }
      node ^= Self.offset(unit)
      if unit >> 8 & 1 == 1 {
        guard node < units.count else { return nil }
        let start = Int(units[node] & 0x7FFF_FFFF)
        let isSound = start < replacements.count && replacements[start] & 0xC0 != 0x80
        return isSound ? start : nil
      }
    }
    return nil
  }

  /// How far a unit's children are from it.
  @inline(__always)
  private static func offset(_ unit: UInt32) -> Int {
    Int((unit >> 10) << ((unit & 1 << 9) >> 6))
  }

  /// The end of the grapheme cluster at `start`. Those that are made of several letters (Hangul, Indic) or
  /// emoji may be said to end sooner: they have more than ``longestCluster`` bytes, and their characters are
  /// looked up one by one either way.
  private func clusterEnd(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var end = start
    var last = CodePoints.next(in: text, at: &end)
    if last < 0x80, end == text.count || text[end] < 0x80 {
      let isLineEnd = last == 0x0D && end < text.count && text[end] == 0x0A
      return isLineEnd ? end + 1 : end
    }
    var part = cicu_cluster_part_of(Int32(last))
    while end < text.count, part != cicu_cluster_control {
      var next = end
      last = CodePoints.next(in: text, at: &next)
      let following = cicu_cluster_part_of(Int32(last))
      let isJoined =
        following == cicu_cluster_extending
        || part == cicu_cluster_prepended && following != cicu_cluster_control
      guard isJoined else { break }
      (end, part) = (next, following)
    }
    return end
  }
}
