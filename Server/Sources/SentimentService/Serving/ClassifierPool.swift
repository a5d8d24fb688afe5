import SentimentTransferLearning
import Synchronization

/// Classifiers of one model, each used by one request at a time.
final class ClassifierPool: Sendable {
  /// A classifier belongs to the request that took it out of the pool until it is put back.
  private struct Idle: @unchecked Sendable {
    let classifier: TextClassifier
  }

  let model: SentimentModel
  private let idle = Mutex<[Idle]>([])

  init(_ model: SentimentModel) { self.model = model }

  func withClassifier<Result>(_ body: (TextClassifier) throws -> Result) throws -> Result {
    let taken = try idle.withLock { $0.popLast() } ?? Idle(classifier: model.makeClassifier())
    defer { idle.withLock { $0.append(taken) } }
    return try body(taken.classifier)
  }
}
