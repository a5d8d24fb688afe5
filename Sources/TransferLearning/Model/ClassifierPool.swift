import Synchronization

/// The tools that classify by a model, each used by one call at a time, so that any number of tasks
/// can share the model. There are as many as were ever in use at once.
final class ClassifierPool: Sendable {
  /// A classifier belongs to the call that took it out until it is put back.
  private struct Idle: @unchecked Sendable {
    let classifier: TextClassifier
  }

  private let idle = Mutex<[Idle]>([])

  /// - Parameter make: makes a classifier of the model whose pool this is, where none is idle.
  /// - Throws: what `make` and `body` throw.
  func withClassifier<Result>(
    _ make: () throws -> TextClassifier, _ body: (TextClassifier) throws -> Result
  ) throws -> Result {
    let taken = try idle.withLock { $0.popLast() } ?? Idle(classifier: make())
    defer { idle.withLock { $0.append(taken) } }
    return try body(taken.classifier)
  }
}
