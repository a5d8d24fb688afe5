import CSentimentKernels

/// Composes the vectors of the words that a batch trains, and afterwards hands their changes on to
/// what they are composed of.
///
/// The batch trains words' vectors as if they were rows like any others. At its end, the change
/// `Δ(w)` of each word is added to the word's own vector and to each of its n-grams', as fastText
/// does pair by pair: the word's vector, their mean, has then changed by as much again. N-grams get
/// the changes of all their words, in one order:
///
///     z(w) ← z(w) + Δ(w)        z(g) ← z(g) + s(g) Σ Δ(w),   w ∋ g
///
/// All these changes were computed from the same place, and a common n-gram moves thousands of words
/// alike. So no more of them are added up than of `N` uses of words:
///
///     s(g) = min(1, N / Σ u(w)),   but at least the mean's,   with `u(w)` uses of `w` in the batch
///
/// Each thread owns a class of n-grams and a range of the words, so that the order of each sum is
/// the same whatever the number of threads; hence `@unchecked Sendable`.
final class SubwordGradients: @unchecked Sendable {
  private let subwords: SubwordVectors
  private let matrix: EmbeddingMatrix
  private let level: Int32
  /// `N` above.
  private let undampedUses: Float
  /// The different words of the batch.
  private let words: UnsafeMutablePointer<UInt32>
  private var wordCount = 0
  /// How often the batch trains each of them.
  private let uses: UnsafeMutablePointer<UInt32>
  /// For each word of the vocabulary one more than its place among ``words``, or 0.
  private let places: UnsafeMutablePointer<UInt32>
  /// The words' vectors before the batch, then their changes, `[words × dimension]`.
  private let changes: AlignedMemory
  /// For each n-gram one more than the place of its latest use in a list, or 0; it belongs to the
  /// thread that owns the n-gram.
  private let latest: UnsafeMutablePointer<UInt32>
  private let lists: [SpreadList]

  /// The product of starting learning rate and undamped uses: how far they move an n-gram together.
  /// With 1 training can diverge; with less the n-grams learn more slowly.
  private static let undampedStep = 0.4

  init(_ plan: TrainingPlan, _ subwords: SubwordVectors, matrix: EmbeddingMatrix, threads: Int) {
    self.subwords = subwords
    self.matrix = matrix
    level = plan.level
    undampedUses = Float(Self.undampedStep / plan.startingLearningRate)
    let capacity = min(plan.wordCount, plan.batchSize * TrainingPlan.stretchLength)
    words = .allocate(capacity: capacity)
    uses = .allocate(capacity: capacity)
    places = .allocate(capacity: plan.wordCount)
    places.initialize(repeating: 0, count: plan.wordCount)
    changes = AlignedMemory(floatCount: capacity * matrix.stride)
    latest = .allocate(capacity: subwords.rows.rowCount)
    latest.initialize(repeating: 0, count: subwords.rows.rowCount)
    let mostUses = subwords.ngrams.mostUses(words: capacity)
    lists = (0..<threads).map { _ in SpreadList(capacity: mostUses) }
  }

  deinit {
    words.deallocate()
    uses.deallocate()
    places.deallocate()
    latest.deallocate()
  }

  /// Lists the words that the stretches of a batch train, in place of those of the batch before.
  func list(_ batch: ArraySlice<Block>, wordRows: UInt32) {
    for place in 0..<wordCount { places[Int(words[place])] = 0 }
    wordCount = 0
    for stretch in batch {
      for index in 0..<stretch.rowCount {
        let row = stretch.rows[index]
        guard row < wordRows else { continue }
        if places[Int(row)] == 0 {
          words[wordCount] = row
          uses[wordCount] = 0
          wordCount += 1
          places[Int(row)] = UInt32(truncatingIfNeeded: wordCount)
        }
        uses[Int(places[Int(row)]) - 1] += stretch.uses[index]
      }
    }
  }

  /// Composes the vectors of a thread's share of the listed words.
  func compose(thread: Int) {
    let range = share(of: thread)
    subwords.compose(
      UnsafeBufferPointer(start: words + range.lowerBound, count: range.count), into: matrix,
      copies: changes.floats + range.lowerBound * matrix.stride, level: level)
  }

  /// Takes the changes of a thread's share of the words up into the words' own vectors.
  func takeChanges(thread: Int) {
    let range = share(of: thread)
    ck_take_changes(
      level, matrix.base, changes.floats + range.lowerBound * matrix.stride, Int32(matrix.stride),
      words + range.lowerBound, range.count, subwords.rows.base)
  }

