import Dispatch
import Synchronization

/// A corpus that is read and cut into tokens, but whose vocabulary is not chosen yet.
///
/// Each text is read once: words get a provisional number when they are first seen, and
/// ``encoded(minimumCount:stopWords:)`` maps those numbers to the final ids.
public final class TokenizedCorpus {
  /// One text that was read, as the model's metadata names it.
  public struct Part: Sendable {
    public let name: String
    /// Its size in bytes, decompressed.
    public let byteCount: Int
    public let digest: CorpusDigest
  }

  /// What reading reports now and then.
  public struct Progress: Sendable {
    /// Bytes read so far, over all sources, compressed where they are.
    public let inputByteCount: Int
    public let tokenCount: Int
  }

  /// What was read in all.
  public struct Statistics: Sendable {
    /// Bytes of text, decompressed.
    public let byteCount: Int
    /// All tokens, before stop words and rare words are taken out.
    public let tokenCount: Int
    /// What was left out and repaired.
    public let reading: ReadingReport
  }

  public private(set) var parts: [Part] = []
  private var tokenCount = 0
  private var inputByteCount = 0
  private var report = ReadingReport()
  private let options: ReadingOptions
  /// The first bytes of the text, enough to tell its language.
  public private(set) var sample: [UInt8] = []

  /// 64 KB are some ten thousand words: their stop words tell the language beyond doubt.
  private static let sampleSize = 64 << 10

  /// A thread that is done early takes another batch of the round.
  private static let batchesPerThread = 4

  private let workers: [Worker]
  private let spool: IDSpool
  /// Which worker wrote each run of provisional ids, and how long the run is.
  private var runs: [(worker: Int, count: Int)] = []
  private let memoryLimit: Int

  /// Reads all sources to their end.
  ///
  /// - Parameters:
  ///   - sources: the texts.
  ///   - options: how they are read.
  ///   - tokenizer: how a document is cut into tokens.
  ///   - threads: how many threads cut; the result doesn't depend on it.
  ///   - progress: called after each round of about a megabyte a thread.
  /// - Throws: ``FileError`` when a source can't be read, or has no token.
  public convenience init(
    reading sources: [CorpusSource], options: ReadingOptions = ReadingOptions(),
    tokenizer: TokenizerKind, threads: Int = 1,
    progress: (Progress) throws -> Void = { _ in }
  ) throws {
    try self.init(
      reading: sources, options: options, tokenizer: tokenizer, threads: threads,
      memoryLimit: IDSpool.memoryLimit, progress: progress)
  }

  /// - Parameter memoryLimit: how many ids are kept in memory before a temporary file is used.
  package init(
    reading sources: [CorpusSource], options: ReadingOptions = ReadingOptions(),
    tokenizer: TokenizerKind, threads: Int, memoryLimit: Int,
    progress: (Progress) throws -> Void = { _ in }
  ) throws {
    self.memoryLimit = memoryLimit
    self.options = options
    spool = IDSpool(memoryLimit: memoryLimit)
    workers = try (0..<max(1, threads)).map { _ in try Worker(tokenizer) }
    for source in sources { try read(source, progress: progress) }
    guard tokenCount > 0 else {
      throw FileError(
        file: sources.map(\.name).joined(separator: ", "), line: nil, problem: "no words in it",
        remedy: "give a text with one document a line")
    }
  }

  public var statistics: Statistics {
    Statistics(
      byteCount: parts.reduce(0) { $0 + $1.byteCount }, tokenCount: tokenCount,
      reading: report)
  }

  private func read(_ source: CorpusSource, progress: (Progress) throws -> Void) throws {
    var reader = try DocumentBatchReader(source, options: options)
    while true {
      var batches: [DocumentBatch] = []
      while batches.count < workers.count * Self.batchesPerThread, let batch = try reader.next() {
        batches.append(batch)
      }
      if batches.isEmpty { break }
      let room = Self.sampleSize - sample.count
      if room > 0 { sample.append(contentsOf: batches[0].bytes.prefix(room)) }
      for run in tokenize(batches) {
        runs.append((worker: run.worker, count: run.ids.count))
        tokenCount += run.ids.count
        try spool.append(contentsOf: run.ids)
      }
      tokenCount -= batches.reduce(0) { $0 + $1.ranges.count }
      try progress(
        Progress(
          inputByteCount: inputByteCount + reader.documents.inputByteCount, tokenCount: tokenCount))
    }
    inputByteCount += reader.documents.inputByteCount
    report.add(reader.documents.report)
    parts.append(
      Part(
        name: source.name, byteCount: reader.documents.byteCount, digest: reader.documents.digest))
  }

