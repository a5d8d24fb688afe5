import SentimentTextProcessing

extension Pretraining {
  /// Reads the texts, chooses the vocabulary and trains, on threads of its own: the few on which
  /// tasks run stay free for others.
  ///
  /// When the task is cancelled, reading or training ends within a tenth of a second; where a
  /// checkpoint is planned, it is written first, and one can go on from it. A step between the two,
  /// such as choosing the vocabulary, is brought to its end, which for texts of gigabytes takes some
  /// seconds.
  ///
  /// - Parameters:
  ///   - sources: the texts; each file, folder or list of them is read once.
  ///   - checkpointing: how the run keeps what it has, and where it goes on from.
  ///   - progress: called on any thread, one call at a time.
  /// - Returns: the vectors; the same, byte for byte, whatever the number of ``threads``.
  /// - Throws: `CancellationError`; `TrainingInterrupted` when ``Checkpointing/isInterrupted`` says
  ///   so; `FileError` when a setting can't be, a text can't be read, holds no word that is frequent
  ///   enough or isn't the one that the checkpoint was written with, when ``base`` can't learn new
  ///   words, or when a checkpoint can't be written; `TokenizerError` when ICU's data can't be loaded;
  ///   `TrainingDiverged` when the learning rate is too high.
  public func run(
    on sources: [CorpusSource], checkpointing: Checkpointing = Checkpointing(),
    progress: @escaping @Sendable (LearningProgress) -> Void = { _ in }
  ) async throws -> PretrainedEmbeddings {
    try await runInBackground { cancellation in
      try run(
        on: sources, checkpointing: checkpointing, cancellation: cancellation, progress: progress)
    }
  }

  /// The same on the thread that calls it, until the flag is set.
  package func run(
    on sources: [CorpusSource], checkpointing: Checkpointing = Checkpointing(),
    cancellation: CancellationFlag, progress: @escaping @Sendable (LearningProgress) -> Void
  ) throws -> PretrainedEmbeddings {
    let byteCount = try sources.byteCount
    var interruptible = checkpointing
    interruptible.isInterrupted = {
      cancellation.isCancelled || checkpointing.isInterrupted()
    }
    do {
      let embeddings = try run(on: sources, checkpointing: interruptible) { event in
        if let step = event.progress(ofBytes: byteCount) { progress(step) }
        // Training looks at both by itself, to write a checkpoint.
        if case .training = event { return }
        try cancellation.check()
        if checkpointing.isInterrupted() { throw TrainingInterrupted(checkpoint: nil) }
      }
      // Training that stops by itself ends before its last epoch.
      progress(LearningProgress(.pretraining, fractionCompleted: 1))
      return embeddings
    } catch is TrainingInterrupted where cancellation.isCancelled {
      throw CancellationError()
    }
  }
}

extension Pretraining.Event {
  /// What it says of how far the work is; `nil` when that is nothing.
  ///
  /// - Parameter byteCount: the size of the texts; `nil` where only reading tells it.
  fileprivate func progress(ofBytes byteCount: Int?) -> LearningProgress? {
    switch self {
    case .reading(let reading):
      LearningProgress(
        .reading, fractionCompleted: byteCount?.fraction(done: reading.inputByteCount))
    case .training(let training):
      LearningProgress(
        .pretraining, fractionCompleted: training.fraction,
        detail: .epoch(training.epoch, of: training.epochs, loss: training.loss))
    default: nil
    }
  }
}
