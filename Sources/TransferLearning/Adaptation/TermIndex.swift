import Classification

/// The words and pairs of words that a model may weigh, numbered from 0: first the vocabulary, then
/// the pairs.
struct TermIndex: Sendable {
  let wordCount: Int
  private(set) var pairs: PairTable

  init(wordCount: Int, pairs: PairTable = PairTable()) {
    self.wordCount = wordCount
    self.pairs = pairs
  }

  var count: Int { wordCount + pairs.count }

  /// Adds the pairs that stand in at least so many of the texts, in the order in which they come.
  mutating func addPairs(of texts: EncodedTexts, minimumTexts: Int, threads: Int) {
    // Each share of the pairs is counted in a table of its own, which is small enough for a cache.
    let frequent = concurrentMap(Self.shareCount, threads: threads) { share in
      Self.pairs(of: texts, share: UInt64(share), minimumTexts: minimumTexts)
    }
    for pair in frequent.joined().sorted(by: { $0.firstPlace < $1.firstPlace }) {
      _ = pairs.insert(pair.key)
    }
  }

  /// A power of two.
  private static let shareCount = 16
  private static let shareBits = UInt64(shareCount.trailingZeroBitCount)

  /// The pairs of one share that stand in enough texts, with the place of their first occurrence.
  private static func pairs(
    of texts: EncodedTexts, share: UInt64, minimumTexts: Int
  ) -> [(key: UInt64, firstPlace: Int)] {
    var seen = PairTable(minimumCapacity: texts.ids.count / (4 * shareCount))
    // Of each pair: its first place, the texts it stands in, and the last of them.
    var tallies: [(place: Int, texts: Int32, last: Int32)] = []
    for text in 0..<texts.count {
      let range = texts.offsets[text]..<texts.offsets[text + 1]
      for place in range.dropFirst() {
        let key = PairTable.key(Int(texts.ids[place - 1]), Int(texts.ids[place]))
        // The upper bits of a product are well mixed; those of the table's hash are others.
        guard (key &* 0xD6E8_FEB8_6659_FD93) >> (64 - shareBits) == share else { continue }
        let index = seen.insert(key)
        if index == tallies.count {
          tallies.append((place, 1, Int32(text)))
        } else if tallies[index].last != Int32(text) {
          tallies[index].texts += 1
          tallies[index].last = Int32(text)
        }
      }
    }
    return zip(seen.keys, tallies).filter { $1.texts >= minimumTexts }.map { ($0, $1.place) }
  }
}
