/// A corpus as the threads wrote it that read it, each with its own numbers for words.
struct TokenRuns: Sendable {
  /// Provisional numbers, and document ends.
  let storage: IDStorage
  /// Which thread wrote each run of numbers, and how long the run is; a run ends with a document.
  let runs: [(worker: Int, count: Int)]
  /// For each thread the final numbers by its own.
  let maps: [[UInt32]]

  /// Passes the final numbers of each run on, in order, with an end after each document.
  func forEachRun<E>(_ body: (UnsafeBufferPointer<UInt32>) throws(E) -> Void) throws(E) {
    try forEachRun(in: 0..<runs.count) { (ids) throws(E) in
      try body(ids)
      return true
    }
  }

  /// The same for some of the runs, as long as `body` gives true.
  func forEachRun<E>(
    in range: Range<Int>, _ body: (UnsafeBufferPointer<UInt32>) throws(E) -> Bool
  ) throws(E) {
    let end = EncodedCorpus.documentEnd
    var scratch: [UInt32] = []
    var position = runs[..<range.lowerBound].reduce(0) { $0 + $1.count }
    for run in runs[range] {
      let provisional = UnsafeBufferPointer(
        rebasing: storage.ids[position..<position + run.count])
      scratch.removeAll(keepingCapacity: true)
      maps[run.worker].withUnsafeBufferPointer { map in
        for id in provisional { scratch.append(id == end ? end : map[Int(id)]) }
      }
      guard try scratch.withUnsafeBufferPointer(body) else { return }
      position += run.count
      storage.forget(first: position)
    }
  }
}
