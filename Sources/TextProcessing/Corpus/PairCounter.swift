import Dispatch
import Synchronization

/// Counts pairs of words that stand side by side: exactly, in bounded memory, by several threads.
///
/// Each thread counts the pairs whose hash lies in its range. When it has more of them than it may
/// keep, it goes on with the lower half of its range, and later reads the corpus again for the
/// rest. Memory so doesn't grow with the number of different pairs, only the number of passes does.
struct PairCounter {
  let runs: TokenRuns
  /// Whether a word's pairs are counted, by its number.
  let isCandidate: [Bool]
  let threads: Int
  /// The most pairs that all threads keep together.
  var pairLimit = PairCounter.defaultPairLimit

  /// In 512 MB at most; a text of 100 MB has about a quarter as many.
  static let defaultPairLimit = (512 << 20) / PairTable.bytesPerPair

  typealias Pair = (first: Int, second: Int, count: Int)

  /// The pairs that fulfil the condition, in no particular order.
  func pairs(where isWanted: @Sendable (Pair) -> Bool) -> [Pair] {
    let found = Mutex<[Pair]>([])
    let share = UInt64.max / UInt64(threads)
    DispatchQueue.concurrentPerform(iterations: threads) { thread in
      let first = UInt64(thread) * share
      let last = thread == threads - 1 ? .max : first + share - 1
      let pairs = pairs(hashes: first...last, where: isWanted)
      found.withLock { $0 += pairs }
    }
    return found.withLock { $0 }
  }

  private func pairs(hashes: ClosedRange<UInt64>, where isWanted: (Pair) -> Bool) -> [Pair] {
    let limit = max(1, pairLimit / threads)
    var found: [Pair] = []
    var lower = hashes.lowerBound
    while true {
      var range = lower...hashes.upperBound
      var table = PairTable()
      runs.forEachRun { ids in
        count(ids, in: range, into: &table)
        while table.count > limit, range.lowerBound < range.upperBound {
          range =
            range.lowerBound...range.lowerBound + (range.upperBound - range.lowerBound) / 2
          table.removeAll { !range.contains(PairTable.hash($0)) }
        }
      }
      table.forEachPair { key, count in
        let numbers = PairTable.numbers(key)
        let pair = (numbers.first, numbers.second, count)
        if isWanted(pair) { found.append(pair) }
      }
      guard range.upperBound < hashes.upperBound else { return found }
      lower = range.upperBound + 1
    }
  }

  private func count(
    _ ids: UnsafeBufferPointer<UInt32>, in range: ClosedRange<UInt64>, into table: inout PairTable
  ) {
    isCandidate.withUnsafeBufferPointer { isCandidate in
      var before: UInt32?
      for id in ids {
        guard id != EncodedCorpus.documentEnd, isCandidate[Int(id)] else {
          before = nil
          continue
        }
        if let before {
          let key = PairTable.key(before, id)
          if range.contains(PairTable.hash(key)) { table.add(1, to: key) }
        }
        before = id
      }
    }
  }
}
