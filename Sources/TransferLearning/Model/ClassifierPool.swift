import Synchronization

/// The tools that classify by a model, each used by one call at a time, so that any number of tasks
/// can share the model. There are as many as were ever in use at once.
final class ClassifierPool: Sendable {
  /// A classifier belongs to the call that took it out until it is put back.
  private struct Idle: @unchecked Sendable {
    let classifier: TextClassifier
  }

  private let idle = Mutex<[Idle]>([])

  /// - Parameter model: the one whose pool this is.
  /// - Throws: `TokenizerError` when ICU's data can't be loaded, and what `body` throws.
  func withClassifier<Result>(
    of model: SentimentModel, _ body: (TextClassifier) throws -> Result
  ) throws -> Result {
    let taken = try idle.withLock { $0.popLast() } ?? Idle(classifier: model.makeClassifier())
    defer { idle.withLock { $0.append(taken) } }
    return try body(taken.classifier)
  }
}
