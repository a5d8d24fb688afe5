import Synchronization

/// A number that several threads may change.
final class Counter: Sendable {
  private let number = Atomic(0)

  var value: Int { number.load(ordering: .sequentiallyConsistent) }

  /// - Returns: the number then.
  @discardableResult
  func add(_ change: Int) -> Int {
    number.add(change, ordering: .sequentiallyConsistent).newValue
  }
}
