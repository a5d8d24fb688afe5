/// Where training stands between two batches: all that is needed to go on from there as if nothing
/// had happened.
///
/// What is random for a batch follows from its number and the seed, so that no generator has to be
/// kept.
public struct TrainingState: Sendable {
  /// The input vectors of all words, then their output vectors, `[2 · vocabulary × dimension]`. The
  /// trainer writes to it: a state that it reports is valid until the report's call returns.
  package let matrix: EmbeddingMatrix
  /// What the input vectors are composed of; `nil` without n-grams. With them the input vectors of
  /// the matrix are up to date at the end only.
  package let subwords: SubwordVectors?
  public let position: TrainingPosition

  package init(
    matrix: EmbeddingMatrix, subwords: SubwordVectors? = nil, position: TrainingPosition
  ) {
    self.matrix = matrix
    self.subwords = subwords
    self.position = position
  }

  /// The same from the two matrices of a file, `[vocabulary × dimension]` each, which are copied.
  package init(
    input: EmbeddingMatrix, output: EmbeddingMatrix, subwords: SubwordVectors? = nil,
    position: TrainingPosition
  ) {
    let count = input.rowCount
    let matrix = EmbeddingMatrix(rowCount: 2 * count, dimension: input.dimension)
    for word in 0..<count {
      matrix.row(word).update(from: input.row(word), count: input.dimension)
      matrix.row(count + word).update(from: output.row(word), count: input.dimension)
    }
    self.init(matrix: matrix, subwords: subwords, position: position)
  }

  package var input: EmbeddingMatrix { matrix.rows(0..<matrix.rowCount / 2) }
  package var output: EmbeddingMatrix { matrix.rows(matrix.rowCount / 2..<matrix.rowCount) }
}

/// How far training has come, and the losses on the way.
public struct TrainingPosition: Sendable, Codable, Equatable {
  /// Batches that are done, over all epochs.
  package var batch = 0
  /// The summed loss of the epoch under way, and the number of pairs it was taken from.
  package var lossSum = 0.0
  package var pairCount = 0.0
  /// The mean loss of a pair in each epoch that is done.
  public var epochLosses: [Double] = []
  /// The same on the documents that are held out; empty when none are.
  public var heldOutLosses: [Double] = []

  package init() {}

  /// The mean loss of the epoch under way.
  var loss: Double { pairCount > 0 ? lossSum / pairCount : 0 }

  /// Whether each number is one: those of a training that has diverged aren't.
  var isFinite: Bool { lossSum.isFinite && (epochLosses + heldOutLosses).allSatisfy(\.isFinite) }

  /// Counts a batch, with its sampled loss and number of pairs.
  mutating func endBatch(_ loss: (sum: Double, pairs: Double)) {
    batch += 1
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
