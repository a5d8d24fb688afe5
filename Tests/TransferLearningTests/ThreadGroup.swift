import Foundation
import SentimentTextProcessing

/// Processes as threads of this one, which exchange what processes would.
final class ThreadGroup: @unchecked Sendable {
  private let condition = NSCondition()
  private let count: Int
  private var parts: [[[UInt8]]]
  private var arrived = 0
  private var calls = 0
  private var complete: [[[UInt8]]] = []

  init(_ count: Int) {
    self.count = count
    parts = [[[UInt8]]](repeating: [], count: count)
  }

  /// What each of the processes gives, by its rank.
  static func run<Output>(
    _ count: Int, _ body: @escaping @Sendable (any ProcessGroup) throws -> Output
  ) throws -> [Output] {
    let group = ThreadGroup(count)
    let results = Results<Output>(count)
    let done = DispatchGroup()
    for rank in 0..<count {
      done.enter()
      let thread = Thread {
        results.set(rank, Result { try body(Member(rank, group)) })
        done.leave()
      }
      thread.stackSize = 8 << 20
      thread.start()
    }
    done.wait()
    return try results.all.map { try $0.get() }
  }

  private func exchange(_ rank: Int, _ own: [[UInt8]]) -> [[UInt8]] {
    condition.lock()
    defer { condition.unlock() }
    parts[rank] = own
    arrived += 1
    let call = calls
    if arrived == count {
      (complete, arrived) = (parts, 0)
      calls += 1
      condition.broadcast()
    }
    while calls == call { condition.wait() }
    return complete.map { $0[rank] }
  }

  private final class Member: ProcessGroup {
    let rank: Int
    private let group: ThreadGroup
    var count: Int { group.count }

    init(_ rank: Int, _ group: ThreadGroup) { (self.rank, self.group) = (rank, group) }

    func exchange(_ parts: [[UInt8]]) -> [[UInt8]] { group.exchange(rank, parts) }

    func gather(_ bytes: [UInt8]) -> [[UInt8]] {
      group.exchange(rank, [[UInt8]](repeating: bytes, count: count))
    }
  }

  private final class Results<Output>: @unchecked Sendable {
    private let lock = NSLock()
    private var results: [Result<Output, any Error>?]

    init(_ count: Int) { results = [Result<Output, any Error>?](repeating: nil, count: count) }

    func set(_ rank: Int, _ result: Result<Output, any Error>) {
      lock.withLock { results[rank] = result }
    }

    var all: [Result<Output, any Error>] { lock.withLock { results.map { $0! } } }
  }
}
