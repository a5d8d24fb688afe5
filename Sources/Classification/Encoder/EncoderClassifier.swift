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
  /// The encoder is asked about texts whose likeliest label the taught model gives a smaller probability.
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
