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

  /// Adds the pairs that stand in at least so many of the texts.
  mutating func addPairs(of texts: EncodedTexts, minimumTexts: Int) {
    var seen = PairTable(minimumCapacity: texts.ids.count / 4)
    // Of each pair: the texts it stands in, and the last of them.
    var tallies: [(texts: Int32, last: Int32)] = []
    for text in 0..<texts.count {
      let range = texts.offsets[text]..<texts.offsets[text + 1]
      for place in range.dropFirst() {
        let key = PairTable.key(Int(texts.ids[place - 1]), Int(texts.ids[place]))
        let index = seen.insert(key)
        if index == tallies.count {
          tallies.append((1, Int32(text)))
        } else if tallies[index].last != Int32(text) {
          tallies[index] = (tallies[index].texts + 1, Int32(text))
        }
      }
    }
    for (key, tally) in zip(seen.keys, tallies) where tally.texts >= minimumTexts {
      _ = pairs.insert(key)
    }
  }
}
