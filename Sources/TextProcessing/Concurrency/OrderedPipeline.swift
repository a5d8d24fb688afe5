import Dispatch
import Synchronization

/// Works on the parts of a stream by several threads; the results come in the order of the parts,
/// whichever thread is done first.
///
/// At any time a few parts a thread are in memory, however long the stream is. A part's result is
/// passed on as soon as it and all before it are done, even while the next part is waited for.
package struct OrderedPipeline<Element, Transformed> {
  /// A thread that is done early can go on with so many further parts before it has to wait.
  private static var partsPerThread: Int { 4 }

  private let threads: Int

  package init(threads: Int) { self.threads = threads }

  /// - Parameters:
  ///   - next: gives the next part, `nil` at the end; called by one thread at a time.
  ///   - makeWorker: makes a thread's tool, which turns a part into a result.
  ///   - take: receives the results in order; called by one thread at a time.
  /// - Throws: what any of these throws; of several parts that fail, the first counts. The results
  ///   of all parts before it have been passed on then, and none after it.
  package func run(
    next: () throws -> Element?, makeWorker: () throws -> (Element) throws -> Transformed,
    take: (Transformed) throws -> Void
  ) throws {
    let workers = try (0..<max(1, threads)).map { _ in try makeWorker() }
    try withoutActuallyEscaping(next) { next in
      try withoutActuallyEscaping(take) { take in
        let state = PipelineState(
          next: next, workers: workers, take: take, limit: workers.count * Self.partsPerThread)
        DispatchQueue.concurrentPerform(iterations: workers.count) { state.work(thread: $0) }
        try state.checkForFailure()
      }
    }
  }
}

/// What the threads of a pipeline share. Reading and taking are behind a lock each, and a worker
/// belongs to one thread, hence `@unchecked Sendable`.
private final class PipelineState<Element, Transformed>: @unchecked Sendable {
  private struct Source {
    var partCount = 0
    var isAtEnd = false
  }

  private struct Sink {
    var takenCount = 0
    /// Results that wait for those of earlier parts.
    var waiting: [Int: Result<Transformed, any Error>] = [:]
    var failure: (any Error)?
  }

  private let next: () throws -> Element?
  private let workers: [(Element) throws -> Transformed]
  private let take: (Transformed) throws -> Void
  private let source = Mutex(Source())
  private let sinkLock = Mutex(())
  private var sink = Sink()
  private let hasFailed = Atomic(false)
  /// Counts how many more parts may be begun.
  private let room: DispatchSemaphore

  init(
    next: @escaping () throws -> Element?, workers: [(Element) throws -> Transformed],
    take: @escaping (Transformed) throws -> Void, limit: Int
  ) {
    self.next = next
    self.workers = workers
    self.take = take
    room = DispatchSemaphore(value: limit)
  }

  func work(thread: Int) {
    while true {
      room.wait()
      guard let (index, part) = nextPart() else { break }
      let result = Result { try workers[thread](try part.get()) }
      deliver(result, of: index)
    }
    // So that no thread waits for room after the end.
    room.signal()
  }

  private func nextPart() -> (Int, Result<Element, any Error>)? {
    source.withLock { source in
      guard !source.isAtEnd, !hasFailed.load(ordering: .relaxed) else { return nil }
      let part: Result<Element, any Error>
      do {
        guard let next = try next() else {
          source.isAtEnd = true
          return nil
        }
        part = .success(next)
      } catch {
        source.isAtEnd = true
        part = .failure(error)
      }
      source.partCount += 1
      return (source.partCount - 1, part)
    }
  }

  private func deliver(_ result: Result<Transformed, any Error>, of index: Int) {
    sinkLock.withLock { _ in
      sink.waiting[index] = result
      while let result = sink.waiting.removeValue(forKey: sink.takenCount) {
        sink.takenCount += 1
        room.signal()
        guard sink.failure == nil else { continue }
        do { try take(try result.get()) } catch {
          sink.failure = error
          hasFailed.store(true, ordering: .relaxed)
        }
      }
    }
  }

  func checkForFailure() throws {
    if let failure = sinkLock.withLock({ _ in sink.failure }) { throw failure }
  }
}
