import SentimentClassification
import SentimentTextProcessing

/// The words and pairs of words that a model may weigh, numbered from 0: first the vocabulary, then
/// the pairs.
struct NGramIndex: Sendable {
  let wordCount: Int
  private(set) var pairs: BigramIndex

  init(wordCount: Int, pairs: BigramIndex = BigramIndex()) {
    self.wordCount = wordCount
    self.pairs = pairs
  }

  var count: Int { wordCount + pairs.count }

  /// Adds the pairs that stand in at least so many of the texts, in the order in which they come.
  ///
  /// - Throws: `CancellationError`.
  mutating func addPairs(
    of texts: EncodedTexts, minimumTexts: Int, threads: Int,
    cancellation: CancellationFlag = CancellationFlag()
  ) throws {
    // Each share of the pairs is counted in a table of its own, which is small enough for a cache.
    let frequent = try concurrentMap(Self.shareCount, threads: threads) { share in
      try Self.pairs(
        of: texts, share: UInt64(share), minimumTexts: minimumTexts, cancellation)
    }
    for pair in frequent.joined().sorted(by: { $0.firstPlace < $1.firstPlace }) {
      _ = pairs.insert(pair.key)
    }
  }

  /// A power of two; so many threads can work at a time.
  private static let shareCount = 4
  private static let shareBits = UInt64(shareCount.trailingZeroBitCount)
  /// Counters of pairs are so many at most: four megabytes stay in a cache.
  private static let maximumCounters = 1 << 22

  /// The pairs of one share that stand in enough texts, with the place of their first occurrence.
  ///
  /// Most pairs are rare. Counters that pairs share by their hash tell which can't be frequent, so
  /// that the table has few others (Park, Chen and Yu 1995, "An Effective Hash-Based Algorithm for
  /// Mining Association Rules").
  private static func pairs(
    of texts: EncodedTexts, share: UInt64, minimumTexts: Int, _ cancellation: CancellationFlag
  ) throws -> [(key: UInt64, firstPlace: Int)] {
    var counterCount = 1_024
    while counterCount < min(texts.ids.count, maximumCounters) { counterCount *= 2 }
    var counters = [UInt8](repeating: 0, count: counterCount)
    let enough = UInt8(clamping: minimumTexts)
    try forEachPair(of: texts, share, cancellation) { _, hash, _, _ in
      let counter = Int(truncatingIfNeeded: hash) & (counterCount - 1)
      if counters[counter] < enough { counters[counter] += 1 }
    }
    var seen = BigramIndex()
    // Of each pair: its first place, the texts it stands in, and the last of them.
    var tallies: [(place: Int, texts: Int32, last: Int32)] = []
    try forEachPair(of: texts, share, cancellation) { key, hash, text, place in
      guard counters[Int(truncatingIfNeeded: hash) & (counterCount - 1)] == enough else { return }
      let index = seen.insert(key)
      if index == tallies.count {
        tallies.append((place, 1, Int32(text)))
      } else if tallies[index].last != Int32(text) {
        tallies[index].texts += 1
        tallies[index].last = Int32(text)
      }
    }
    return zip(seen.keys, tallies).filter { $1.texts >= minimumTexts }.map { ($0, $1.place) }
  }

  /// Calls `body` with each pair of one share, a hash, its text, and its place among all words.
  @inline(__always)
  private static func forEachPair(
    of texts: EncodedTexts, _ share: UInt64, _ cancellation: CancellationFlag,
    _ body: (_ key: UInt64, _ hash: UInt64, _ text: Int, _ place: Int) -> Void
  ) throws {
    try texts.ids.withUnsafeBufferPointer { ids in
      for text in 0..<texts.count {
        try cancellation.check()
        for place in (texts.offsets[text]..<texts.offsets[text + 1]).dropFirst() {
          let key = BigramIndex.key(Int(ids[place - 1]), Int(ids[place]))
          // The upper bits of a product are well mixed; those of the table's hash are others.
          let product = key &* 0xD6E8_FEB8_6659_FD93
          guard product >> (64 - shareBits) == share else { continue }
          body(key, product >> 32, text, place)
        }
      }
    }
  }
}
