import SentimentTextProcessing
import SentimentWordEmbeddings

/// Pre-training: from unlabelled text to word vectors.
public struct Pretraining: Sendable {
  public var skipGram = SkipGramConfiguration()
  /// A word that the corpus has less often is left out.
  public var minimumCount = 5
  /// How the texts are read.
  public var reading = ReadingOptions()
  public var tokenizer: any TextTokenizer = .icu
  /// Settings that are those of ``smallCorpus`` where the text has fewer than
  /// ``smallTokenCount`` words; none by default.
  package var sizeDependent: Set<SizeDependent> = []
  /// `nil`: told from the text.
  public var language: Language?
  public var stopWords = StopWordChoice.auto
  /// The score above which two words side by side count as one word; `nil` for no phrases.
  public var phraseThreshold: Double?
  /// Whether training ends when it no longer lowers the loss on held-out documents; the vectors are
  /// then those of the epoch with the lowest.
  public var stopsEarly = false
  /// The result doesn't depend on it.
  public var threads = 1
  /// Those that train together, each some of the replicas (``SkipGramConfiguration/replicas``). The
  /// result doesn't depend on how many they are.
  package var processes: any ProcessGroup = SingleProcess()
  /// Vectors that are to learn the words of the texts, with their tokenizer, stop words, phrases
  /// and dimension; `nil` for vectors of the texts alone.
  public var base: PretrainedEmbeddings?
  /// How firmly the words of ``base`` are held where they are, 0 to 1.
  public var anchor = VectorUpdate.defaultAnchor

  public init() {}

  /// Finds out whether one can train with these settings, as a run does before it reads
  /// anything.
  ///
  /// - Throws: `FileError` that names the first setting that can't be.
  public func check() throws(FileError) {
    try configuration(tokenCount: 1).check()
    try Vocabulary.minimumCountRange.check(minimumCount, "minimumCount")
    try PhraseDetection.thresholdRange.check(phraseThreshold, "phraseThreshold")
    try VectorUpdate.anchorRange.check(anchor, "anchor")
    try SettingRange<Int>.threads.check(threads, "threads")
  }

  /// Numbers in a word vector.
  public var dimension: Int { base?.vectors.dimension ?? skipGram.dimension }

  /// Settings for a few dozen short texts, such as the built-in reviews.
  ///
  /// The field's defaults are made for millions of words. With a few hundred, each word counts
  /// (`minimumCount` 1, no subsampling), more passes are needed, and fewer dimensions suffice.
  /// Chosen by the accuracy on the eight labelled reviews alone, two of them held out at a time:
  /// 35 to 65 epochs and 25 to 100 dimensions all classify every one of them rightly, in both
  /// languages; 15 epochs and 200 are too few and too many (81 to 87 % and 95 to 96 %).
  public static var smallCorpus: Pretraining {
    var pretraining = Pretraining()
    pretraining.minimumCount = 1
    pretraining.skipGram.dimension = 50
    pretraining.skipGram.epochs = 50
    pretraining.skipGram.subsamplingThreshold = 0
    return pretraining
  }

  /// A setting that can follow from the size of the text.
  package enum SizeDependent: Sendable, CaseIterable {
    case minimumCount, dimension, epochs, subsampling
  }

  /// A text with fewer words is a small one.
  ///
  /// With 200 labelled texts of three kinds (`scripts/benchmarks/measure-small-text`), the settings for
  /// small text were better than the usual ones with 50,000 words by 1 to 4 points, with 20,000 by 0
  /// to 10, and with 3,000 and 10,000 by 1 on average, between −2 and 4.
  package static let smallTokenCount = 50_000

  /// The same with the settings for small text where the text is one.
  private func suiting(tokenCount: Int) -> Pretraining {
    guard tokenCount < Self.smallTokenCount, !sizeDependent.isEmpty else { return self }
    var pretraining = self
    pretraining.sizeDependent = []
    let small = Self.smallCorpus
    for setting in sizeDependent {
      switch setting {
      case .minimumCount: pretraining.minimumCount = small.minimumCount
      case .dimension: pretraining.skipGram.dimension = small.skipGram.dimension
      case .epochs: pretraining.skipGram.epochs = small.skipGram.epochs
      case .subsampling:
        pretraining.skipGram.subsamplingThreshold = small.skipGram.subsamplingThreshold
      }
    }
    return pretraining
  }

