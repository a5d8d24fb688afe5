import SentimentTransferLearning
import Synchronization

/// What the answers were like, in sums: a mean of coverage that falls, or a share of texts without a known word that
/// grows, tells that texts have changed since the model was made.
final class AnswerMetrics: Sendable {
  private let texts = Atomic(0)
  private let unknown = Atomic(0)
  private let abstained = Atomic(0)
  /// In millionths, as only whole numbers are added without a lock.
  private let coverage = Atomic(0)

  private static let millionths = 1e6

  func add(_ predictions: [Prediction]) {
    texts.add(predictions.count, ordering: .relaxed)
    unknown.add(predictions.count { $0.coverage == 0 }, ordering: .relaxed)
    abstained.add(predictions.count { $0.abstains == true }, ordering: .relaxed)
    let sum = predictions.reduce(0) { $0 + $1.coverage }
    coverage.add(Int(sum * Self.millionths), ordering: .relaxed)
  }

  var metrics: [Metric] {
    [
      Metric(
        "sentiment_classified_texts_total", .counter, "Texts that were classified.", texts.value),
      Metric(
        "sentiment_unknown_texts_total", .counter, "Of these, texts without a known word.",
        unknown.value),
      Metric(
        "sentiment_abstained_texts_total", .counter,
        "Of these, texts that the model was unsure of.",
        abstained.value),
      Metric(
        "sentiment_coverage_sum", .counter, "The sum of the texts' shares of known words.",
        Double(coverage.value) / Self.millionths),
    ]
  }
}

extension Atomic<Int> {
  fileprivate var value: Int { load(ordering: .relaxed) }
}
