import FoundationEssentials
import SentimentClassification
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
  ///   - progress: called by several threads, one call at a time.
  /// - Returns: a model whose ``estimate`` says how well it does on new texts, where there are two
  ///   labelled texts of each label or more.
  /// - Throws: `FileError` when texts can't be read, there are fewer than two labels, or no word is
  ///   known; `CancellationError`.
  public static func fit(
    _ texts: [LabelledText], unlabelled: [CorpusSource] = [], seedWords: [SeedWords] = [],
    configuration: FitConfiguration = FitConfiguration(), asksEncoder: Bool = true,
    reading: ReadingOptions = ReadingOptions(),
    progress: @escaping @Sendable (LearningProgress) -> Void = { _ in }
  ) async throws -> SentimentModel {
    var fit = BestFit()
    fit.configuration = configuration
    fit.asking = asksEncoder ? .byDefault : .never
    fit.unlabelled = unlabelled
    fit.reading = reading
    fit.seedWords = seedWords
    fit.threads = ProcessInfo.processInfo.activeProcessorCount
    fit.report = { $0.progress.map(progress) }
    let prepared = fit
    return try await runInBackground { cancellation in
      var fit = prepared
      fit.cancellation = cancellation
      return try fit.run(texts).model
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
  ///   - progress: called by several threads, one call at a time.
  public static func fit(
    _ texts: [String: [String]], unlabelled: [String] = [], seedWords: [String: [String]] = [:],
    configuration: FitConfiguration = FitConfiguration(), asksEncoder: Bool = true,
    progress: @escaping @Sendable (LearningProgress) -> Void = { _ in }
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
      configuration: configuration, asksEncoder: asksEncoder, progress: progress)
  }
}