  /// What a run reports.
  package enum Event: Sendable {
    case reading(TokenizedCorpus.Progress)
    case read(TokenizedCorpus.Statistics)
    /// The text is small, and these are the settings that follow from that.
    case small(Pretraining)
    /// So many of the text's words, stop words not counted, are too rare for the vocabulary.
    case rareWords(fraction: Double, minimumCount: Int)
    case phrases(count: Int)
    /// With `ngramCount` the different n-grams of the words, 0 when they aren't used.
    case vocabulary(
      wordCount: Int, ngramCount: Int, tokenCount: Int, language: Language?, stopWords: String)
    case training(SkipGramTrainer.Progress)
    /// A checkpoint couldn't be written; the one before is still there.
    case checkpointFailed(FileError)
    /// Training is done; from this checkpoint the vectors can be had again.
    case trained(Checkpoint)
    /// An update is done, and this is what it changed.
    case updated(VectorMovement)
  }

  /// What a run that may end early keeps, and where it goes on from.
  public struct Checkpointing: Sendable {
    /// Where to go on from; `nil` for a new run.
    public var checkpoint: Checkpoint?
    /// Where and how often to write checkpoints; `nil` for never.
    public var plan: CheckpointPlan?
    /// What a checkpoint says of how the run was asked for.
    package var request = Checkpoint.Request(arguments: [], folder: "")
    /// Asked between two batches: whether to write a checkpoint and stop.
    public var isInterrupted: @Sendable () -> Bool = { false }

    public init() {}
  }

  /// Reads the texts, chooses the vocabulary and trains.
  ///
  /// - Parameters:
  ///   - checkpointing: how the run keeps what it has.
  ///   - report: what it throws ends the run.
  /// - Throws: `FileError` when a setting can't be, a text can't be read, holds no word that is frequent enough or isn't
  ///   the one that the checkpoint was written with, when ``base`` can't learn new words, or when a
  ///   checkpoint can't be written; `TokenizerError` when ICU's data can't be loaded;
  ///   `TrainingDiverged` when the learning rate is too high; ``TrainingInterrupted`` when
  ///   ``Checkpointing/isInterrupted`` says so; and what `report` throws.
  package func run(
    on sources: [CorpusSource], checkpointing: Checkpointing = Checkpointing(),
    report: (Event) throws -> Void = { _ in }
  ) throws -> PretrainedEmbeddings {
    try run(checkpointing: checkpointing, report: report) { tokenizer in
      try read(sources, tokenizer) { try report(.reading($0)) }
    }
  }

  private func read(
    _ sources: [CorpusSource], _ tokenizer: any TextTokenizer,
    progress: (TokenizedCorpus.Progress) throws -> Void
  ) throws -> TokenizedCorpus {
    guard skipGram.replicas > 1 else {
      return try TokenizedCorpus(
        reading: sources, options: reading, tokenizer: tokenizer, threads: threads,
        progress: progress)
    }
    let parts = try CorpusParts(sources, count: skipGram.replicas, options: reading)
    return try TokenizedCorpus(
      reading: parts, options: reading, tokenizer: tokenizer, threads: threads,
      processes: processes, progress: progress)
  }

  /// The same on texts that were read already, by ``tokenizer``.
  package func run(
    on text: TokenizedCorpus, report: (Event) throws -> Void = { _ in }
  ) throws -> PretrainedEmbeddings {
    try run(checkpointing: Checkpointing(), report: report) { _ in text }
  }

  /// - Parameter read: reads the texts by a tokenizer.
  private func run(
    checkpointing: Checkpointing, report: (Event) throws -> Void,
    read: (any TextTokenizer) throws -> TokenizedCorpus
  ) throws -> PretrainedEmbeddings {
    try check()
    let updateBase = try base.map { base throws(FileError) in
      try UpdateBase(base, anchor: anchor)
    }
    let (suited, text) = try prepare(
      settings: checkpointing.checkpoint?.settings ?? base?.settings, report: report, read: read)
    return try suited.run(on: text, updateBase, checkpointing: checkpointing, report: report)
  }

