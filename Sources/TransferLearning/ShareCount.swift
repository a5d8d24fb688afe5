import Synchronization

/// Tells how much of some like parts of work is done, whichever thread does them.
final class ShareCount: Sendable {
  private let done = Mutex(0)
  private let count: Int
  private let report: @Sendable (Double) -> Void

  /// - Parameters:
  ///   - count: the parts.
  ///   - report: called after each part with the share that is done, one call at a time.
  init(of count: Int, _ report: @escaping @Sendable (Double) -> Void) {
    self.count = count
    self.report = report
  }

  /// Another part is done.
  func add() {
    done.withLock {
      $0 += 1
      report(Double($0) / Double(count))
    }
  }
}
