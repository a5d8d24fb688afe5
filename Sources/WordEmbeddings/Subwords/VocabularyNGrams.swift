import SentimentTextProcessing

/// What the words of a vocabulary are composed of: each word's own vector and those of its n-grams.
///
/// N-grams share buckets by fastText's hash, with as many buckets as it has. N-grams that stand in
/// the same words, equally often in each, are changed by training all alike. When they also begin
/// alike, they stay so: such n-grams have one row, and those that stand in one word only have the
/// row of the word's own vector. What is left is a third of the rows, and no less is learned.
package struct VocabularyNGrams: Sendable {
  package let lengths: SubwordLengths
  /// The rows of word `w`, its own aside, are `rows[starts[w]..<starts[w + 1]]`. The word's own row
  /// is `w`.
  let starts: [Int]
  let rows: [UInt32]
  /// How many vectors each row stands for: n-grams, and words' own ones.
  let weights: [Float]
  /// For each word one part of the number of its vectors, `1 / (1 + |G(w)|)`.
  let shares: [Float]
  /// For each bucket that occurs its row.
  let rowsOfBuckets: [Int32: Int32]

  /// fastText's default.
  static let bucketCount = 2_000_000

  package init(_ vocabulary: Vocabulary, lengths: SubwordLengths) {
    let occurrences = Occurrences(vocabulary, lengths)
    var rowsOfBuckets = [UInt32](repeating: 0, count: Self.bucketCount)
    var weights = [Float](repeating: 1, count: vocabulary.count)
    var known: [Signature: UInt32] = [:]
    for id in 0..<vocabulary.count { known[Signature(word: id)] = UInt32(id) }
    for bucket in occurrences.buckets {
      let signature = occurrences.signatures[Int(bucket)]
      let row = known[signature] ?? UInt32(weights.count)
      if row == weights.count {
        known[signature] = row
        weights.append(0)
      }
      weights[Int(row)] += 1
      rowsOfBuckets[Int(bucket)] = row
    }
    var (starts, rows, shares) = ([0], [UInt32](), [Float]())
    // How many of a row's n-grams the word has had so far.
    var met = [Float](repeating: 0, count: weights.count)
    for id in 0..<vocabulary.count {
      var count = 1
      Self.forEachBucket(of: id, in: vocabulary, lengths) { bucket in
        count += 1
        let row = Int(rowsOfBuckets[bucket])
        guard row != id else { return }
        met[row] += 1
        if met[row] == weights[row] {
          rows.append(UInt32(row))
          met[row] = 0
        }
      }
      starts.append(rows.count)
      shares.append(Float(1 / Double(count)))
    }
    self.lengths = lengths
    self.starts = starts
    self.rows = rows
    self.weights = weights
    self.shares = shares
    self.rowsOfBuckets = Dictionary(
      uniqueKeysWithValues: occurrences.buckets.map { ($0, Int32(rowsOfBuckets[Int($0)])) })
  }

  /// The number of rows: the words' own ones, and those of n-grams that several words have.
  package var rowCount: Int { weights.count }

  /// The most rows that so many different words can use together, their own ones aside.
  func mostUses(words count: Int) -> Int {
    let lengths = zip(starts, starts.dropFirst()).map { $1 - $0 }
    return lengths.sorted(by: >).prefix(count).reduce(0, +)
  }

  private static func forEachBucket(
    of id: Int, in vocabulary: Vocabulary, _ lengths: SubwordLengths, _ body: (Int) -> Void
  ) {
    vocabulary.withBytes(of: id) { word in
      CharacterNGrams.forEachHash(
        of: word, minimum: lengths.minimum, maximum: lengths.maximum
      ) { body(Int($0) % bucketCount) }
    }
  }

  /// In which words a bucket's n-grams stand, and how often: the sum of random numbers of the words.
  private struct Signature: Hashable {
    var low: UInt64 = 0
    var high: UInt64 = 0

    init() {}

    init(word: Int) {
      var generator = SeededGenerator(seed: UInt64(word))
      (low, high) = (generator.next(), generator.next())
    }

    mutating func add(_ other: Signature) {
      low &+= other.low
      high &+= other.high
    }
  }

  /// The buckets of a vocabulary's n-grams.
  private struct Occurrences {
    /// Those that occur, in the order in which they do.
    var buckets: [Int32] = []
    /// For each bucket.
    var signatures = [Signature](repeating: Signature(), count: bucketCount)

    init(_ vocabulary: Vocabulary, _ lengths: SubwordLengths) {
      var isSeen = [Bool](repeating: false, count: bucketCount)
      for id in 0..<vocabulary.count {
        let word = Signature(word: id)
        forEachBucket(of: id, in: vocabulary, lengths) { bucket in
          if !isSeen[bucket] { buckets.append(Int32(bucket)) }
          isSeen[bucket] = true
          signatures[bucket].add(word)
        }
      }
    }
  }
}
