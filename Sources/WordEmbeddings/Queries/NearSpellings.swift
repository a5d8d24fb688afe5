import SentimentTextProcessing

extension WordVectors {
  /// Words of the vocabulary that are spelled nearly as a word: the same but for case, or with one or
  /// two letters wrong. The nearest first, and of equals the first in the vocabulary, which is the
  /// most frequent.
  public func spellings(near word: String, maximumCount: Int) -> [String] {
    let wanted = Array(word.lowercased().utf8)
    let limit = EditDistance.tolerance(wanted.count)
    var found: [(distance: Int, id: Int)] = []
    for id in 0..<vocabulary.count {
      vocabulary.withBytes(of: id) { bytes in
        guard abs(bytes.count - wanted.count) <= limit else { return }
        let distance = EditDistance.between(bytes.map(Self.lowercased), wanted)
        if distance <= limit { found.append((distance, id)) }
      }
    }
    return found.sorted { $0 < $1 }.prefix(maximumCount).map { vocabulary.word($0.id) }
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 {
    0x41...0x5A ~= byte ? byte | 0x20 : byte
  }
}
