import CSkipGramKernel

/// Composes the vectors of the words that some batches train, and afterwards hands their changes on
/// to what they are composed of.
///
/// These batches train words' vectors as if they were rows like any others. At the end, the change
/// `Δ(w)` of each word is added to the word's own vector and to each of its n-grams', as fastText
/// does pair by pair: the word's vector, their mean, has then changed by as much again. N-grams get
/// the changes of all their words, in one order:
///
///     z(w) ← z(w) + Δ(w)        z(g) ← z(g) + s(g) Σ Δ(w),   w ∋ g
///
/// Each thread owns a class of n-grams and a range of the words, so that the order of each sum is
/// the same whatever the number of threads; hence `@unchecked Sendable`.
final class SubwordExchange: @unchecked Sendable {
  private let subwords: SubwordVectors
  private let matrix: EmbeddingMatrix
  private let level: Int32
  /// The different words of the batches since the last exchange, and how many of them are composed.
  private let words: UnsafeMutablePointer<UInt32>
  private var wordCount = 0
  private var composedCount = 0
  private let isListed: UnsafeMutablePointer<Bool>
  /// The words' vectors before the batches, then their changes, `[words × dimension]`.
  private let changes: AlignedMemory
  /// For each n-gram one more than the place of its latest use in a list, or 0; it belongs to the
  /// thread that owns the n-gram.
  private let latest: UnsafeMutablePointer<UInt32>
  private let lists: [SpreadList]

  /// The changes of so many words are added up in full, although all were computed from the same
  /// place; more are scaled down to what so many would do.
  private static let undampedWords: Float = 32

  init(_ plan: TrainingPlan, _ subwords: SubwordVectors, matrix: EmbeddingMatrix, threads: Int) {
    self.subwords = subwords
    self.matrix = matrix
    level = plan.level
    let capacity = min(
      plan.wordCount, plan.batchesPerExchange * plan.batchSize * TrainingPlan.stretchLength)
    words = .allocate(capacity: capacity)
    isListed = .allocate(capacity: plan.wordCount)
    isListed.initialize(repeating: false, count: plan.wordCount)
    changes = AlignedMemory(floatCount: capacity * matrix.stride)
    latest = .allocate(capacity: subwords.rows.rowCount)
    latest.initialize(repeating: 0, count: subwords.rows.rowCount)
    let mostUses = subwords.ngrams.mostUses(words: capacity)
    lists = (0..<threads).map { _ in SpreadList(capacity: mostUses) }
  }

  deinit {
    words.deallocate()
    isListed.deallocate()
    latest.deallocate()
  }

  /// Lists the words that the stretches of a batch train.
  func add(_ batch: ArraySlice<Stretch>, wordRows: UInt32) {
    composedCount = wordCount
    for stretch in batch {
      for place in 0..<stretch.rowCount {
        let row = stretch.rows[place]
        guard row < wordRows, !isListed[Int(row)] else { continue }
        isListed[Int(row)] = true
        words[wordCount] = row
        wordCount += 1
      }
    }
  }

  /// Forgets the words, whose changes have been handed on.
  func clear() {
    for place in 0..<wordCount { isListed[Int(words[place])] = false }
    wordCount = 0
  }

  /// Composes the vectors of a thread's share of the words that were listed last.
  func compose(thread: Int) {
    let range = share(of: thread, from: composedCount)
    subwords.compose(
      words(range), into: matrix, copies: changes.floats + range.lowerBound * matrix.stride,
      level: level)
  }

  /// Composes the vectors of a thread's share of all words.
  func composeAll(thread: Int) {
    let all = matrix.rowCount / 2
    let range = all * thread / lists.count..<all * (thread + 1) / lists.count
    Array(range.lazy.map { UInt32(truncatingIfNeeded: $0) }).withUnsafeBufferPointer {
      subwords.compose($0, into: matrix, copies: nil, level: level)
    }
  }

  /// Takes the changes of a thread's share of the words up into the words' own vectors.
  func takeChanges(thread: Int) {
    let range = share(of: thread)
    sgk_take_changes(
      level, matrix.base, changes.floats + range.lowerBound * matrix.stride, Int32(matrix.stride),
      words + range.lowerBound, range.count, subwords.rows.base)
  }

  /// Adds the changes of all words to those of their n-grams that belong to a thread.
  func spread(thread: Int) {
    let list = lists[thread]
    chain(into: list, thread: thread)
    list.group(latest: latest) { uses in min(1, Self.undampedWords / Float(uses)) }
    sgk_spread(
      level, subwords.rows.base, Int32(matrix.stride), list.rows, list.starts, list.words,
      list.shares, list.count, changes.floats)
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
            guard SharedRows.owner(of: row, threads: threads) == thread else { continue }
            latest[Int(row)] = list.add(
              word: UInt32(truncatingIfNeeded: place), to: row, after: latest[Int(row)])
          }
        }
      }
    }
  }

  private func share(of thread: Int, from start: Int = 0) -> Range<Int> {
    let count = wordCount - start
    return start + count * thread / lists.count..<start + count * (thread + 1) / lists.count
  }

  private func words(_ range: Range<Int>) -> UnsafeBufferPointer<UInt32> {
    UnsafeBufferPointer(start: words + range.lowerBound, count: range.count)
  }
}

extension TrainingPlan {
  /// Batches of words whose changes are handed on together, at most: the more, the fewer rows have
  /// to be fetched for each word.
  private static let maximumBatchesPerExchange = 4

  /// An epoch has at least as many exchanges as batches, where the corpus is large enough.
  fileprivate var batchesPerExchange: Int {
    max(1, min(Self.maximumBatchesPerExchange, batchCount / Self.minimumBatchesPerEpoch))
  }

  /// Whether changes are handed on after a batch, counted over all epochs.
  func exchanges(after batch: Int) -> Bool {
    let done = batch % batchCount + 1
    return done == batchCount || done.isMultiple(of: batchesPerExchange)
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
  /// For each use its word, and one more than the place of the use before it, or 0.
  private let users: UnsafeMutablePointer<UInt32>
  private let previous: UnsafeMutablePointer<UInt32>
  private var useCount = 0

  init(capacity: Int) {
    rows = .allocate(capacity: capacity)
    starts = .allocate(capacity: capacity + 1)
    words = .allocate(capacity: capacity)
    shares = .allocate(capacity: capacity)
    users = .allocate(capacity: capacity)
    previous = .allocate(capacity: capacity)
  }

  deinit {
    rows.deallocate()
    starts.deallocate()
    words.deallocate()
    shares.deallocate()
    users.deallocate()
    previous.deallocate()
  }

  func clear() { (count, useCount) = (0, 0) }

  /// - Parameter use: the latest use of the row so far.
  /// - Returns: the latest one now.
  @inline(__always)
  func add(word: UInt32, to row: UInt32, after use: UInt32) -> UInt32 {
    if use == 0 {
      rows[count] = row
      count += 1
    }
    users[useCount] = word
    previous[useCount] = use
    useCount += 1
    return UInt32(truncatingIfNeeded: useCount)
  }

  /// Brings the words of each row together, and forgets the latest uses.
  func group(latest: UnsafeMutablePointer<UInt32>, share: (_ uses: Int) -> Float) {
    var end = 0
    starts[0] = 0
    for index in 0..<count {
      let row = Int(rows[index])
      var use = latest[row]
      latest[row] = 0
      let start = end
      while use > 0 {
        words[end] = users[Int(use) - 1]
        end += 1
        use = previous[Int(use) - 1]
      }
      shares[index] = share(end - start)
      starts[index + 1] = UInt32(truncatingIfNeeded: end)
    }
  }
}