  /// Adds the changes of all words to those of their n-grams that belong to a thread.
  func spread(thread: Int) {
    let list = lists[thread]
    chain(into: list, thread: thread)
    list.group(latest: latest, uses: uses) { words, uses in
      max(min(1, undampedUses / Float(uses)), 1 / Float(words))
    }
    ck_spread(
      level, subwords.rows.base, Int32(matrix.stride), list.rows, list.starts, list.words,
      list.shares, list.count, changes.floats)
  }

  /// Rows of the vectors that words are composed of.
  var rowCount: Int { subwords.rows.rowCount }

  /// Passes on the rows that the listed words are composed of, some of them several times.
  func forEachChangedRow(_ body: (Int) -> Void) {
    let (starts, rows) = (subwords.ngrams.starts, subwords.ngrams.rows)
    for place in 0..<wordCount {
      let word = Int(words[place])
      body(word)
      for index in starts[word]..<starts[word + 1] { body(Int(rows[index])) }
    }
  }

  /// Chains the words of each n-gram of `thread`, the latest first.
  private func chain(into list: SpreadList, thread: Int) {
    let threads = UInt32(truncatingIfNeeded: lists.count)
    let (starts, rows) = (subwords.ngrams.starts, subwords.ngrams.rows)
    list.clear()
    starts.withUnsafeBufferPointer { starts in
      rows.withUnsafeBufferPointer { rows in
        for place in 0..<wordCount {
          let word = Int(words[place])
          for index in starts[word]..<starts[word + 1] {
            let row = rows[index]
            list.add(
              word: UInt32(truncatingIfNeeded: place), to: row,
              when: RowMerging.owner(of: row, threads: threads) == thread)
          }
        }
      }
    }
    list.chain(latest: latest)
  }

  private func share(of thread: Int) -> Range<Int> {
    wordCount * thread / lists.count..<wordCount * (thread + 1) / lists.count
  }
}

/// The n-grams that one thread has to change, with the words of each.
private final class SpreadList {
  /// The n-grams, in the order of their first use.
  let rows: UnsafeMutablePointer<UInt32>
  /// The places of the words of `rows[i]` are `words[starts[i]..<starts[i + 1]]`.
  let starts: UnsafeMutablePointer<UInt32>
  let words: UnsafeMutablePointer<UInt32>
  /// The share of the words' changes that an n-gram takes up.
  let shares: UnsafeMutablePointer<Float>
  private(set) var count = 0
  /// For each use its word and row, and one more than the place of the row's use before it, or 0.
  private let users: UnsafeMutablePointer<UInt32>
  private let used: UnsafeMutablePointer<UInt32>
  private let previous: UnsafeMutablePointer<UInt32>
  private var useCount = 0

  init(capacity: Int) {
    rows = .allocate(capacity: capacity + 1)
    starts = .allocate(capacity: capacity + 1)
    words = .allocate(capacity: capacity)
    shares = .allocate(capacity: capacity)
    users = .allocate(capacity: capacity + 1)
    used = .allocate(capacity: capacity + 1)
    previous = .allocate(capacity: capacity)
  }

  deinit {
    rows.deallocate()
    starts.deallocate()
    words.deallocate()
    shares.deallocate()
    users.deallocate()
    used.deallocate()
    previous.deallocate()
  }

  func clear() { (count, useCount) = (0, 0) }

  /// Adds a use of a row, or not: without a branch, which could not be foretold.
  @inline(__always)
  func add(word: UInt32, to row: UInt32, when isOwn: Bool) {
    users[useCount] = word
    used[useCount] = row
    useCount += isOwn ? 1 : 0
  }

  /// Chains the uses of each row.
  func chain(latest: UnsafeMutablePointer<UInt32>) {
    for use in 0..<useCount {
      let row = used[use]
      let before = latest[Int(row)]
      rows[count] = row
      count += before == 0 ? 1 : 0
      previous[use] = before
      latest[Int(row)] = UInt32(truncatingIfNeeded: use + 1)
    }
  }

  /// Brings the words of each row together, and forgets the latest uses.
  ///
  /// - Parameters:
  ///   - uses: how often each word is trained.
  ///   - share: what a row takes up when it has so many words, which are trained so often together.
  func group(
    latest: UnsafeMutablePointer<UInt32>, uses: UnsafeMutablePointer<UInt32>,
    share: (_ words: Int, _ uses: UInt32) -> Float
  ) {
    var end = 0
    starts[0] = 0
    for index in 0..<count {
      let row = Int(rows[index])
      var use = latest[row]
      latest[row] = 0
      let start = end
      var usesOfAll: UInt32 = 0
      while use > 0 {
        let word = users[Int(use) - 1]
        words[end] = word
        usesOfAll += uses[Int(word)]
        end += 1
        use = previous[Int(use) - 1]
      }
      shares[index] = share(end - start, usesOfAll)
      starts[index + 1] = UInt32(truncatingIfNeeded: end)
    }
  }
}
