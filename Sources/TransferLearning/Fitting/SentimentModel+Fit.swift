import FoundationEssentials
import SentimentClassification
import SentimentSentenceEncoders
import SentimentTextProcessing

extension SentimentModel {
  /// Makes the best classifier that a few labels, words that name them, and texts without labels
  /// allow.
  ///
  /// The work is done on threads of its own. When the task is cancelled, it ends within a tenth of a
  /// second.
  ///
  /// - Parameters:
  ///   - texts: those with labels; may be empty where there are seed words.
  ///   - unlabelled: each is read once; the last one should have texts like those that the model will
  ///     read.
  ///   - seedWords: words that say what a label means, of all labels or of none.
  ///   - configuration: what the fit does.
  ///   - asksEncoder: whether the encoder in the program may read the texts, and be part of the model where
  ///     it helps; word vectors alone make a smaller model in less time.
  ///   - reading: how texts without labels are read.
  ///   - cache: a folder that keeps what the encoder makes of texts, though no text, so that a later fit with
  ///     it takes seconds; it grows to a gigabyte at most. `nil` to keep nothing.
  ///   - progress: called by several threads, one call at a time.
  /// - Returns: a model whose ``estimate`` says how well it does on new texts, where there are two
  ///   labelled texts of each label or more.
  /// - Throws: `FileError` when texts can't be read, there are fewer than two labels, or no word is
  ///   known; `CancellationError`.
  public static func fit(
    _ texts: [LabelledText], unlabelled: [CorpusSource] = [], seedWords: [SeedWords] = [],
    configuration: FitConfiguration = FitConfiguration(), asksEncoder: Bool = true,
    reading: ReadingOptions = ReadingOptions(), cache: String? = nil,
    progress: @escaping @Sendable (LearningProgress) -> Void = { _ in }
  ) async throws -> SentimentModel {
    try await fitWithCrossValidation(
      texts, unlabelled: unlabelled, seedWords: seedWords, configuration: configuration,
      asksEncoder: asksEncoder, reading: reading, cache: cache, progress: progress
    ).model
  }

  /// The same with the answers that labelled texts got from models that didn't learn from them.
  ///
  /// - Parameters:
  ///   - texts: as above, as all that isn't named here.
  ///   - embeddings: the word vectors to fit on; `nil` to choose them.
  ///   - threads: the result doesn't depend on it; `nil` for as many as there are processors.
  public static func fitWithCrossValidation(
    _ texts: [LabelledText], on embeddings: PretrainedEmbeddings? = nil,
    unlabelled: [CorpusSource] = [], seedWords: [SeedWords] = [],
    configuration: FitConfiguration = FitConfiguration(), asksEncoder: Bool = true,
    reading: ReadingOptions = ReadingOptions(), cache: String? = nil, threads: Int? = nil,
    progress: @escaping @Sendable (LearningProgress) -> Void = { _ in }
  ) async throws -> FittedModel {
    var prepared = bestFit(
      on: embeddings, unlabelled: unlabelled, configuration: configuration,
      asksEncoder: asksEncoder, reading: reading, cache: cache, threads: threads,
      progress: progress)
    prepared.seedWords = seedWords
    return try await runInBackground { [prepared] cancellation in
      var fit = prepared
      fit.cancellation = cancellation
      return try fit.run(texts)
    }
  }

  /// A fit with these settings.
  static func bestFit(
    on embeddings: PretrainedEmbeddings?, unlabelled: [CorpusSource],
    configuration: FitConfiguration, asksEncoder: Bool, reading: ReadingOptions, cache: String?,
    threads: Int?, progress: @escaping @Sendable (LearningProgress) -> Void
  ) -> BestFit {
    var fit = BestFit()
    fit.configuration = configuration
    if let embeddings {
      fit.vectors = [BestFit.Vectors(name: "given") { embeddings }]
      fit.asking = asksEncoder ? .always(.builtIn) : .never
    } else {
      fit.asking = asksEncoder ? .byDefault : .never
    }
    fit.cache = cache.map(VectorCache.init)
    fit.unlabelled = unlabelled
    fit.reading = reading
    fit.threads = threads ?? ProcessInfo.processInfo.activeProcessorCount
    fit.report = { $0.progress.map(progress) }
    return fit
  }

  /// Lets the encoder in the program read texts before any has a label: a fit with them and the same folder
  /// then takes seconds. What it has read is kept when the task is cancelled.
  ///
  /// - Parameters:
  ///   - unlabelled: what the fit will be given.
  ///   - embeddings: the word vectors that it will be on, whose settings tell what of a text is mark-up.
  ///   - cache: the folder.
  ///   - threads: `nil` for as many as there are processors.
  /// - Throws: `FileError` when texts can't be read; `CancellationError`.
  public static func prepareFit(
    unlabelled: [CorpusSource], on embeddings: PretrainedEmbeddings, cache: String,
    threads: Int? = nil
  ) async throws {
    let threads = threads ?? ProcessInfo.processInfo.activeProcessorCount
    try await runInBackground { cancellation in
      let texts = try TextSpread(
        of: unlabelled, options: ReadingOptions(), limit: .byDefault, cancellation: cancellation
      ).texts
      _ = try VectorCache(folder: cache).encode(
        TextAnalyzer.readableTexts(texts, by: embeddings.settings.tokenizer), by: .builtIn,
        threads: threads, cancellation: cancellation, progress: { _ in })
    }
  }

  /// The same for texts by their labels, as in `["good": ["a great film"], "bad": ["a bore"]]`.
  ///
  /// - Parameters:
  ///   - texts: the texts of each label; may be empty where there are seed words.
  ///   - unlabelled: texts in memory.
  ///   - seedWords: for each label words that say what it means, of all labels or of none.
  ///   - configuration: what the fit does.
  ///   - asksEncoder: as above.
  ///   - cache: as above.
  ///   - progress: called by several threads, one call at a time.
  public static func fit(
    _ texts: [String: [String]], unlabelled: [String] = [], seedWords: [String: [String]] = [:],
    configuration: FitConfiguration = FitConfiguration(), asksEncoder: Bool = true,
    cache: String? = nil, progress: @escaping @Sendable (LearningProgress) -> Void = { _ in }
  ) async throws -> SentimentModel {
    // In an order of its own: a dictionary's differs from run to run.
    let labelled = texts.sorted { $0.key < $1.key }.flatMap { label, texts in
      texts.map { (label: label, text: $0) }
    }
    return try await fit(
      labelled.enumerated().map {
        LabelledText(label: $1.label, text: $1.text, line: $0 + 1)
      },
      unlabelled: unlabelled.isEmpty
        ? [] : [.texts(unlabelled, name: "the texts without labels")],
      seedWords: seedWords.sorted { $0.key < $1.key }.map {
        SeedWords(label: $0.key, words: $0.value)
      },
      configuration: configuration, asksEncoder: asksEncoder, cache: cache,
      progress: progress)
  }
}
