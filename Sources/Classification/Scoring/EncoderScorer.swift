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
  /// What the words are of; `nil` where they are of no text.
  private var text: String?

  package init(_ classifier: EncoderClassifier, speed: ClassifierSpeed, unseen: UnseenWords?) {
    self.classifier = classifier
    self.speed = speed
    fast = NGramScorer(classifier.fast, unseen: unseen)
    terms = NGramScorer(classifier.terms, unseen: unseen)
  }

  package var readsTexts: Bool { speed != .fast }

  package func read(_ text: Span<UInt8>?) {
    if let text {
      self.text = text.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    } else {
      self.text = nil
    }
  }

  package func probabilities(_ words: [Int]) -> [Double] {
    guard let text, readsTexts else { return fast.probabilities(words) }
    if speed == .balanced, !words.isEmpty {
      let taught = fast.probabilities(words)
      if taught.max()! >= classifier.threshold { return taught }
    }
    return LogisticRegression.probabilities(logits(text, words)[...])
  }

  private func logits(_ text: String, _ words: [Int]) -> [Double] {
    // Numbers that aren't finite make the caller's check fail.
    let vector =
      (try? worker.encode([text]))
      ?? [Float](repeating: .nan, count: classifier.encoder.dimension)
    let dimension = vector.count
    let rest = words.isEmpty ? classifier.terms.bias.map(Double.init) : terms.logits(words)
    return rest.enumerated().map { output, logit in
      var sum: Float = 0
      for (column, number) in vector.enumerated() {
        sum += number * classifier.weights[output * dimension + column]
      }
      return logit + Double(sum)
    }
  }

  /// By the taught model, which tells what each word counts for.
  package func logits(_ words: [Int], leavingOut left: [Int]) -> [[Double]] {
    fast.logits(words, leavingOut: left)
  }
}