  private func run(
    on text: PreparedText, _ updateBase: UpdateBase?, checkpointing: Checkpointing,
    report: (Event) throws -> Void
  ) throws -> PretrainedEmbeddings {
    let skipGram = configuration(tokenCount: text.corpus.tokenCount)
    var provenance = PretrainedEmbeddings.Provenance(
      corpora: (base?.provenance?.corpora ?? []) + text.corpora, configuration: skipGram,
      minimumCount: minimumCount, epochLosses: [],
      phraseThreshold: phraseThreshold ?? base?.provenance?.phraseThreshold, base: updateBase)
    try checkpointing.checkpoint?.check(provenance, vocabulary: text.vocabulary)
    let ngrams = skipGram.subwords.map { VocabularyNGrams(text.vocabulary, lengths: $0) }
    try report(
      .vocabulary(
        wordCount: text.vocabulary.count, ngramCount: ngrams?.rowCount ?? 0,
        tokenCount: text.corpus.tokenCount,
        language: text.settings.language, stopWords: text.settings.stopWords.name))
    func checkpoint(_ state: TrainingState) -> Checkpoint {
      Checkpoint(
        request: checkpointing.request, state: state, vocabulary: text.vocabulary,
        settings: text.settings, provenance: provenance)
    }
    var writer = checkpointing.plan.map(CheckpointWriter.init)
    let outcome = try train(
      text, skipGram, ngrams, from: checkpointing.checkpoint?.state
    ) { progress, state in
      try report(.training(progress))
      if processes.anySays(checkpointing.isInterrupted()) {
        try checkpointing.plan.map { try checkpoint(state).write(to: $0.path) }
        throw TrainingInterrupted(checkpoint: checkpointing.plan?.path)
      }
      try writer?.visit(checkpoint(state)) { try report(.checkpointFailed($0)) }
    }
    try checkLearned(outcome, text)
    try report(.trained(checkpoint(outcome.state)))
    if let base, let movement = VectorMovement(from: base.vectors, to: outcome.vectors) {
      try report(.updated(movement))
    }
    provenance = provenance.completed(by: outcome)
    return PretrainedEmbeddings(
      vectors: outcome.vectors, settings: text.settings, provenance: provenance)
  }

  /// - Throws: `FileError` when there was no pair of a word and a context word to learn from, or each
  ///   word had itself alone: the vectors would be the random ones that training began with.
  private func checkLearned(
    _ outcome: SkipGramTrainer.Outcome, _ text: PreparedText
  ) throws(FileError) {
    let hasPairs = outcome.epochLosses.contains { $0 > 0 }
    guard !hasPairs || text.vocabulary.count == 1 else { return }
    throw FileError(
      .empty, file: text.corpora.map(\.name).joined(separator: ", "), setting: .subsampling,
      problem: hasPairs
        ? "all its words are \"\(text.vocabulary.word(0))\": nothing was learned"
        : "no two words stand together after thinning: nothing was learned",
      remedy: "give texts of several words, or a higher \(.subsampling) (0 keeps all words)")
  }

  private func train(
    _ text: PreparedText, _ configuration: SkipGramConfiguration, _ ngrams: VocabularyNGrams?,
    from state: TrainingState?, observer: SkipGramTrainer.Observer
  ) throws -> SkipGramTrainer.Outcome {
    let trainer = SkipGramTrainer(configuration, threads: threads)
    let update = base.flatMap {
      VectorUpdate(
        of: $0.vectors, vocabulary: text.vocabulary, anchor: anchor,
        using: SeededGenerator(seed: configuration.seed))
    }
    guard let update else {
      return try trainer.train(
        text.corpus, vocabulary: text.vocabulary, ngrams: ngrams, from: state, anchors: nil,
        observer: observer)
    }
    return try update.train(
      trainer, text.corpus, vocabulary: text.vocabulary, from: state, observer: observer)
  }

  /// The settings of the training itself, some of which can follow from the text's size.
  private func configuration(tokenCount: Int) -> SkipGramConfiguration {
    var configuration = skipGram
    configuration.dimension = dimension
    guard stopsEarly else { return configuration }
    configuration.earlyStopping = EarlyStopping()
    configuration.epochs = Self.mostEpochs
    if configuration.heldOutShare == nil {
      configuration.heldOutShare = min(
        max(Self.heldOutTokens / Double(tokenCount), Self.leastHeldOutFraction),
        Self.mostHeldOutFraction)
    }
    return configuration
  }

  /// The number of epochs at which training stops in any case, when it is to stop by itself: seven
  /// cycles, of 1 to 64 epochs.
  private static let mostEpochs = 127
  /// Tokens that are held out where they are no more than a tenth and no less than a hundredth of the
  /// text: some ten thousand pairs, of whose mean loss the standard error is about 1 %.
  private static let heldOutTokens = 2_000.0
  private static let leastHeldOutFraction = 0.01
  private static let mostHeldOutFraction = 0.1

  /// What training starts from.
  private struct PreparedText {
    let settings: TextSettings
    let corpora: [PretrainedEmbeddings.Provenance.Corpus]
    let vocabulary: Vocabulary
    let corpus: CorpusShards
  }

