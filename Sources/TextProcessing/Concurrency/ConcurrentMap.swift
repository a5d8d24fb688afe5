import Dispatch
import Synchronization

/// What `work` makes of `0..<count`, by several threads; in the order of the numbers, whichever
/// thread was first.
///
/// - Throws: what the work throws for one of the numbers; none is begun after that.
package func concurrentMap<Result: Sendable, Failure: Error>(
  _ count: Int, threads: Int, _ work: @Sendable (Int) throws(Failure) -> Result
) throws(Failure) -> [Result] {
  let results = Mutex([Result?](repeating: nil, count: count))
  let failure = Mutex<Failure?>(nil)
  let next = Atomic(0)
  DispatchQueue.concurrentPerform(iterations: max(1, min(threads, count))) { _ in
    while true {
      let number = next.wrappingAdd(1, ordering: .relaxed).oldValue
      guard number < count else { return }
      do throws(Failure) {
        let result = try work(number)
        results.withLock { $0[number] = result }
      } catch {
        failure.withLock { $0 = $0 ?? error }
        next.store(count, ordering: .relaxed)
      }
    }
  }
  if let failure = failure.withLock({ $0 }) { throw failure }
  return results.withLock { $0.compactMap { $0 } }
}

/// Tells how much of some like parts of work is done, whichever thread does them.
package final class ShareCount: Sendable {
  private let done = Mutex(0)
  private let count: Int
  private let report: @Sendable (Double) -> Void

  /// - Parameters:
  ///   - count: the parts.
  ///   - report: called after each part with the share that is done, one call at a time.
  package init(of count: Int, _ report: @escaping @Sendable (Double) -> Void) {
    self.count = count
    self.report = report
  }

  /// Another part is done.
  package func add() {
    done.withLock {
      $0 += 1
      report(Double($0) / Double(count))
    }
  }
}
