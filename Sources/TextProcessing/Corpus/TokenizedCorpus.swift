/// A corpus that is read and cut into tokens, but whose vocabulary is not chosen yet.
///
/// Each text is read once: words get a provisional number when they are first seen, and
/// ``encoded(minimumCount:stopWords:phrases:extending:)`` maps those numbers to the final ids.
package final class TokenizedCorpus {
  /// One text that was read, as the model's metadata names it.
  package struct Part: Sendable {
    package let name: String
    /// Its size in bytes, decompressed.
    package let byteCount: Int
    package let digest: CorpusDigest
  }

  /// What reading reports now and then.
  package struct Progress: Sendable {
    /// Bytes read so far, over all sources, compressed where they are.
    package let inputByteCount: Int
    package let tokenCount: Int
    package let documentCount: Int
  }

  /// Totals of what was read.
  package struct Statistics: Sendable {
    /// Bytes of text, decompressed.
    package let byteCount: Int
    /// All tokens, before stop words and rare words are taken out.
    package let tokenCount: Int
    /// What was left out and repaired.
    package let reading: ReadingReport
  }

  /// The sources, each with what was read of it.
  package private(set) var parts: [Part] = []
  var tokenCount = 0
  private var documentCount = 0
  private var inputByteCount = 0
  var report = ReadingReport()
  private let options: ReadingOptions
  /// The first bytes of the text, enough to tell its language.
  package internal(set) var sample: [UInt8] = []

  /// 64 KB are some ten thousand words: their stop words tell the language beyond doubt.
  private static let sampleSize = 64 << 10

  /// A thread that is done early takes another batch of the round.
  private static let batchesPerThread = 4

  private let workers: [Worker]
  private let spool: IDSpool
  /// Which worker wrote each run of provisional ids, and how long the run is.
  private var runs: [(worker: Int, count: Int)] = []
  /// How many runs there were after each part.
  private var runCounts: [Int] = []
  /// What was read of each source, where the text was read in parts for replicas, replica by replica.
  var pieces: [Piece] = []
  /// How many runs there were after each replica's part.
  private var replicaRunCounts: [Int] = []
  /// Which replicas the text is of, and of how many.
  private let replicas: (own: Range<Int>, count: Int)
  /// Those that read the other replicas' parts.
  private let processes: any ProcessGroup
  /// The words of the others' parts, with their counts (``MergedWords/serialized``).
  private var othersWords: [[UInt8]] = []
  private let memoryLimit: Int

  /// Reads all sources to their end.
  ///
  /// - Parameters:
  ///   - sources: the texts.
  ///   - options: how they are read.
  ///   - tokenizer: how a document is cut into tokens.
  ///   - threads: how many threads cut, 1 to 256; the result doesn't depend on it.
  ///   - progress: called after each round of about a megabyte a thread.
  /// - Throws: ``FileError`` when a source can't be read, or none has a token.
  package convenience init(
    reading sources: [CorpusSource], options: ReadingOptions = ReadingOptions(),
    tokenizer: any TextTokenizer, threads: Int = 1,
    progress: (Progress) throws -> Void = { _ in }
  ) throws {
    try self.init(
      reading: sources, options: options, tokenizer: tokenizer, threads: threads,
      memoryLimit: IDSpool.memoryLimit, progress: progress)
  }

  /// - Parameters:
  ///   - documentLimit: how many documents of each source are read.
  ///   - memoryLimit: how many ids are kept in memory before a temporary file is used.
  package init(
    reading sources: [CorpusSource], options: ReadingOptions = ReadingOptions(),
    tokenizer: any TextTokenizer, threads: Int, documentLimit: Int = .max,
    memoryLimit: Int = IDSpool.memoryLimit,
    progress: (Progress) throws -> Void = { _ in }
  ) throws {
    try SettingRange<Int>.threads.check(threads, "threads")
    self.memoryLimit = memoryLimit
    self.options = options
    spool = IDSpool(memoryLimit: memoryLimit)
    workers = try (0..<threads).map { _ in try Worker(tokenizer) }
    replicas = (0..<1, 1)
    processes = SingleProcess()
    for source in sources {
      parts.append(
        try read(
          DocumentBatchReader(source, options: options), of: source, limit: documentLimit,
          progress: progress))
      runCounts.append(runs.count)
    }
    replicaRunCounts = [runs.count]
    guard tokenCount > 0 else {
      throw FileError(
        .empty, file: sources.map(\.name).joined(separator: ", "), line: nil,
        problem: "no words in it",
        remedy: "give a text with one document a line")
    }
  }

  /// Reads a text in parts, one for each of some replicas. Each process reads those of its own
  /// replicas; what is told of the text is of all of it.
  ///
  /// - Parameters:
  ///   - texts: as many parts as there are replicas.
  ///   - processes: share the replicas out among themselves.
  /// - Throws: ``FileError`` when a source can't be read, or a part has no token.
  package init(
    reading texts: CorpusParts, options: ReadingOptions, tokenizer: any TextTokenizer, threads: Int,
    processes: any ProcessGroup, progress: (Progress) throws -> Void = { _ in }
  ) throws {
    try SettingRange<Int>.threads.check(threads, "threads")
    memoryLimit = IDSpool.memoryLimit
    self.options = options
    spool = IDSpool()
    workers = try (0..<threads).map { _ in try Worker(tokenizer) }
    replicas = (processes.parts(of: texts.count, rank: processes.rank), texts.count)
    self.processes = processes
    for replica in replicas.own {
      let before = tokenCount
      for piece in texts.parts[replica] {
        let part = try read(
          DocumentBatchReader(piece.files, options: options), of: texts.sources[piece.source],
          limit: .max, progress: progress)
        pieces.append(Piece(source: piece.source, part))
      }
      replicaRunCounts.append(runs.count)
      guard tokenCount > before else {
        throw FileError(
          .empty, file: texts.sources.map(\.name).joined(separator: ", "), setting: .replicas,
          problem: "there is no word for replica \(replica + 1) of \(texts.count)",
          remedy: "give fewer \(.replicas), or more text: a document a line, not compressed, so"
            + " that it can be cut")
      }
    }
    if !processes.isAlone { othersWords = try join(processes, words: mergedWords().serialized) }
    parts = Self.parts(of: pieces)
  }

  package var statistics: Statistics {
    Statistics(
      byteCount: parts.reduce(0) { $0 + $1.byteCount }, tokenCount: tokenCount,
      reading: report)
  }

  /// Reads documents of a source to their end.
  private func read(
    _ reader: consuming DocumentBatchReader, of source: CorpusSource, limit: Int,
    progress: (Progress) throws -> Void
  ) throws -> Part {
    var left = limit
    while true {
      var batches: [DocumentBatch] = []
      while batches.count < workers.count * Self.batchesPerThread, left > 0,
        var batch = try reader.next()
      {
        batch.ranges.removeLast(max(0, batch.ranges.count - left))
        left -= batch.ranges.count
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
      let read = batches.reduce(0) { $0 + $1.ranges.count }
      tokenCount -= read
      documentCount += read
      try progress(
        Progress(
          inputByteCount: inputByteCount + reader.documents.inputByteCount, tokenCount: tokenCount,
          documentCount: documentCount))
    }
    inputByteCount += reader.documents.inputByteCount
    report.add(reader.documents.report)
    return Part(
      name: source.name, byteCount: reader.documents.byteCount,
      digest: reader.documents.digest)
  }

  /// The provisional ids of each batch, with the worker whose table they are of.
  private func tokenize(_ batches: [DocumentBatch]) -> [(worker: Int, ids: [UInt32])] {
    let workers = workers
    return concurrentMap(batches.count, by: workers.indices) { worker, index in
      (worker, workers[worker].tokenize(batches[index]))
    }
  }

  /// The phrases of the corpus.
  ///
  /// - Parameters:
  ///   - detection: says when two words are a phrase.
  ///   - stopWords: two of these are no phrase; one may be part of one.
  /// - Throws: ``FileError`` when a setting can't be, or a temporary file can't be read.
  package func phrases(by detection: PhraseDetection, stopWords: StopWords) throws -> Phrases {
    try scoredPhrases(by: detection, stopWords: stopWords).phrases
  }

  /// The same with the scores, in the order of the phrases.
  ///
  /// - Parameter pairLimit: how many different pairs are kept in memory.
  package func scoredPhrases(
    by detection: PhraseDetection, stopWords: StopWords,
    pairLimit: Int = PairCounter.defaultPairLimit
  ) throws -> (phrases: Phrases, scores: [Double]) {
    try detection.check()
    guard processes.isAlone else {
      throw FileError.invalidSetting(
        .phrases, problem: "needs all of the text in one process",
        remedy: "train in one process, or leave \(.phrases) out")
    }
    let words = try mergedWords()
    let tokenCount = tokenCount
    func score(_ pair: PairCounter.Pair) -> Double {
      detection.score(
        pair: pair.count, first: words.counts[pair.first], second: words.counts[pair.second],
        words: tokenCount)
    }
    let counter = PairCounter(
      runs: words.runs,
      isCandidate: words.counts.map { detection.isCandidate(count: $0, words: tokenCount) },
      threads: workers.count, pairLimit: pairLimit)
    var scores: [Phrases.Pair: Double] = [:]
    for pair in counter.pairs(where: { $0.count > detection.discount }) {
      let score = score(pair)
      guard score > detection.threshold,
        !(words.isStopWord(pair.first, stopWords) && words.isStopWord(pair.second, stopWords))
      else { continue }
      scores[Phrases.Pair(words.word(pair.first), words.word(pair.second))] = score
    }
    let phrases = Phrases(scores.keys)
    return (phrases, phrases.pairs.map { scores[$0]! })
  }

  /// Chooses the vocabulary and gives the corpus as its ids; what isn't in it is left out.
  ///
  /// - Parameters:
  ///   - minimumCount: a word that the corpus has less often is left out; at least 1.
  ///   - stopWords: words that are left out, save where they are part of a phrase.
  ///   - phrases: pairs of words that are one word of the vocabulary.
  ///   - known: words that are in the vocabulary in any case; their counts are added.
  /// - Throws: ``FileError`` when no word remains, or none of those that do is in the corpus.
  package func encoded(
    minimumCount: Int, stopWords: StopWords, phrases: Phrases = .none,
    extending known: Vocabulary? = nil
  ) throws -> (vocabulary: Vocabulary, corpus: EncodedCorpus) {
    let (vocabulary, corpus) = try shards(
      minimumCount: minimumCount, stopWords: stopWords, phrases: phrases, extending: known)
    precondition(corpus.replicaCount == 1, "the text of several replicas is no one corpus")
    return (vocabulary, corpus.own[0])
  }

  /// The same with a corpus for each replica.
  package func shards(
    minimumCount: Int, stopWords: StopWords, phrases: Phrases = .none,
    extending known: Vocabulary? = nil
  ) throws -> (vocabulary: Vocabulary, corpus: CorpusShards) {
    try Vocabulary.minimumCountRange.check(minimumCount, "minimumCount")
    var words = try mergedWords()
    if !phrases.isEmpty { words.join(phrases) }
    let kept = words.ranking(minimumCount: minimumCount, stopWords, extending: known)
    var own: [EncodedCorpus] = []
    var start = 0
    for end in replicaRunCounts {
      own.append(try words.encoded(start..<end, keeping: kept, memoryLimit: memoryLimit))
      start = end
    }
    let corpus = try CorpusShards(
      own, replicas: replicas.own, of: replicas.count, processes: processes)
    guard corpus.tokenCount > 0 else {
      throw FileError(
        .unknownWords, file: parts.map(\.name).joined(separator: ", "), setting: .minimumCount,
        problem: "no word stands in it \(minimumCount) times",
        remedy: "lower \(.minimumCount), or give more text")
    }
    let vocabulary = Vocabulary(
      words: kept.map { words.table.withWord($0) { Array($0) } },
      counts: kept.map { words.counts[$0] })!
    return (vocabulary, corpus)
  }

  /// How many of the tokens are no stop words.
  package func contentTokenCount(_ stopWords: StopWords) throws -> Int {
    let words = try mergedWords()
    return words.counts.indices.reduce(0) {
      words.isStopWord($1, stopWords) ? $0 : $0 + words.counts[$1]
    }
  }

  /// The first documents of one of the ``parts`` as the ids that their words have in a vocabulary;
  /// words that it lacks are left out, and no document is.
  ///
  /// - Parameters:
  ///   - stopWords: words that are left out, save where they are part of a phrase.
  ///   - phrases: pairs of words that are one word of the vocabulary.
  /// - Returns: document `i` is `ids[offsets[i]..<offsets[i + 1]]`.
  /// - Throws: ``FileError`` when a temporary file can't be read.
  package func documents(
    ofPart part: Int, limit: Int, vocabulary: Vocabulary, stopWords: StopWords,
    phrases: Phrases = .none
  ) throws -> (ids: [UInt32], offsets: [Int]) {
    var words = try mergedWords()
    if !phrases.isEmpty { words.join(phrases) }
    return words.documents(
      inRuns: (part > 0 ? runCounts[part - 1] : 0)..<runCounts[part], limit: limit,
      vocabulary: vocabulary, forms: keepsCase ? try WordForms(vocabulary) : nil,
      stopWords: stopWords)
  }

  private var keepsCase: Bool { workers.contains(where: \.tokenizer.keepsCase) }

  private func mergedWords() throws -> MergedWords {
    var words = try MergedWords(
      workers.map { ($0.table, $0.counts) }, runs: runs, storage: spool.finish())
    for others in othersWords { words.add(serialized: others) }
    return words
  }
}

/// One thread's part in reading: its tokenizer, and the words it has seen.
///
/// Each round hands it to one thread at a time, hence `@unchecked Sendable`.
private final class Worker: @unchecked Sendable {
  let tokenizer: Tokenizer
  private(set) var table = WordTable(minimumCapacity: 1 << 10)
  private(set) var counts: [Int] = []
  init(_ tokenizer: any TextTokenizer) throws { self.tokenizer = try Tokenizer(tokenizer) }

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
