import SentimentWordEmbeddings

/// Applies a ``RecurrentNetwork`` to the words of texts, in their order.
package struct RecurrentScorer: HeadScorer, Sendable {
  private let network: RecurrentNetwork
  /// `[words × dimension]`.
  private let vectors: EmbeddingMatrix

  package init(_ network: RecurrentNetwork, vectors: EmbeddingMatrix) {
    self.network = network
    self.vectors = vectors
  }

  package func probabilities(_ words: [Int]) -> [Double] {
    network.classifier.probabilities(network.lstm.encode([words], by: vectors), rowCount: 1)
      .map(Double.init)
  }

  /// The logits of all labels for some words, and for them but for all occurrences of each of `left`.
  package func logits(_ words: [Int], leavingOut left: [Int]) -> [[Double]] {
    ([words] + left.lazy.map { id in words.filter { $0 != id } }).map { words in
      network.classifier.logits(network.lstm.encode([words], by: vectors), rowCount: 1)
        .map(Double.init)
    }
  }
}
