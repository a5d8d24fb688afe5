import SentimentSentenceEncoders
import SentimentWordEmbeddings

/// Applies an ``EncoderClassifier`` to texts: one thread's tool.
package final class EncoderScorer: HeadScorer {
  private let classifier: EncoderClassifier
  private let speed: ClassifierSpeed
  private let fast: NGramScorer
  private let terms: NGramScorer
  /// Made for the first text that the encoder reads.
  private lazy var worker = TransformerEncoder.Worker(classifier.encoder)
  private var source = Source.words

  /// What the words are of.
  private enum Source {
    /// No text.
    case words
    case text(String)
    case vector([Float])
  }

  package init(_ classifier: EncoderClassifier, speed: ClassifierSpeed, unseen: UnseenWords?) {
    self.classifier = classifier
    self.speed = speed
    fast = NGramScorer(classifier.fast, unseen: unseen)
    terms = NGramScorer(classifier.terms, unseen: unseen)
  }

  package var readsTexts: Bool { speed != .fast }

  package func read(_ text: String?) { source = text.map { .text($0) } ?? .words }

  package func read(vector: [Float]) { source = .vector(vector) }

  package func probabilities(_ words: [Int]) throws -> [Double] {
    guard readsTexts else { return fast.probabilities(words) }
    if speed == .balanced, !words.isEmpty {
      let taught = fast.probabilities(words)
      if taught.max()! >= classifier.threshold { return taught }
    }
    let vector: [Float]
    switch source {
    case .words: return fast.probabilities(words)
    case .text(let text): vector = try worker.encode([text])
    case .vector(let given): vector = given
    }
    return LogisticRegression.probabilities(
      classifier.logits(vector[...], words, terms: terms)[...])
  }

  /// By the taught model, which tells what each word counts for.
  package func logits(_ words: [Int], leavingOut left: [Int]) -> [[Double]] {
    fast.logits(words, leavingOut: left)
  }
}
