/// Finds the different words and pairs of texts: one thread's tool.
package struct NGramReader {
  private var wordStamps: [UInt32]
  private var pairStamps: [UInt32]
  private var stamp: UInt32 = 0

  package init(wordCount: Int, pairCount: Int) {
    wordStamps = [UInt32](repeating: 0, count: wordCount)
    pairStamps = [UInt32](repeating: 0, count: pairCount)
  }

  /// Calls `word` with each different word of a text, then `pair` with each different pair of
  /// neighbours that the table has.
  ///
  /// - Parameter words: the ids of a text's known words, in order.
  @inline(__always)
  package mutating func read(
    _ words: some RandomAccessCollection<Int>, pairs: BigramIndex, word: (Int) -> Void,
    pair: (Int) -> Void
  ) {
    if stamp == .max {
      self = NGramReader(wordCount: wordStamps.count, pairCount: pairStamps.count)
    }
    stamp += 1
    for id in words where wordStamps[id] != stamp {
      wordStamps[id] = stamp
      word(id)
    }
    guard pairs.count > 0 else { return }
    var previous: Int?
    for id in words {
      if let previous, let index = pairs.find(BigramIndex.key(previous, id)),
        pairStamps[index] != stamp
      {
        pairStamps[index] = stamp
        pair(index)
      }
      previous = id
    }
  }
}
