import SentimentSentenceEncoders
import SentimentWordEmbeddings

/// Applies an ``EncoderClassifier`` to texts: one thread's tool.
package final class EncoderScorer: HeadScorer {
  private let classifier: EncoderClassifier
  private let speed: ClassifierSpeed
  private let activation: OutputActivation
  private let fast: NGramScorer
  private let terms: NGramScorer
  /// Made for the first text that the encoder reads.
  private lazy var worker = TransformerEncoder.Worker(classifier.encoder)
  private var source = Source.words
  /// Whether the encoder is asked for certain.
  private var asks = false
  /// What the encoder made of texts that were announced.
  private var prepared: [String: [Float]] = [:]

  /// What the words are of.
  private enum Source {
    /// No text.
    case words
    case text(String)
    case vector([Float])
  }

  package init(
    _ classifier: EncoderClassifier, speed: ClassifierSpeed,
    activation: OutputActivation = .softmax,
    unseen: UnseenWords?
  ) {
    self.classifier = classifier
    self.speed = speed
    self.activation = activation
    fast = NGramScorer(classifier.fast, activation: activation, unseen: unseen)
    terms = NGramScorer(classifier.terms, unseen: unseen)
  }

  package var readsTexts: Bool { speed != .fast }

  package func read(_ text: String?, asks: Bool) {
    source = text.map { .text($0) } ?? .words
    self.asks = asks
  }

  package func read(vector: [Float]) { source = .vector(vector) }

  package func prepare(_ texts: [(words: [Int], text: String)]) throws {
    prepared.removeAll(keepingCapacity: true)
    guard readsTexts else { return }
    let asked = Set(texts.lazy.filter { self.answerOfFast($0.words) == nil }.map(\.text)).sorted()
    let vectors = try worker.encode(asked)
    let dimension = classifier.encoder.dimension
    for (place, text) in asked.enumerated() {
      prepared[text] = Array(vectors[place * dimension..<(place + 1) * dimension])
    }
  }

  package func probabilities(_ words: [Int]) throws -> [Double] {
    let vector: [Float]
    switch source {
    case .words: return fast.probabilities(words)
    case .text(let text):
      if !asks, let answer = answerOfFast(words) { return answer }
      vector = try prepared[text] ?? worker.encode(CollectionOfOne(text))
    case .vector(let given):
      if let answer = answerOfFast(words) { return answer }
      vector = given
    }
    return activation.probabilities(classifier.logits(vector[...], words, terms: terms))
  }

  /// The taught model's answer where it stands; `nil` where the encoder is asked.
  private func answerOfFast(_ words: [Int]) -> [Double]? {
    switch speed {
    case .fast: return fast.probabilities(words)
    case .accurate: return nil
    case .balanced:
      guard !words.isEmpty else { return nil }
      let answer = fast.probabilities(words)
      return activation.certainty(answer) >= classifier.threshold ? answer : nil
    }
  }

  /// By the taught model, which tells what each word counts for.
  package func logits(_ words: [Int], leavingOut left: [Int]) -> [[Double]] {
    fast.logits(words, leavingOut: left)
  }
}
