import SentimentWordEmbeddings

/// A linear model over a text's words and the pairs of neighbours among them:
///
///     z = b + Σᵢ a(wᵢ) v(wᵢ)·u / Σᵢ a(wᵢ) + Σₜ B(t) / √(n + 1)
///
/// The first sum is over the words `w` of the text, the second over its `n` different words and its
/// different pairs `t`. The mean of the vectors `v` enters by one number a word, `a(w) v(w)·u`, so
/// that a vector needn't be read in use.
package struct NGramClassifier: Sendable {
  /// Two labels have one output, the log-odds of the second; more have one each.
  package let outputCount: Int
  /// For each word `a(w)`, then `a(w) v(w)·u` of each output, then `B(w)` of each output:
  /// `[vocabulary × (1 + 2 outputs)]`.
  package let words: EmbeddingMatrix
  package let pairs: BigramIndex
  /// `B` of pairs, `[pairs × outputs]`.
  package let pairWeights: EmbeddingMatrix
  /// `u`, `[outputs × dimension]`.
  package let direction: [Float]
  /// `b`, `[outputs]`.
  package let bias: [Float]

  package init(
    words: EmbeddingMatrix, pairs: BigramIndex, pairWeights: EmbeddingMatrix, direction: [Float],
    bias: [Float]
  ) {
    precondition(words.dimension == 1 + 2 * bias.count, "1 + 2 numbers an output for each word")
    precondition(pairWeights.rowCount == pairs.count, "weights for each pair")
    outputCount = bias.count
    self.words = words
    self.pairs = pairs
    self.pairWeights = pairWeights
    self.direction = direction
    self.bias = bias
  }

  /// The same model with `shifts` added to `b`.
  package func shifted(by shifts: [Float]) -> NGramClassifier {
    NGramClassifier(
      words: words, pairs: pairs, pairWeights: pairWeights, direction: direction,
      bias: zip(bias, shifts).map { $0 + $1 })
  }

  package var parameterCount: Int {
    words.rowCount * words.dimension + pairs.count * outputCount + direction.count + bias.count
  }
}