  /// The provisional ids of each batch, with the worker whose table they are of.
  private func tokenize(_ batches: [DocumentBatch]) -> [(worker: Int, ids: [UInt32])] {
    let results = Mutex([(worker: Int, ids: [UInt32])](repeating: (0, []), count: batches.count))
    let next = Atomic(0)
    let workers = workers
    DispatchQueue.concurrentPerform(iterations: workers.count) { thread in
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < batches.count else { break }
        let ids = workers[thread].tokenize(batches[index])
        results.withLock { $0[index] = (thread, ids) }
      }
    }
    return results.withLock { $0 }
  }

  /// Chooses the vocabulary and gives the corpus as its ids; what isn't in it is left out.
  ///
  /// - Parameters:
  ///   - minimumCount: a word that the corpus has less often is left out.
  ///   - stopWords: words that are left out.
  /// - Throws: ``FileError`` when no word remains.
  public func encoded(
    minimumCount: Int, stopWords: StopWords
  ) throws -> (vocabulary: Vocabulary, corpus: EncodedCorpus) {
    var merged = WordTable()
    var counts: [Int] = []
    let mergedIDs: [[Int]] = workers.map { worker in
      (0..<worker.table.count).map { local in
        let id = worker.table.withWord(local) { merged.insert($0) }
        if id == counts.count { counts.append(0) }
        counts[id] += worker.counts[local]
        return id
      }
    }
    let kept = Self.ranking(merged, counts: counts, minimumCount: minimumCount, stopWords)
    guard !kept.isEmpty else {
      throw FileError(
        file: parts.map(\.name).joined(separator: ", "), line: nil,
        problem: "no word stands in it \(minimumCount) times",
        remedy: "lower --min-count, or give more text")
    }
    var finalIDs = [UInt32](repeating: EncodedCorpus.documentEnd, count: merged.count)
    for (id, index) in kept.enumerated() { finalIDs[index] = UInt32(id) }
    let maps = mergedIDs.map { $0.map { finalIDs[$0] } }
    let words = kept.map { merged.withWord($0) { Array($0) } }
    let vocabulary = Vocabulary(words: words, counts: kept.map { counts[$0] })!
    return (vocabulary, try mapped(through: maps))
  }

  /// The words that stay, by falling count and then by their bytes.
  private static func ranking(
    _ table: WordTable, counts: [Int], minimumCount: Int, _ stopWords: StopWords
  ) -> [Int] {
    (0..<table.count)
      .filter { index in
        counts[index] >= minimumCount
          && !table.withWord(index) { stopWords.contains($0.span) }
      }
      .sorted { left, right in
        if counts[left] != counts[right] { return counts[left] > counts[right] }
        return table.withWord(left) { a in
          table.withWord(right) { b in a.lexicographicallyPrecedes(b) }
        }
      }
  }

  private func mapped(through maps: [[UInt32]]) throws -> EncodedCorpus {
    let end = EncodedCorpus.documentEnd
    let provisional = try spool.finish()
    let result = IDSpool(memoryLimit: memoryLimit)
    var tokens = 0
    var documents = 0
    var position = 0
    var isEmpty = true
    for run in runs {
      let ids = [UInt32](unsafeUninitializedCapacity: run.count) { kept, count in
        maps[run.worker].withUnsafeBufferPointer { map in
          for id in UnsafeBufferPointer(rebasing: provisional.ids[position..<position + run.count])
          {
            let mappedID = id == end ? end : map[Int(id)]
            if mappedID != end {
              tokens += 1
            } else if id == end, !isEmpty {
              documents += 1
            } else {
              continue
            }
            isEmpty = mappedID == end
            kept[count] = mappedID
            count += 1
          }
        }
      }
      try result.append(contentsOf: ids)
      position += run.count
      provisional.forget(first: position)
    }
    return EncodedCorpus(
      storage: try result.finish(), tokenCount: tokens, documentCount: documents)
  }
}

/// One thread's part in reading: its tokenizer, and the words it has seen.
///
/// Each round hands it to one thread at a time, hence `@unchecked Sendable`.
private final class Worker: @unchecked Sendable {
  let tokenizer: Tokenizer
  private(set) var table = WordTable(minimumCapacity: 1 << 10)
  private(set) var counts: [Int] = []
  init(_ kind: TokenizerKind) throws { tokenizer = try Tokenizer(kind) }

  /// The provisional ids of the batch's tokens, each document with its end.
  func tokenize(_ batch: DocumentBatch) -> [UInt32] {
    // Local while the loop runs: access to a class's properties is checked each time.
    var table = WordTable()
    var counts: [Int] = []
    swap(&table, &self.table)
    swap(&counts, &self.counts)
    defer {
      swap(&table, &self.table)
      swap(&counts, &self.counts)
    }
    var ids: [UInt32] = []
    ids.reserveCapacity(batch.bytes.count / Self.bytesPerToken)
    batch.bytes.withUnsafeBufferPointer { bytes in
      for range in batch.ranges {
        tokenizer.forEachToken(in: UnsafeBufferPointer(rebasing: bytes[range])) { token in
          let id = token.withUnsafeBufferPointer { table.insert($0) }
          if id == counts.count { counts.append(0) }
          counts[id] += 1
          ids.append(UInt32(truncatingIfNeeded: id))
        }
        ids.append(EncodedCorpus.documentEnd)
      }
    }
    return ids
  }

  /// Few texts have shorter tokens on average, with the space between them.
  private static let bytesPerToken = 4
}
