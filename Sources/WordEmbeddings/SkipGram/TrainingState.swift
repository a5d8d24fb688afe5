import CSentimentKernels
import SentimentTextProcessing

/// Where training stands between two batches: all that is needed to go on from there as if nothing
/// had happened.
///
/// What is random for a batch follows from its number and the seed, so that no generator has to be
/// kept.
package struct TrainingState: Sendable {
  /// The trainer goes on writing to them.
  package let vectors: TrainedVectors
  /// Those of the epoch with the lowest held-out loss so far, which are what comes of training with
  /// ``EarlyStopping``; `nil` without it, and before the first epoch's end.
  package let best: TrainedVectors?
  package let position: TrainingPosition

  package init(
    vectors: TrainedVectors, best: TrainedVectors? = nil, position: TrainingPosition
  ) {
    self.vectors = vectors
    self.best = best
    self.position = position
  }
}

/// How far training has come, and the losses on the way.
package struct TrainingPosition: Sendable, Codable, Equatable {
  /// Batches that are done, over all epochs; where there are several replicas, of the one with the
  /// most.
  package var batch = 0
  /// The summed loss of the epoch under way, and the number of pairs it was taken from.
  package var lossSum = 0.0
  package var pairCount = 0.0
  /// The mean loss of a pair in each epoch that is done.
  package var epochLosses: [Double] = []
  /// The same on the documents that are held out; empty when none are.
  package var heldOutLosses: [Double] = []

  package init() {}

  /// The epoch with the lowest held-out loss so far, the first of several, counted from 0; `nil`
  /// when no loss was measured.
  package var bestEpoch: Int? {
    heldOutLosses.indices.min { heldOutLosses[$0] < heldOutLosses[$1] }
  }

  /// The mean loss of the epoch under way.
  var loss: Double { pairCount > 0 ? lossSum / pairCount : 0 }

  /// Whether each number is one: those of a training that has diverged aren't.
  var isFinite: Bool { lossSum.isFinite && (epochLosses + heldOutLosses).allSatisfy(\.isFinite) }

  /// - Throws: `FileError` when no run comes to this place.
  func check(batchCount: Int, _ configuration: SkipGramConfiguration) throws(FileError) {
    let done = epochLosses.count
    let heldOut = configuration.heldOutShare == nil ? 0 : done
    guard isFinite, done <= configuration.epochs, heldOutLosses.count == heldOut,
      batch >= done * batchCount, batch < (done + 1) * batchCount
    else {
      throw FileError(
        .damaged, file: "checkpoint", setting: .checkpoint,
        problem: "it names a place that isn't in the text",
        remedy: "use an older copy of it, or begin anew without \(.checkpoint)")
    }
  }

  /// Counts some batches, with their sampled loss and its number of pairs.
  mutating func add(batches: Int, loss: (sum: Double, pairs: Double)) {
    batch += batches
    lossSum += loss.sum
    pairCount += loss.pairs
  }

  /// Ends the epoch under way.
  mutating func endEpoch(heldOutLoss: Double?) {
    epochLosses.append(loss)
    if let heldOutLoss { heldOutLosses.append(heldOutLoss) }
    (lossSum, pairCount) = (0, 0)
  }
}

/// What training changes: the vectors of words, and what these are composed of.
package struct TrainedVectors: Sendable {
  /// The input vectors of all words, then their output vectors, `[2 · vocabulary × dimension]`.
  package let matrix: EmbeddingMatrix
  /// What the input vectors are composed of; `nil` without n-grams. With them the input vectors of
  /// the matrix are up to date at the end of training, and of an epoch with a held-out loss, only.
  package let subwords: SubwordVectors?

  package init(matrix: EmbeddingMatrix, subwords: SubwordVectors? = nil) {
    self.matrix = matrix
    self.subwords = subwords
  }

  /// The same from the two matrices of a file, `[vocabulary × dimension]` each, which are copied.
  package init(input: EmbeddingMatrix, output: EmbeddingMatrix, subwords: SubwordVectors? = nil) {
    let count = input.rowCount
    let matrix = EmbeddingMatrix(rowCount: 2 * count, dimension: input.dimension)
    matrix.rows(0..<count).update(from: input)
    matrix.rows(count..<2 * count).update(from: output)
    self.init(matrix: matrix, subwords: subwords)
  }

  package var input: EmbeddingMatrix { matrix.rows(0..<matrix.rowCount / 2) }
  package var output: EmbeddingMatrix { matrix.rows(matrix.rowCount / 2..<matrix.rowCount) }

  /// Whether these are vectors of so many words, composed of the n-grams if there are such.
  func fits(wordCount: Int, dimension: Int, _ ngrams: VocabularyNGrams?) -> Bool {
    matrix.rowCount == 2 * wordCount && matrix.dimension == dimension
      && matrix.stride % EmbeddingMatrix.rowAlignment == 0
      && subwords?.rows.rowCount == ngrams?.rowCount
      && subwords?.rows.stride ?? matrix.stride == matrix.stride
  }

  /// Composes the input vectors of all words, if they are composed of something.
  func compose(threads: Int) {
    guard let subwords else { return }
    let (words, level) = (input.rowCount, ck_best_level())
    _ = concurrentMap(threads, threads: threads) { thread in
      let range = words * thread / threads..<words * (thread + 1) / threads
      Array(range.lazy.map { UInt32(truncatingIfNeeded: $0) }).withUnsafeBufferPointer {
        subwords.compose($0, into: matrix, copies: nil, level: level)
      }
    }
  }

  /// The same numbers, in memory of their own.
  package func copy() -> TrainedVectors {
    TrainedVectors(
      matrix: matrix.copy(),
      subwords: subwords.map { SubwordVectors(ngrams: $0.ngrams, rows: $0.rows.copy()) })
  }

  /// Takes over the numbers of vectors of the same words.
  func update(from other: TrainedVectors) {
    matrix.update(from: other.matrix)
    if let subwords, let others = other.subwords { subwords.rows.update(from: others.rows) }
  }
}
