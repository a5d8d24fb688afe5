import SentimentTextProcessing

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
package struct SkipGramTrainer: Sendable {
  package let configuration: SkipGramConfiguration
  package let threads: Int

  /// How far training has come.
  package struct Progress: Sendable {
    /// From 1.
    package let epoch: Int
    /// All epochs; those that are sure as long as the end isn't known.
    package let epochs: Int
    /// The share of these epochs' work that is done, in `[0, 1]`.
    package let fraction: Double
    /// Words trained on so far, over all epochs, before subsampling.
    package let wordCount: Int
    /// The mean loss of a pair of word and context word with its noise words, of late.
    package let loss: Double
    /// Whether this was the epoch's last batch.
    package let endsEpoch: Bool
    /// The mean loss of a pair on the held-out documents after the last epoch that is done; `nil`
    /// before that, and when none are held out.
    package let heldOutLoss: Double?
  }

  /// The result of training.
  package struct Outcome: Sendable {
    let vocabulary: Vocabulary
    package let state: TrainingState
    package let stopReason: EarlyStopping.Reason

    /// Both matrices, `[vocabulary × dimension]` each; with ``EarlyStopping`` as they were after
    /// the epoch with the lowest held-out loss, and otherwise after the last.
    package var vectors: WordVectors {
      let vectors = state.best ?? state.vectors
      return WordVectors(
        vocabulary: vocabulary, input: vectors.input, output: vectors.output,
        subwords: vectors.subwords?.table)
    }
    /// The mean loss of a pair in each epoch.
    package var epochLosses: [Double] { state.position.epochLosses }
    /// The same on the held-out documents, after each epoch; empty when none were held out.
    package var heldOutLosses: [Double] { state.position.heldOutLosses }
  }

  /// - Parameters:
  ///   - configuration: dimension, window, epochs and the like.
  ///   - threads: how many threads train, 1 to 256; the result doesn't depend on it.
  package init(_ configuration: SkipGramConfiguration, threads: Int = 1) {
    self.configuration = configuration
    self.threads = threads
  }

  /// Trains vectors for all words of the vocabulary.
  ///
  /// - Parameters:
  ///   - corpus: the text as ids of `vocabulary`.
  ///   - vocabulary: the words that get vectors.
  ///   - start: where to go on from; its vectors are trained on. With `nil` training begins anew.
  ///   - progress: called after each batch, some thousand words; what it throws ends training.
  /// - Throws: `FileError` when a setting can't be, or the corpus is too small to hold documents
  ///   out; ``TrainingDiverged`` when a learning rate that is too high has spoilt the vectors.
  package func train(
    _ corpus: EncodedCorpus, vocabulary: Vocabulary,
    progress: (Progress) throws -> Void = { _ in }
  ) throws -> Outcome {
    try train(corpus, vocabulary: vocabulary, from: nil) { report, _ in try progress(report) }
  }

  /// Called after each batch with the state that one can go on from later. Training goes on changing
  /// the state's vectors when the call returns: what is to be kept of them has to be written, or
  /// copied, before.
  package typealias Observer = (Progress, TrainingState) throws -> Void

  /// - Parameter start: where to go on from; its vectors are trained on. With `nil` training begins
  ///   anew.
  package func train(
    _ corpus: EncodedCorpus, vocabulary: Vocabulary, from start: TrainingState?, observer: Observer
  ) throws -> Outcome {
    try configuration.check()
    return try train(
      CorpusShards(corpus), vocabulary: vocabulary,
      ngrams: configuration.subwords.map { VocabularyNGrams(vocabulary, lengths: $0) },
      from: start, anchors: nil, observer: observer)
  }

  /// Trains vectors on a corpus in shards, one for each replica (``SkipGramConfiguration/replicas``).
  ///
  /// Where some replicas are other processes', all of these call it together, and all get the same.
  /// The observer is then called after each round, between which the state is the same everywhere.
  ///
  /// - Parameters:
  ///   - ngrams: those of the vocabulary, when the configuration has them.
  ///   - anchors: rows that are to stay where they were.
  package func train(
    _ corpus: CorpusShards, vocabulary: Vocabulary, ngrams: VocabularyNGrams?,
    from start: TrainingState?, anchors: AnchoredRows?, observer: Observer
  ) throws -> Outcome {
    try configuration.check()
    try SettingRange<Int>.threads.check(threads, "threads")
    precondition(corpus.wordCount == vocabulary.count, "the corpus has ids of another vocabulary")
    precondition(
      corpus.replicaCount == configuration.replicas,
      "the corpus is cut for another number of replicas")
    let (training, heldOut) = try split(corpus, vocabulary)
    if let start { try check(start, wordCount: vocabulary.count, ngrams) }
    let vectors = start?.vectors ?? initialVectors(vocabulary.count, ngrams)
    var best = start?.best
    var position = start?.position ?? TrainingPosition()
    let rounds = try ReplicaRounds(
      training, vocabulary: vocabulary, configuration: configuration, vectors: vectors,
      anchors: anchors, position: position, threads: threads)
    while true {
      if let reason = reasonToStop(position) {
        vectors.compose(threads: threads)
        guard (best ?? vectors).matrix.isFinite else { throw diverged }
        return Outcome(
          vocabulary: vocabulary,
          state: TrainingState(vectors: vectors, best: best, position: position),
          stopReason: reason)
      }
      let epoch = position.epochLosses.count
      let cycle = cycle(of: epoch)
      while position.batch < (epoch + 1) * rounds.batchCount {
        let round = try rounds.train(from: position, epochs: cycle)
        position.add(batches: round.batches, loss: round.loss)
        let meanLoss = position.loss
        let endsEpoch = position.batch == (epoch + 1) * rounds.batchCount
        if endsEpoch {
          if !heldOut.isEmpty { vectors.compose(threads: threads) }
          position.endEpoch(heldOutLoss: try rounds.heldOutLoss(heldOut))
          if position.bestEpoch == epoch { keep(vectors, in: &best) }
        }
        guard position.isFinite, isSound(position) else { throw diverged }
        let fraction = rounds.fraction(batches: position.batch, epochs: cycle.upperBound)
        try observer(
          Progress(
            epoch: epoch + 1, epochs: cycle.upperBound, fraction: fraction,
            wordCount: Int(fraction * Double(training.tokenCount * cycle.upperBound)),
            loss: meanLoss, endsEpoch: endsEpoch, heldOutLoss: position.heldOutLosses.last),
          TrainingState(vectors: vectors, best: best, position: position))
      }
    }
  }

  /// Keeps the best epoch's vectors where these are asked for, which is where a copy of them all is
  /// worth its memory.
  private func keep(_ vectors: TrainedVectors, in best: inout TrainedVectors?) {
    guard configuration.earlyStopping != nil else { return }
    if let best { best.update(from: vectors) } else { best = vectors.copy() }
  }

  /// - Throws: `FileError` when no run over text of these words comes to the state.
  private func check(
    _ state: TrainingState, wordCount: Int, _ ngrams: VocabularyNGrams?
  ) throws(FileError) {
    let vectors = [state.vectors, state.best ?? state.vectors]
    guard
      vectors.allSatisfy({
        $0.fits(wordCount: wordCount, dimension: configuration.dimension, ngrams)
      })
    else {
      throw FileError(
        file: "checkpoint", problem: "its vectors aren't those of the text's words",
        remedy: "use an older copy of it, or begin anew")
    }
    let done = state.position.epochLosses.count
    guard configuration.earlyStopping == nil || (done > 0) == (state.best != nil) else {
      throw FileError(
        .newerVersion, file: "checkpoint", setting: .checkpoint,
        problem: "it doesn't hold the vectors of the best epoch so far",
        remedy: "use the version of the program that wrote it, or begin anew without \(.checkpoint)"
      )
    }
  }

  /// Whether the vectors that are kept don't know less than nothing, by as much again: such vectors
  /// have grown as no later epoch mends, finite as they are.
  private func isSound(_ position: TrainingPosition) -> Bool {
    let kept =
      configuration.earlyStopping == nil
      ? position.epochLosses.last : position.heldOutLosses.min()
    let untrained = EarlyStopping.untrainedLoss(negativeSamples: configuration.negativeSamples)
    return kept.map { $0 <= 2 * untrained } ?? true
  }

  private var diverged: TrainingDiverged {
    TrainingDiverged(learningRate: configuration.learningRate)
  }

  /// The shards without the documents that are held out, and the loss on these of each shard.
  private func split(
    _ corpus: CorpusShards, _ vocabulary: Vocabulary
  ) throws -> (training: CorpusShards, heldOut: [HeldOutLoss]) {
    guard let share = configuration.heldOutShare else { return (corpus, []) }
    let seeded = SeededGenerator(seed: configuration.seed)
    var (training, heldOut): ([EncodedCorpus], [HeldOutLoss]) = ([], [])
    for (replica, shard) in zip(corpus.replicas, corpus.own) {
      let generator = corpus.replicaCount == 1 ? seeded : seeded.replica(replica)
      let parts = try HeldOutDocuments(share: share, generator: generator).split(shard)
      training.append(parts.training)
      heldOut.append(
        HeldOutLoss(
          parts.heldOut, vocabulary: vocabulary, configuration: configuration,
          generator: generator))
    }
    return (try corpus.replacing(training), heldOut)
  }

  /// Whether and why training is done.
  private func reasonToStop(_ position: TrainingPosition) -> EarlyStopping.Reason? {
    guard let rule = configuration.earlyStopping else {
      return position.epochLosses.count < configuration.epochs ? nil : .epochs
    }
    return rule.reasonToStop(
      losses: position.heldOutLosses,
      untrained: EarlyStopping.untrainedLoss(negativeSamples: configuration.negativeSamples),
      maximum: configuration.epochs)
  }

  /// The epochs over which the learning rate falls, among which is this one.
  private func cycle(of epoch: Int) -> Range<Int> {
    configuration.earlyStopping == nil
      ? 0..<configuration.epochs : EarlyStopping.cycle(of: epoch)
  }

  /// The vectors that training begins with.
  private func initialVectors(_ wordCount: Int, _ ngrams: VocabularyNGrams?) -> TrainedVectors {
    let generator = SeededGenerator(seed: configuration.seed)
    let matrix = Self.initialMatrix(wordCount, configuration.dimension, using: generator)
    return TrainedVectors(
      matrix: matrix,
      subwords: ngrams.map {
        SubwordVectors($0, words: matrix.rows(0..<wordCount), generator: generator)
      })
  }

  /// Input vectors even in `±0.5 / dimension`, output vectors zero, as in word2vec.
  ///
  /// - Returns: `[2 · wordCount × dimension]`.
  static func initialMatrix(
    _ wordCount: Int, _ dimension: Int, using generator: SeededGenerator
  ) -> EmbeddingMatrix {
    let matrix = EmbeddingMatrix(rowCount: 2 * wordCount, dimension: dimension)
    for word in 0..<wordCount {
      var generator = generator.stream(-1, word)
      matrix.randomize(word, using: &generator)
    }
    return matrix
  }
}

/// A learning rate that was too high has spoilt the vectors: they hold numbers that aren't finite, or
/// have grown so large that they tell less of the text than no vectors would.
public struct TrainingDiverged: Error, Equatable, CustomStringConvertible {
  /// The starting learning rate.
  public let learningRate: Double

  public var problem: String { "training diverged at learning rate \(learningRate)" }

  public var remedy: String { "give a lower \(.learningRate)" }

  public var description: String { "\(problem); \(remedy)" }
}
