import SentimentClassification
import SentimentSentenceEncoders
import SentimentWordEmbeddings

/// What turns the words of a text into probabilities: weights alone. How they were learned is in
/// the ``ModelCard``.
package enum Head: Sendable {
  /// A network on the mean of the words' vectors.
  case network(HiddenLayerClassifier)
  /// A network that reads the words in their order.
  case recurrent(RecurrentNetwork)
  /// A linear model of words, pairs of words and the mean of the words' vectors.
  case ngrams(NGramClassifier)
  /// A linear model of the text's vector by a pre-trained encoder, and a fast one beside it.
  case encoder(EncoderClassifier)

  /// Whether words that the vocabulary lacks count by the vectors of their n-grams. An LSTM reads
  /// rows of the vectors' matrix, where they have none.
  var readsUnseenWords: Bool {
    if case .recurrent = self { false } else { true }
  }

  /// The encoder that is asked; `nil` where none is.
  var encoder: TransformerEncoder? {
    if case .encoder(let classifier) = self { classifier.encoder } else { nil }
  }

  /// Weights and biases.
  package var parameterCount: Int {
    switch self {
    case .network(let network): network.parameterCount
    case .recurrent(let network): network.parameterCount
    case .ngrams(let classifier): classifier.parameterCount
    case .encoder(let classifier): classifier.parameterCount
    }
  }

  /// - Parameters:
  ///   - unseen: what has the vectors of the last text's words that the vocabulary lacks.
  ///   - speed: matters where there is an encoder.
  ///   - activation: of a linear model.
  func scorer(
    vectors: WordVectors, unseen: UnseenWords?, speed: ClassifierSpeed,
    activation: OutputActivation
  ) -> any HeadScorer {
    switch self {
    case .network(let network): NetworkScorer(network, vectors: vectors, unseen: unseen)
    case .recurrent(let network): RecurrentScorer(network, vectors: vectors.input)
    case .ngrams(let classifier):
      NGramScorer(classifier, activation: activation, unseen: unseen)
    case .encoder(let classifier):
      EncoderScorer(classifier, speed: speed, activation: activation, unseen: unseen)
    }
  }
}
