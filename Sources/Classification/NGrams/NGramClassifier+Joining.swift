import SentimentWordEmbeddings

extension NGramClassifier {
  /// The model whose outputs are those of several, one model's behind another's.
  ///
  /// - Parameter parts: at least one, of the same vocabulary with the same `a(w)`.
  package init(joining parts: [NGramClassifier]) {
    // Where each model's outputs begin among all.
    var starts: [Int] = []
    var outputs = 0
    for part in parts {
      starts.append(outputs)
      outputs += part.outputCount
    }
    let wordCount = parts[0].words.rowCount
    let words = EmbeddingMatrix(rowCount: wordCount, dimension: 1 + 2 * outputs)
    var pairs = BigramIndex(minimumCapacity: parts.map(\.pairs.count).max() ?? 0)
    for part in parts { for key in part.pairs.keys { _ = pairs.insert(key) } }
    let pairWeights = EmbeddingMatrix(rowCount: pairs.count, dimension: outputs)
    for (part, start) in zip(parts, starts) {
      precondition(part.words.rowCount == wordCount, "one vocabulary")
      for id in 0..<wordCount {
        let (from, to) = (part.words.row(id), words.row(id))
        to[0] = from[0]
        for output in 0..<part.outputCount {
          to[1 + start + output] = from[1 + output]
          to[1 + outputs + start + output] = from[1 + part.outputCount + output]
        }
      }
      for (place, key) in part.pairs.keys.enumerated() {
        let (from, to) = (part.pairWeights.row(place), pairWeights.row(pairs.insert(key)))
        for output in 0..<part.outputCount { to[start + output] = from[output] }
      }
    }
    self.init(
      words: words, pairs: pairs, pairWeights: pairWeights,
      direction: parts.flatMap(\.direction), bias: parts.flatMap(\.bias))
  }
}
