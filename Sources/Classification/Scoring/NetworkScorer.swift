import SentimentWordEmbeddings

/// Applies a ``HiddenLayerClassifier`` to the mean of words' vectors: one thread's tool.
package final class NetworkScorer: HeadScorer {
  private let network: HiddenLayerClassifier
  private let encoder: SentenceEncoder
  /// Vectors for words that aren't in the vocabulary, if the model has n-grams.
  private let unseen: UnseenWords?
  // Written over for each text.
  private var sentence: [Float]
  private var activations: Activations

  package init(_ network: HiddenLayerClassifier, vectors: WordVectors, unseen: UnseenWords?) {
    self.network = network
    self.unseen = unseen
    encoder = SentenceEncoder(vectors)
    sentence = [Float](repeating: 0, count: vectors.dimension)
    activations = Activations(network, rowCount: 1)
  }

  /// The labels' probabilities for the mean of the words' vectors.
  package func probabilities(_ words: [Int]) -> [Double] {
    encoder.encode(words, unseen: unseen, into: &sentence)
    network.forward(sentence, into: &activations)
    return activations.probabilities.map(Double.init)
  }

  /// The logits of all labels for some words, and for them but for all occurrences of each of `left`.
  ///
  /// All texts that lack one word are one product: with `n` words of mean `m`, those but for the
  /// `c` occurrences of the word with vector `v` have the mean `(n m − c v) / (n − c)`.
  package func logits(_ words: [Int], leavingOut left: [Int]) -> [[Double]] {
    let occurrences = Dictionary(words.map { ($0, 1) }, uniquingKeysWith: +)
    var rows = encoder.encode(words, unseen: unseen)
    let mean = rows
    for id in left {
      let count = occurrences[id] ?? 0
      let kept = Float(words.count - count)
      let vector = encoder.encode([id], unseen: unseen)
      for column in mean.indices {
        let sum = Float(words.count) * mean[column] - Float(count) * vector[column]
        rows.append(kept > 0 ? sum / kept : 0)
      }
    }
    let logits = network.logits(rows, rowCount: left.count + 1)
    return (0...left.count).map { row in
      logits[row * network.labelCount..<(row + 1) * network.labelCount].map(Double.init)
    }
  }
}
