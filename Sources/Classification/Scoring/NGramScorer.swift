import SentimentWordEmbeddings

/// Applies a ``NGramClassifier`` to texts: one thread's tool.
package final class NGramScorer: HeadScorer {
  private let classifier: NGramClassifier
  private let activation: OutputActivation
  private var reader: NGramReader
  /// Vectors for words that aren't in the vocabulary, if the model has n-grams.
  private let unseen: UnseenWords?

  package init(
    _ classifier: NGramClassifier, activation: OutputActivation = .softmax,
    unseen: UnseenWords? = nil
  ) {
    self.classifier = classifier
    self.activation = activation
    self.unseen = unseen
    reader = NGramReader(
      wordCount: classifier.words.rowCount, pairCount: classifier.pairs.count)
  }

  /// `z`, as many numbers as there are outputs.
  ///
  /// - Parameter words: the ids of a text's words, in order; at least one.
  package func logits(_ words: [Int]) -> [Double] {
    let outputs = classifier.outputCount
    let table = classifier.words
    let pairWeights = classifier.pairWeights
    var weight: Float = 0
    var different = 0
    var means = [Float](repeating: 0, count: outputs)
    var sums = means
    for id in words {
      if id >= table.rowCount {
        addUnseen(id, weight: &weight, means: &means)
        continue
      }
      let row = table.row(id)
      weight += row[0]
      for output in 0..<outputs { means[output] += row[1 + output] }
    }
    let seen = unseen == nil ? words : words.filter { $0 < table.rowCount }
    reader.read(seen, pairs: classifier.pairs) { id in
      let row = table.row(id)
      different += 1
      for output in 0..<outputs { sums[output] += row[1 + outputs + output] }
    } pair: { index in
      let row = pairWeights.row(index)
      for output in 0..<outputs { sums[output] += row[output] }
    }
    let share = 1 / Float(different + 1).squareRoot()
    return (0..<outputs).map {
      Double(classifier.bias[$0] + means[$0] / weight + sums[$0] * share)
    }
  }

  /// A word that the vocabulary lacks is as rare as can be, `a = 1`, and has no weight of its own.
  private func addUnseen(_ id: Int, weight: inout Float, means: inout [Float]) {
    guard let vector = unseen?.vector(id) else { preconditionFailure("word \(id) has no vector") }
    weight += 1
    for output in means.indices {
      for (column, number) in vector.enumerated() {
        means[output] += number * classifier.direction[output * vector.count + column]
      }
    }
  }

  /// The logits of all labels for some words, and for them but for all occurrences of each of `left`.
  package func logits(_ words: [Int], leavingOut left: [Int]) -> [[Double]] {
    let all = [logits(words)] + left.map { id in logits(words.filter { $0 != id }) }
    // The one output of two labels is the log-odds of the second.
    return classifier.outputCount == 1 ? all.map { [0, $0[0]] } : all
  }

  /// The probabilities of all labels.
  package func probabilities(_ words: [Int]) -> [Double] {
    activation.probabilities(logits(words))
  }
}
