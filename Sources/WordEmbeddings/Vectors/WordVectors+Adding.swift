import SentimentTextProcessing

extension WordVectors {
  /// The same input vectors, and those of further words behind them.
  ///
  /// - Parameters:
  ///   - words: words that the vocabulary lacks, as UTF-8, each with its count and its vector of
  ///     `dimension` numbers.
  ///   - subwords: the n-grams that the result composes unknown words of.
  package func adding(
    _ words: [(bytes: [UInt8], count: Int, vector: [Float])], subwords: SubwordTable?
  ) -> WordVectors {
    let old = vocabulary
    let all = Vocabulary(
      words: (0..<old.count).map { old.withBytes(of: $0) { Array($0) } } + words.map(\.bytes),
      counts: old.counts + words.map(\.count))
    guard let all else { preconditionFailure("an added word is none of the old ones") }
    let matrix = EmbeddingMatrix(rowCount: all.count, dimension: dimension)
    matrix.rows(0..<old.count).update(from: input)
    for (place, word) in words.enumerated() {
      matrix.row(old.count + place).update(from: word.vector, count: dimension)
    }
    return WordVectors(vocabulary: all, input: matrix, subwords: subwords)
  }
}
