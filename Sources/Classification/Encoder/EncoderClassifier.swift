import SentimentSentenceEncoders

/// A linear model of a text's vector `v` by a pre-trained encoder, and of its words and pairs:
///
///     z = U v + n(words, pairs)
///
/// Beside it stands a model of words, pairs and word vectors alone, which was taught to answer as this one
/// does (Hinton, Vinyals and Dean 2015) and needs no encoder.
package struct EncoderClassifier: Sendable {
  package let encoder: TransformerEncoder
  /// `U`, `[outputs × dimension]`.
  package let weights: [Float]
  /// `n`, with the bias.
  package let terms: NGramClassifier
  /// The taught model.
  package let fast: NGramClassifier
  /// The encoder is asked about texts of whose answer the taught model is less sure
  /// (``OutputActivation/certainty(_:)``).
  package let threshold: Double

  package init(
    encoder: TransformerEncoder, weights: [Float], terms: NGramClassifier, fast: NGramClassifier,
    threshold: Double
  ) {
    precondition(weights.count == fast.outputCount * encoder.dimension, "a row for each output")
    self.encoder = encoder
    self.weights = weights
    self.terms = terms
    self.fast = fast
    self.threshold = threshold
  }

  /// `z`, as many numbers as there are outputs.
  ///
  /// - Parameters:
  ///   - vector: `v`, of length 1.
  ///   - words: the ids of the text's words, in order.
  ///   - scorer: applies ``terms``.
  package func logits(
    _ vector: ArraySlice<Float>, _ words: [Int], terms scorer: NGramScorer
  ) -> [Double] {
    let rest = words.isEmpty ? terms.bias.map(Double.init) : scorer.logits(words)
    return rest.enumerated().map { output, logit in
      let row = weights[output * encoder.dimension..<(output + 1) * encoder.dimension]
      return logit + Double(zip(row, vector).reduce(0) { $0 + $1.0 * $1.1 })
    }
  }

  /// The same model with an output for each of more labels than it has, as
  /// ``NGramClassifier/mapping(_:biases:)``.
  package func mapping(_ places: [Int], biases: [Double]) -> EncoderClassifier {
    var mapped = [Float](repeating: 0, count: biases.count * encoder.dimension)
    for (label, place) in places.enumerated() {
      let (output, factor): (Int, Float) =
        fast.outputCount == 1 ? (0, label == 0 ? -0.5 : 0.5) : (label, 1)
      for column in 0..<encoder.dimension {
        mapped[place * encoder.dimension + column] =
          factor * weights[output * encoder.dimension + column]
      }
    }
    return EncoderClassifier(
      encoder: encoder, weights: mapped, terms: terms.mapping(places, biases: biases),
      fast: fast.mapping(places, biases: biases), threshold: threshold)
  }

  /// The model whose outputs are those of several, one model's behind another's. It asks the encoder where one of
  /// them would.
  ///
  /// - Parameter parts: at least one, with the same encoder and as ``NGramClassifier/init(joining:)`` takes them.
  package init(joining parts: [EncoderClassifier]) {
    self.init(
      encoder: parts[0].encoder, weights: parts.flatMap(\.weights),
      terms: NGramClassifier(joining: parts.map(\.terms)),
      fast: NGramClassifier(joining: parts.map(\.fast)),
      threshold: parts.map(\.threshold).max() ?? 0)
  }

  /// A model of words alone, which answers for sure.
  package init(_ words: NGramClassifier, beside encoder: TransformerEncoder) {
    self.init(
      encoder: encoder,
      weights: [Float](repeating: 0, count: words.outputCount * encoder.dimension), terms: words,
      fast: words, threshold: 0)
  }

  /// The sum of this model and one of the encoder's vector alone, beside another fast model.
  ///
  /// - Parameters:
  ///   - direction: `[outputs × dimension]`.
  ///   - bias: `[outputs]`.
  package func adding(
    _ direction: [Float], bias: [Float], fast: NGramClassifier
  ) -> EncoderClassifier {
    EncoderClassifier(
      encoder: encoder, weights: zip(weights, direction).map { $0 + $1 },
      terms: terms.shifted(by: bias), fast: fast, threshold: threshold)
  }

  package var parameterCount: Int {
    weights.count + terms.parameterCount + fast.parameterCount
  }
}

/// How much time a model with an encoder takes for a text.
public enum ClassifierSpeed: String, Sendable, CaseIterable, Codable {
  /// Words and pairs answer.
  case fast
  /// These answer where they are sure, and the encoder reads the other texts.
  case balanced
  /// The encoder reads all texts.
  case accurate
}
