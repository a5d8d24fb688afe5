import Dispatch
import Synchronization

/// What `work` makes of each index in `0..<count`, by several threads; in the order of the indices,
/// whichever thread was first.
///
/// - Throws: what `work` throws for the first index for which it does; no further one is begun then.
package func concurrentMap<Output: Sendable, Failure: Error>(
  _ count: Int, threads: Int, _ work: @Sendable (_ index: Int) throws(Failure) -> Output
) throws(Failure) -> [Output] {
  try concurrentMap(count, by: 0..<max(1, threads)) { (_, index) throws(Failure) in
    try work(index)
  }
}

/// The same with a tool for each thread, such as a tokenizer with its memory.
///
/// - Parameter workers: at least one; each is used by one thread at a time.
package func concurrentMap<Workers: RandomAccessCollection & Sendable, Output, Failure: Error>(
  _ count: Int, by workers: Workers,
  _ work: @Sendable (_ worker: Workers.Element, _ index: Int) throws(Failure) -> Output
) throws(Failure) -> [Output] where Workers.Element: Sendable, Output: Sendable {
  let results = Mutex([Result<Output, Failure>?](repeating: nil, count: count))
  let next = Atomic(0)
  DispatchQueue.concurrentPerform(iterations: max(1, min(workers.count, count))) { thread in
    let worker = workers[workers.index(workers.startIndex, offsetBy: thread)]
    while true {
      let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
      guard index < count else { return }
      let result = Result { () throws(Failure) in try work(worker, index) }
      if case .failure = result { next.store(count, ordering: .relaxed) }
      results.withLock { $0[index] = result }
    }
  }
  var outputs: [Output] = []
  outputs.reserveCapacity(count)
  for result in results.withLock({ $0 }) {
    if let result { outputs.append(try result.get()) }
  }
  return outputs
}

/// Tells which fraction of some like parts of work is done, whichever thread does them.
package final class ShareCount: Sendable {
  private let done = Mutex(0)
  private let count: Int
  private let report: @Sendable (Double) -> Void

  /// - Parameters:
  ///   - count: the parts.
  ///   - report: called after each part with the fraction that is done, one call at a time.
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
