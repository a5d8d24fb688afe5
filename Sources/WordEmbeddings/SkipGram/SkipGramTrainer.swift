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
      corpus, vocabulary: vocabulary,
      ngrams: configuration.subwords.map { VocabularyNGrams(vocabulary, lengths: $0) },
      from: start, anchors: nil, observer: observer)
  }

  /// - Parameters:
  ///   - ngrams: those of the vocabulary, when the configuration has them.
  ///   - anchors: rows that are to stay where they were.
  package func train(
    _ corpus: EncodedCorpus, vocabulary: Vocabulary, ngrams: VocabularyNGrams?,
    from start: TrainingState?, anchors: AnchoredRows?, observer: Observer
  ) throws -> Outcome {
    try configuration.check()
    try SettingRange<Int>.threads.check(threads, "threads")
    precondition(corpus.wordCount == vocabulary.count, "the corpus has ids of another vocabulary")
    let (corpus, heldOut) = try split(corpus)
    let heldOutLoss = heldOut.map {
      HeldOutLoss($0, vocabulary: vocabulary, configuration: configuration)
    }
    let plan = TrainingPlan(corpus, vocabulary: vocabulary, configuration: configuration)
    if let start { try check(start, plan, ngrams) }
    let vectors = start?.vectors ?? Self.initialVectors(plan, ngrams)
    var best = start?.best
    var position = start?.position ?? TrainingPosition()
    let run = TrainingRun(
      plan, matrix: vectors.matrix, subwords: vectors.subwords, batch: position.batch,
      anchors: anchors, threads: threads)
    while true {
      if let reason = reasonToStop(position) {
        run.composeAll()
        guard (best ?? vectors).matrix.isFinite else { throw diverged }
        return Outcome(
          vocabulary: vocabulary,
          state: TrainingState(vectors: vectors, best: best, position: position),
          stopReason: reason)
      }
      let epoch = position.epochLosses.count
      let cycle = cycle(of: epoch)
      let schedule = LearningRateSchedule(
        start: configuration.learningRate, epochs: cycle, stretchCount: plan.stretchCount)
      while position.batch < (epoch + 1) * plan.batchCount {
        let batch = position.batch
        let loss = run.trainBatch { schedule.rate(stretch: $0.index, epoch: $0.epoch) }
        if batch % Self.batchesBetweenForgetting == 0 {
          corpus.forget(first: plan.stretches(of: batch).lowerBound * TrainingPlan.stretchLength)
        }
        position.endBatch(loss)
        let meanLoss = position.loss
        let endsEpoch = position.batch == (epoch + 1) * plan.batchCount
        if endsEpoch {
          if heldOutLoss != nil { run.composeAll() }
          position.endEpoch(heldOutLoss: heldOutLoss?.measure(vectors.matrix, threads))
          if position.bestEpoch == epoch { keep(vectors, in: &best) }
        }
        guard position.isFinite, isSound(position) else { throw diverged }
        let fraction = plan.fraction(batches: position.batch, epochs: cycle.upperBound)
        try observer(
          Progress(
            epoch: epoch + 1, epochs: cycle.upperBound, fraction: fraction,
            wordCount: Int(fraction * Double(corpus.tokenCount * cycle.upperBound)), loss: meanLoss,
            endsEpoch: endsEpoch, heldOutLoss: position.heldOutLosses.last),
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

  /// - Throws: `FileError` when no run over this corpus comes to the state.
  private func check(
    _ state: TrainingState, _ plan: TrainingPlan, _ ngrams: VocabularyNGrams?
  ) throws(FileError) {
    let position = state.position
    guard [state.vectors, state.best ?? state.vectors].allSatisfy({ $0.fits(plan, ngrams) }) else {
      throw FileError(
        file: "checkpoint", problem: "its vectors aren't those of the text's words",
        remedy: "use an older copy of it, or begin anew")
    }
    let done = position.epochLosses.count
    let heldOut = configuration.heldOutShare == nil ? 0 : done
    guard position.isFinite, done <= configuration.epochs, position.heldOutLosses.count == heldOut,
      position.batch >= done * plan.batchCount, position.batch < (done + 1) * plan.batchCount
    else {
      throw FileError(
        .damaged, file: "checkpoint", setting: .checkpoint,
        problem: "it names a place that isn't in the text",
        remedy: "use an older copy of it, or begin anew without \(.checkpoint)")
    }
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

  private func split(
    _ corpus: EncodedCorpus
  ) throws(FileError) -> (training: EncodedCorpus, heldOut: EncodedCorpus?) {
    guard let share = configuration.heldOutShare else { return (corpus, nil) }
    let documents = HeldOutDocuments(
      share: share, generator: SeededGenerator(seed: configuration.seed))
    return try documents.split(corpus)
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

  /// Some two megabytes of ids: often enough to save memory, too seldom to cost time.
  private static let batchesBetweenForgetting = 64

  /// The vectors that training begins with.
  private static func initialVectors(
    _ plan: TrainingPlan, _ ngrams: VocabularyNGrams?
  ) -> TrainedVectors {
    let matrix = initialMatrix(plan.wordCount, plan.dimension, using: plan.generator)
    return TrainedVectors(
      matrix: matrix,
      subwords: ngrams.map {
        SubwordVectors($0, words: matrix.rows(0..<plan.wordCount), generator: plan.generator)
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
