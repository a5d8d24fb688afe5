import TextProcessing

/// Trains word vectors by skip-gram with negative sampling (Mikolov et al. 2013, "Distributed
/// Representations of Words and Phrases and their Compositionality", equation 4).
///
/// For word `i` with input vector `xᵢ`, its context words `c(i)` with output vectors `yⱼ` and noise
/// words `n = 1…N` that a chunk of the text shares, the loss is
///
///     L = − Σᵢ [ Σ_{j ∈ c(i)} log σ(xᵢ·yⱼ) + wᵢ Σₙ log σ(−xᵢ·yₙ) ],   wᵢ = k·|c(i)| / N
///
/// whose expectation is that of `k` noise words drawn for each pair. Sharing makes it a matrix
/// problem: each row is fetched once a chunk, however many pairs it stands in.
///
/// **Exactly repeatable.** Threads don't write to a shared matrix as they go. Some stretches of the
/// corpus are trained side by side, each on its own copies of the rows that others need too; then
/// the copies are merged in a fixed order. What is random for a stretch depends on its place and
/// the seed alone. The result is thus the same, byte for byte, with any number of threads.
public struct SkipGramTrainer: Sendable {
  public let configuration: SkipGramConfiguration
  public let threads: Int

  /// How far training has come.
  public struct Progress: Sendable {
    /// From 1.
    public let epoch: Int
    /// The share of all work that is done, in `[0, 1]`.
    public let fraction: Double
    /// Words trained on so far, over all epochs, before subsampling.
    public let wordCount: Int
    /// The mean loss of a pair of word and context word with its noise words, of late.
    public let loss: Double
  }

  /// - Parameter threads: how many threads train; the result doesn't depend on it.
  public init(_ configuration: SkipGramConfiguration, threads: Int = 1) {
    self.configuration = configuration
    self.threads = max(1, threads)
  }

  /// Trains vectors for all words of the vocabulary.
  ///
  /// - Parameters:
  ///   - corpus: the text as ids of `vocabulary`.
  ///   - progress: called after each batch, some thousand words.
  /// - Throws: ``TrainingDiverged`` when a learning rate that is too high has spoilt the vectors.
  /// - Returns: both matrices, `[vocabulary × dimension]` each, with the mean loss of each epoch.
  public func train(
    _ corpus: EncodedCorpus, vocabulary: Vocabulary, progress: (Progress) -> Void = { _ in }
  ) throws(TrainingDiverged) -> (vectors: WordVectors, epochLosses: [Double]) {
    let plan = TrainingPlan(corpus, vocabulary: vocabulary, configuration: configuration)
    let matrix = initialMatrix(plan)
    let run = TrainingRun(plan, matrix: matrix, threads: threads)
    var losses: [Double] = []
    for epoch in 0..<configuration.epochs {
      var sum = 0.0
      var pairs = 0.0
      for batch in 0..<plan.batchCount {
        let loss = run.trainBatch { stretch in
          learningRate(done: plan.fraction(stretch.index, epoch: stretch.epoch))
        }
        if batch % Self.batchesBetweenForgetting == 0 {
          corpus.forget(first: plan.stretches(of: batch).lowerBound * TrainingPlan.stretchLength)
        }
        sum += loss.sum
        pairs += loss.pairs
        let fraction = plan.fraction(plan.stretches(of: batch).upperBound, epoch: epoch)
        progress(
          Progress(
            epoch: epoch + 1, fraction: fraction,
            wordCount: Int(fraction * Double(corpus.tokenCount * configuration.epochs)),
            loss: pairs > 0 ? sum / pairs : 0))
      }
      losses.append(pairs > 0 ? sum / pairs : 0)
    }
    guard matrix.isFinite else { throw TrainingDiverged(learningRate: configuration.learningRate) }
    let count = vocabulary.count
    let vectors = WordVectors(
      vocabulary: vocabulary, input: matrix.rows(0..<count), output: matrix.rows(count..<2 * count))
    return (vectors, losses)
  }

  /// Some two megabytes of ids: often enough to save memory, too seldom to cost time.
  private static let batchesBetweenForgetting = 64

  /// Input vectors even in `±0.5 / dimension`, output vectors zero, as in word2vec.
  private func initialMatrix(_ plan: TrainingPlan) -> EmbeddingMatrix {
    let matrix = EmbeddingMatrix(rowCount: plan.rowCount, dimension: plan.dimension)
    for word in 0..<plan.wordCount {
      var generator = plan.generator.stream(-1, word)
      let row = matrix.row(word)
      for column in 0..<plan.dimension {
        row[column] = (generator.uniform() - 0.5) / Float(plan.dimension)
      }
    }
    return matrix
  }

  /// Falls linearly with the share of the work that is done.
  private func learningRate(done: Double) -> Float {
    let share = max(1 - done, SkipGramConfiguration.finalLearningRateShare)
    return Float(configuration.learningRate * share)
  }
}
