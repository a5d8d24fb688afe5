import SentimentPlatform
import SentimentTextProcessing

/// The mean loss of a pair on documents that aren't trained on.
///
/// For word `i` with context word `j` and `k` noise words of its own (Mikolov et al. 2013,
/// equation 4, with the opposite sign):
///
///     L = − log σ(xᵢ·yⱼ) − Σₙ log σ(−xᵢ·yₙ)
///
/// Windows, thinning and noise are drawn anew but alike each time, so that the losses of two epochs
/// can be compared. The sum's order doesn't depend on the number of threads.
struct HeldOutLoss: Sendable {
  private let corpus: EncodedCorpus
  private let noise: NoiseDistribution
  private let keepProbability: [Float]
  private let window: Int
  private let negativeSamples: Int
  private let generator: SeededGenerator

  /// Ids in one unit of work; contexts don't reach from one into the next.
  private static let partLength = 1024
  /// More would cost time, and add nothing: with so many ids (some half a million pairs) the loss's
  /// standard error is under a five-hundredth of it.
  private static let maximumParts = 100
  /// The generator's stream, one that no epoch has.
  private static let stream = -2

  /// - Parameter generator: where all that is random follows from.
  init(
    _ corpus: EncodedCorpus, vocabulary: Vocabulary, configuration: SkipGramConfiguration,
    generator: SeededGenerator
  ) {
    self.generator = generator
    self.corpus = corpus
    noise = NoiseDistribution(counts: vocabulary.counts)
    keepProbability =
      Subsampling(counts: vocabulary.counts, threshold: configuration.subsamplingThreshold)
      .keepProbability
    window = configuration.window
    negativeSamples = configuration.negativeSamples
  }

  /// - Parameter matrix: the input vectors of all words, then their output vectors,
  ///   `[2 · vocabulary × dimension]`.
  /// - Returns: the sum over all pairs, and their number.
  func measure(_ matrix: EmbeddingMatrix, _ threads: Int) -> (sum: Double, pairs: Int) {
    let count = min(
      Self.maximumParts, (corpus.ids.count + Self.partLength - 1) / Self.partLength)
    let losses = concurrentMap(count, threads: threads) { measure($0, matrix) }
    return losses.reduce((0.0, 0)) { ($0.0 + $1.sum, $0.1 + $1.pairs) }
  }

  private func measure(_ part: Int, _ matrix: EmbeddingMatrix) -> (sum: Double, pairs: Int) {
    let outputRow = matrix.rowCount / 2
    var generator = generator.stream(Self.stream, part)
    let ids = corpus.ids
    let end = min((part + 1) * Self.partLength, ids.count)
    var loss = (sum: 0.0, pairs: 0)
    var document: [Int] = []
    for position in part * Self.partLength..<end {
      let id = ids[position]
      if id != EncodedCorpus.documentEnd, generator.uniform() < keepProbability[Int(id)] {
        document.append(Int(id))
      }
      guard id == EncodedCorpus.documentEnd || position == end - 1 else { continue }
      for place in document.indices {
        let reach = 1 + generator.below(window)
        for context in max(0, place - reach)...min(document.count - 1, place + reach)
        where context != place {
          let word = matrix.row(document[place])
          loss.sum += Self.logistic(
            -word.dot(matrix.row(outputRow + document[context]), matrix.dimension))
          for _ in 0..<negativeSamples {
            let row = matrix.row(outputRow + noise.draw(using: &generator))
            loss.sum += Self.logistic(word.dot(row, matrix.dimension))
          }
          loss.pairs += 1
        }
      }
      document.removeAll(keepingCapacity: true)
    }
    return loss
  }

  /// `−log σ(−x) = log(1 + eˣ)`, for large `x` too.
  private static func logistic(_ x: Float) -> Double {
    let x = Double(x)
    return max(x, 0) + log1p(exp(-abs(x)))
  }
}

extension UnsafeMutablePointer<Float> {
  /// The scalar product of two vectors; eight partial sums, so that the processor can work on them
  /// side by side.
  fileprivate func dot(_ other: UnsafeMutablePointer<Float>, _ dimension: Int) -> Float {
    var sums = SIMD8<Float>()
    var column = 0
    while column + 8 <= dimension {
      let left = UnsafeRawPointer(self + column).loadUnaligned(as: SIMD8<Float>.self)
      let right = UnsafeRawPointer(other + column).loadUnaligned(as: SIMD8<Float>.self)
      sums += left * right
      column += 8
    }
    var sum = sums.sum()
    while column < dimension {
      sum += self[column] * other[column]
      column += 1
    }
    return sum
  }
}

/// Which documents of a corpus aren't trained on.
struct HeldOutDocuments {
  private let share: Double
  private let generator: SeededGenerator

  /// The generator's stream, one that no epoch has.
  private static let stream = -3

  init(share: Double, generator: SeededGenerator) {
    self.share = share
    self.generator = generator
  }

  /// Each document is held out by its own draw, which follows from its place and the seed.
  ///
  /// - Throws: `FileError` when there are too few documents to leave some for each purpose.
  func split(_ corpus: EncodedCorpus) throws(FileError) -> (
    training: EncodedCorpus, heldOut: EncodedCorpus
  ) {
    let parts = try corpus.split { document in
      var generator = generator.stream(Self.stream, document)
      return Double(generator.uniform()) < share
    }
    guard parts.heldOut.documentCount > 0, parts.training.documentCount > 0 else {
      throw FileError(
        .invalidSetting, file: "held-out share \(share)",
        setting: .heldOutShare,
        problem: "of \(corpus.documentCount) documents it leaves \(parts.training.documentCount) to"
          + " train on and \(parts.heldOut.documentCount) to measure the loss on",
        remedy: "choose another \(.heldOutShare), or give more text")
    }
    return parts
  }
}
