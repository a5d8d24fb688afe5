import SentimentPlatform
import SentimentWordEmbeddings

/// Texts as words, with what the labels' probabilities should be.
struct LabelledWords {
  let texts: [[Int]]
  let targets: LabelTargets
  /// `[words × dimension]`.
  let vectors: EmbeddingMatrix
}

/// An ``LSTM`` and the classifier that reads its texts' vectors.
package struct RecurrentNetwork: Sendable, Equatable {
  package var lstm: LSTM
  /// It has no hidden layer of its own.
  package var classifier: HiddenLayerClassifier

  package init(lstm: LSTM, classifier: HiddenLayerClassifier) {
    self.lstm = lstm
    self.classifier = classifier
  }

  /// The number of trained numbers.
  package var parameterCount: Int { lstm.parameterCount + classifier.parameterCount }

  /// Texts whose states are in memory at the same time where no gradient is needed.
  private static let batchSize = 64

  /// The mean cross-entropy.
  func loss(_ data: LabelledWords) -> Double {
    var loss = 0.0
    for start in stride(from: 0, to: data.texts.count, by: Self.batchSize) {
      let range = start..<min(start + Self.batchSize, data.texts.count)
      let vectors = lstm.encode(Array(data.texts[range]), by: data.vectors)
      let probabilities = classifier.probabilities(vectors, rowCount: range.count)
      let targets = data.targets.rows(range).probabilities
      for (probability, target) in zip(probabilities, targets) where target > 0 {
        loss -= Double(target * log(max(probability, .leastNormalMagnitude)))
      }
    }
    return loss / Double(data.texts.count)
  }

  /// The gradient of the mean cross-entropy over some texts, by all parameters.
  package struct Gradient {
    package var lstm: LSTMGradient
    package var classifier: NetworkGradient

    /// - Parameters:
    ///   - texts: ids of words.
    ///   - targets: what the labels' probabilities should be for each text.
    ///   - vectors: `[words × dimension]`.
    package init(
      _ network: RecurrentNetwork, texts: [[Int]], targets: LabelTargets, vectors: EmbeddingMatrix
    ) {
      let packed = PackedTexts(texts, vectors)
      var states = LSTMStates()
      let means = states.run(network.lstm, packed)
      classifier = NetworkGradient(network.classifier, rowCount: texts.count)
      classifier.compute(network.classifier, inputs: means, targets: targets)
      lstm = LSTMGradient(
        network.lstm, packed, states, errors: classifier.inputErrors(network.classifier))
    }
  }
}
