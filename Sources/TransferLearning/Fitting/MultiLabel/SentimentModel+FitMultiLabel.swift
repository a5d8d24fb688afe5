import FoundationEssentials
import SentimentTextProcessing

extension SentimentModel {
  /// Makes the best classifier of texts that may have any number of labels, as ``fit(_:unlabelled:seedWords:configuration:asksEncoder:reading:cache:progress:)``
  /// does where each text has one.
  ///
  /// - Parameters:
  ///   - texts: those with labels; those without any of them are labelled texts too.
  ///   - embeddings: the word vectors to fit on; `nil` for the best guess.
  ///   - unlabelled: each is read once; the last one should have texts like those that the model will read.
  ///   - configuration: what the fit does; it takes no shares of labels.
  ///   - asksEncoder: whether the encoder in the program may read the texts, and be part of the model where it helps.
  ///   - reading: how texts without labels are read.
  ///   - cache: a folder that keeps what the encoder makes of texts; `nil` to keep nothing.
  ///   - threads: the result doesn't depend on it; `nil` for as many as there are processors.
  ///   - progress: called by several threads, one call at a time.
  /// - Returns: a model with an estimate in its ``ModelCard/multiLabelTraining`` and the answers that labelled texts
  ///   got from models that didn't learn from them.
  /// - Throws: `FileError` when texts can't be read, there are fewer than two labels, all texts have one of them, or
  ///   no word is known; `CancellationError`.
  public static func fitMultiLabel(
    _ texts: [MultiLabelText], on embeddings: PretrainedEmbeddings? = nil,
    unlabelled: [CorpusSource] = [], configuration: FitConfiguration = FitConfiguration(),
    asksEncoder: Bool = true, reading: ReadingOptions = ReadingOptions(), cache: String? = nil,
    threads: Int? = nil, progress: @escaping @Sendable (LearningProgress) -> Void = { _ in }
  ) async throws -> FittedMultiLabelModel {
    let prepared = bestFit(
      on: embeddings, unlabelled: unlabelled, configuration: configuration,
      asksEncoder: asksEncoder, reading: reading, cache: cache, threads: threads,
      progress: progress)
    return try await runInBackground { cancellation in
      var fit = prepared
      fit.cancellation = cancellation
      return try fit.runMultiLabel(texts)
    }
  }
}
