/// The words of a corpus that several threads have read, with one number for each.
struct MergedWords: Sendable {
  /// A file can claim any count of a word; the sum of all must stay a number.
  private static let largestKnownCount = 1 << 40

  private(set) var table = WordTable()
  /// How often the corpus has each word.
  private(set) var counts: [Int] = []
  let runs: TokenRuns
  /// From the numbers of two words that are a phrase to the number of its word.
  private var joined = PairTable()

  /// - Parameters:
  ///   - workers: each thread's words and how often it has read them.
  ///   - runs: which thread wrote each run of provisional numbers.
  init(
    _ workers: [(table: WordTable, counts: [Int])], runs: [(worker: Int, count: Int)],
    storage: IDStorage
  ) {
    var table = WordTable()
    var counts: [Int] = []
    let maps = workers.map { worker in
      (0..<worker.table.count).map { local in
        let id = worker.table.withWord(local) { table.insert($0) }
        if id == counts.count { counts.append(0) }
        counts[id] += worker.counts[local]
        return UInt32(id)
      }
    }
    (self.table, self.counts) = (table, counts)
    self.runs = TokenRuns(storage: storage, runs: runs, maps: maps)
  }

  func word(_ id: Int) -> String { table.withWord(id) { String(decoding: $0, as: UTF8.self) } }

  /// - Parameter forms: folds words that keep their case.
  func isStopWord(_ id: Int, _ stopWords: StopWords, _ forms: WordForms? = nil) -> Bool {
    table.withWord(id) { word in
      guard let forms else { return stopWords.contains(word.span) }
      let folded = forms.fold(word)
      return stopWords.contains(folded.span)
    }
  }

  /// Counts a word so many times more; one that is new gets the next number.
  mutating func add(_ word: UnsafeBufferPointer<UInt8>, count: Int) {
    let id = table.insert(word)
    if id == counts.count { counts.append(0) }
    counts[id] += count
  }

  /// Makes each phrase a word, and counts anew: what is joined no longer counts as its parts.
  mutating func join(_ phrases: Phrases) {
    let partIDs = (0..<phrases.parts.count).map { part in
      phrases.parts.withWord(part) { table.find($0) }
    }
    phrases.table.forEachPair { key, number in
      let parts = PairTable.numbers(key)
      // Phrases of another corpus may have words that this one lacks.
      guard let first = partIDs[parts.first], let second = partIDs[parts.second] else { return }
      joined.add(
        table.insert(phrases.pairs[number].word),
        to: PairTable.key(UInt32(first), UInt32(second)))
    }
    var counts = [Int](repeating: 0, count: table.count)
    runs.forEachRun { ids in
      joined.forEachUnit(of: ids) { place, phrase in
        let id = phrase.map { UInt32($0) } ?? ids[place]
        if id != EncodedCorpus.documentEnd { counts[Int(id)] += 1 }
      }
    }
    self.counts = counts
  }

  /// The words that stay, by falling count and then by their bytes.
  ///
  /// - Parameter known: words that stay in any case; their counts are added.
  mutating func ranking(
    minimumCount: Int, _ stopWords: StopWords, extending known: Vocabulary?
  ) -> [Int] {
    var isKept = (0..<table.count).map {
      counts[$0] >= minimumCount && !isStopWord($0, stopWords)
    }
    for id in 0..<(known?.count ?? 0) {
      let index = known!.withBytes(of: id) { table.insert($0) }
      if index == counts.count {
        counts.append(0)
        isKept.append(true)
      }
      isKept[index] = true
      counts[index] += min(known!.counts[id], Self.largestKnownCount)
    }
    return (0..<table.count)
      .filter { isKept[$0] }
      .sorted { left, right in
        if counts[left] != counts[right] { return counts[left] > counts[right] }
        return table.withWord(left) { a in
          table.withWord(right) { b in a.lexicographicallyPrecedes(b) }
        }
      }
  }

  /// Some runs of the corpus with the place among the kept words as the number of each; others are
  /// left out, and documents of which nothing remains.
  func encoded(
    _ range: Range<Int>, keeping kept: [Int], memoryLimit: Int
  ) throws(FileError) -> EncodedCorpus {
    let end = EncodedCorpus.documentEnd
    var finalIDs = [UInt32](repeating: end, count: table.count)
    for (id, index) in kept.enumerated() { finalIDs[index] = UInt32(id) }
    let result = IDSpool(memoryLimit: memoryLimit)
    var tokens = 0
    var documents = 0
    var isEmpty = true
    try runs.forEachRun(in: range) { (ids) throws(FileError) in
      var encoded: [UInt32] = []
      encoded.reserveCapacity(ids.count)
      joined.forEachUnit(of: ids) { place, phrase in
        if ids[place] == end {
          if !isEmpty {
            documents += 1
            encoded.append(end)
          }
          isEmpty = true
          return
        }
        let id = finalIDs[phrase ?? Int(ids[place])]
        guard id != end else { return }
        tokens += 1
        encoded.append(id)
        isEmpty = false
      }
      try result.append(contentsOf: encoded)
      return true
    }
    return EncodedCorpus(
      storage: try result.finish(), wordCount: kept.count, tokenCount: tokens,
      documentCount: documents)
  }

  /// The first documents of some runs as the ids that their words have in a vocabulary; words that it
  /// lacks are left out, and no document is.
  ///
  /// - Parameter forms: finds words that keep their case; `nil` where they are folded.
  func documents(
    inRuns range: Range<Int>, limit: Int, vocabulary: Vocabulary, forms: WordForms?,
    stopWords: StopWords
  ) -> (ids: [UInt32], offsets: [Int]) {
    let unknown = EncodedCorpus.documentEnd
    let finalIDs = (0..<table.count).map { index in
      let id = table.withWord(index) { word in
        if let forms { forms.id(of: word) } else { vocabulary.id(of: word) }
      }
      return id.map { UInt32($0) } ?? unknown
    }
    // A phrase stays, even one that is written as a stop word is.
    let isLeftOut = (0..<table.count).map {
      finalIDs[$0] == unknown || isStopWord($0, stopWords, forms)
    }
    var ids: [UInt32] = []
    var offsets = [0]
    guard limit > 0 else { return (ids, offsets) }
    runs.forEachRun(in: range) { run in
      joined.forEachUnit(of: run) { place, phrase in
        guard offsets.count <= limit else { return }
        if let phrase {
          if finalIDs[phrase] != unknown { ids.append(finalIDs[phrase]) }
        } else if run[place] == unknown {
          offsets.append(ids.count)
        } else if !isLeftOut[Int(run[place])] {
          ids.append(finalIDs[Int(run[place])])
        }
      }
      return offsets.count <= limit
    }
    return (ids, offsets)
  }
}
