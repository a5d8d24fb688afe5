import Sentiment
import Synchronization

/// Fits a model to a few labelled texts in memory, shows how far it is, and ends a fit early.
@main
struct FitFromArrays {
  private static let labelled = [
    "praise": [
      "fast delivery and a friendly driver", "works perfectly, very happy with it",
      "great quality for the price", "the support was quick and helpful",
    ],
    "complaint": [
      "arrived broken and nobody answers", "terrible quality, it fell apart",
      "I waited three weeks for the delivery", "the support was rude and useless",
    ],
  ]
  private static let seedWords = [
    "praise": ["great", "happy", "perfect"], "complaint": ["terrible", "broken", "useless"],
  ]

  static func main() async throws {
    let reports = Mutex(0)
    let model = try await SentimentModel.fit(labelled, seedWords: seedWords) { progress in
      reports.withLock { $0 += 1 }
    }
    print("labels:", model.labels.joined(separator: ", "))
    print("reported:", reports.withLock { $0 > 0 })
    for text in ["I am very happy with the quality", "it was broken, terrible"] {
      print("answer:", text, "→", try model.classify(text).label ?? "unknown")
    }
    if let estimate = model.estimate {
      print("estimate:", estimate.accuracy, "between", estimate.interval)
    }
    let delay = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 50
    try await cancel(after: .milliseconds(delay))
  }

  /// A fit of many texts, which learns word vectors of their own before, ends soon when its task is
  /// cancelled.
  private static func cancel(after delay: Duration) async throws {
    let many = labelled.mapValues { texts in
      (0..<5_000).map { index in "\(texts[index % texts.count]) \(index) \(index % 91)" }
    }
    let unlabelled = many.values.flatMap(\.self)
    let task = Task { try await SentimentModel.fit(many, unlabelled: unlabelled) }
    try await Task.sleep(for: delay)
    let start = ContinuousClock.now
    task.cancel()
    do {
      _ = try await task.value
      print("cancelled: no, it was done before")
    } catch is CancellationError {
      print("cancelled: yes")
      print("ended after:", (ContinuousClock.now - start) / .milliseconds(1), "ms")
    }
  }
}