  /// Reads the texts and chooses the vocabulary. What only reading needs is gone when training
  /// begins.
  ///
  /// - Parameter known: the settings of the run that is gone on with; `nil` for a new run.
  /// - Returns: the text, and these settings as they suit its size.
  private func prepare(
    settings known: TextSettings?, report: (Event) throws -> Void,
    read: (any TextTokenizer) throws -> TokenizedCorpus
  ) throws -> (Pretraining, PreparedText) {
    // Stop words that don't depend on the text come first: a file that isn't there is found now.
    let chosen = stopWords.isAuto || known != nil ? nil : try stopWords.words(for: nil)
    let text = try read(known?.tokenizer ?? tokenizer)
    try report(.read(text.statistics))
    let suited = suiting(tokenCount: text.statistics.tokenCount)
    if suited.sizeDependent != sizeDependent { try report(.small(suited)) }
    return (
      suited,
      try suited.prepare(text, settings: known, stopWords: chosen, report: report)
    )
  }

  /// Chooses the vocabulary.
  private func prepare(
    _ text: TokenizedCorpus, settings known: TextSettings?, stopWords chosen: StopWords?,
    report: (Event) throws -> Void
  ) throws -> PreparedText {
    let settings: TextSettings
    if let known {
      settings = known
    } else {
      let language = try language ?? Language.detect(text.sample)
      let stopWords = try chosen ?? stopWords.words(for: language)
      settings = TextSettings(
        tokenizer: tokenizer, language: language, stopWords: stopWords,
        phrases: try phrases(of: text, stopWords))
    }
    if phraseThreshold != nil { try report(.phrases(count: settings.phrases.count)) }
    let (vocabulary, corpus) = try text.shards(
      minimumCount: minimumCount, stopWords: settings.stopWords, phrases: settings.phrases,
      extending: base?.vectors.vocabulary)
    try reportRareWords(text, kept: corpus.tokenCount, settings.stopWords, report)
    return PreparedText(
      settings: settings, corpora: text.parts.map { PretrainedEmbeddings.Provenance.Corpus($0) },
      vocabulary: vocabulary, corpus: corpus)
  }

  /// Tells if most of what the text says is lost by the minimum count.
  private func reportRareWords(
    _ text: TokenizedCorpus, kept: Int, _ stopWords: StopWords, _ report: (Event) throws -> Void
  ) throws {
    // Stop words can only make the fraction larger than it is.
    guard minimumCount > 1,
      Double(kept) < (1 - Self.largeRareFraction) * Double(text.statistics.tokenCount)
    else { return }
    let contentCount = try text.contentTokenCount(stopWords)
    guard contentCount > 0 else { return }
    let fraction = 1 - Double(kept) / Double(contentCount)
    guard fraction > Self.largeRareFraction else { return }
    try report(.rareWords(fraction: fraction, minimumCount: minimumCount))
  }

  /// Of running text of any size that serves for training, rare words are a few per cent, of some
  /// hundred thousand words a tenth.
  private static let largeRareFraction = 0.4

  private func phrases(of text: TokenizedCorpus, _ stopWords: StopWords) throws -> Phrases {
    guard let phraseThreshold else { return .none }
    return try text.phrases(
      by: PhraseDetection(threshold: phraseThreshold, discount: minimumCount),
      stopWords: stopWords)
  }
}

extension PretrainedEmbeddings.Provenance {
  /// The same with what training told.
  fileprivate func completed(by outcome: SkipGramTrainer.Outcome) -> Self {
    var result = self
    result.epochLosses = outcome.epochLosses
    if configuration.heldOutShare != nil { result.heldOutLosses = outcome.heldOutLosses }
    if configuration.earlyStopping != nil {
      result.stopReason = outcome.stopReason
      result.keptEpoch = outcome.state.position.bestEpoch.map { $0 + 1 }
    }
    return result
  }
}

extension Pretraining {
  /// Settings for vectors of which the mean tells what a text is about.
  ///
  /// A wide window brings words of one topic together: on long film reviews 15 words gave 0.8
  /// points more than 5, and on short film sentences the same. It needs a lower learning rate.
  public static var forAdaptation: Pretraining {
    var pretraining = Pretraining()
    pretraining.stopWords = .none
    pretraining.skipGram.window = 15
    pretraining.skipGram.learningRate = 0.006
    return pretraining
  }

  /// The same for some tens of thousands of words or fewer: rare words count too, and more passes are
  /// needed.
  var forLittleText: Pretraining {
    var pretraining = self
    pretraining.minimumCount = 2
    pretraining.skipGram.dimension = 50
    pretraining.skipGram.epochs = 30
    pretraining.skipGram.learningRate = 0.025
    return pretraining
  }
}
