import SentimentClassification
import SentimentTextProcessing
import SentimentWordEmbeddings

/// A pre-trained encoder with a classifier adapted to some labels: from a text to a label.
public struct SentimentModel: Sendable {
  public let embeddings: PretrainedEmbeddings
  /// The labels, in the order of the classifier's outputs.
  public let labels: [String]
  /// The labels' shares in the training texts: the answer where no word is known.
  public let prior: [Double]
  public let head: Head
  /// When it gives no answer; `nil` where it answers always.
  public internal(set) var abstention: Abstention? {
    didSet { classifiers = ClassifierPool() }
  }
  /// What messages call the model: its file, once it was read from one.
  var name = "the model" {
    didSet { classifiers = ClassifierPool() }
  }
  /// What classifies by this model; copies of the model share it.
  var classifiers = ClassifierPool()

  /// What turns the words of a text into probabilities, and how it came about.
  public enum Head: Sendable {
    /// A network on the mean of the words' vectors.
    case network(HiddenLayerClassifier, Adaptation)
    /// A network that reads the words in their order.
    case recurrent(RecurrentNetwork, Adaptation)
    /// A linear model of words and pairs.
    case terms(NGramClassifier, ModelCard)

    /// Whether words that the vocabulary lacks count by the vectors of their n-grams. An LSTM reads
    /// rows of the vectors' matrix, where they have none.
    var readsUnseenWords: Bool {
      if case .recurrent = self { false } else { true }
    }

    /// - Parameter unseen: what has the vectors of the last text's words that the vocabulary lacks.
    func scorer(vectors: WordVectors, unseen: UnseenWords?) -> any HeadScorer {
      switch self {
      case .network(let network, _): NetworkScorer(network, vectors: vectors, unseen: unseen)
      case .recurrent(let network, _): RecurrentScorer(network, vectors: vectors.input)
      case .terms(let classifier, _): NGramScorer(classifier, unseen: unseen)
      }
    }
  }

  /// How the network was trained, for the model card.
  public struct Adaptation: Sendable, Codable, Equatable {
    public let corpus: PretrainedEmbeddings.Provenance.Corpus?
    /// With an LSTM, the hidden size is that of its units.
    public let configuration: ClassifierConfiguration
    public let textCount: Int
    /// Texts in which no word was known; they can't be learned from.
    public let unknownTextCount: Int
    public let epochs: Int
    public let loss: Double
    public let stopReason: ClassifierTrainer.StopReason
    /// What a cross-validation says of the accuracy on new texts, where there was one.
    public internal(set) var estimate: ModelCard.Estimate?
    /// What was learned since, in order; `nil` where nothing was.
    public internal(set) var updates: [UpdateReport]?
  }

  /// The same model with another head.
  func replacingHead(by head: Head) -> SentimentModel {
    SentimentModel(
      embeddings: embeddings, labels: labels, prior: prior, head: head, abstention: abstention,
      name: name)
  }
}

extension SentimentModel {
  /// The error for a label that the model doesn't have.
  func error(forUnknownLabel label: String) -> FileError {
    FileError(
      .wrongLabel, file: name, problem: "the model has no label \"\(label)\"",
      remedy: "ask for one of \(labels.map { "\"\($0)\"" }.joined(separator: ", "))")
  }
}
