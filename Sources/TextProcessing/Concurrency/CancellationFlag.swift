import Synchronization

/// Whether somebody wants long work to end early; any thread may ask for it, and any thread of the
/// work may look.
package final class CancellationFlag: Sendable {
  private let isSet = Atomic(false)

  package init() {}

  package var isCancelled: Bool { isSet.load(ordering: .relaxed) }

  package func cancel() { isSet.store(true, ordering: .relaxed) }

  /// To be called between parts of the work that take some milliseconds each.
  ///
  /// - Throws: `CancellationError` once ``cancel()`` was called.
  package func check() throws {
    if isCancelled { throw CancellationError() }
  }
}
