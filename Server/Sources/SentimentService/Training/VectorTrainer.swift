import SentimentPlatform
import SentimentTextProcessing
import SentimentTransferLearning

/// Trains word vectors, and goes on where an earlier training of the same texts was interrupted.
struct VectorTrainer {
  private static let checkpointInterval = Duration.seconds(30)

  /// - Parameters:
  ///   - corpus: the path of a file with one text a line.
  ///   - checkpoint: the path that checkpoints are written to; one that is there is gone on from.
  ///   - isInterrupted: asked again and again.
  ///   - report: told now and then how far it is.
  /// - Returns: `nil` when it was interrupted; then a checkpoint was written, if it had begun.
  func train(
    _ settings: TrainingSettings, on corpus: String, checkpoint: String,
    isInterrupted: @escaping @Sendable () -> Bool,
    report: @escaping @Sendable (TrainingProgress) -> Void
  ) async throws -> PretrainedEmbeddings? {
    let source = CorpusSource(path: corpus)
    let size = try source.files().compactMap(\.size).reduce(0, +)
    var checkpointing = Pretraining.Checkpointing()
    checkpointing.plan = CheckpointPlan(path: checkpoint, interval: Self.checkpointInterval)
    if access(checkpoint, F_OK) == 0 {
      checkpointing.checkpoint = try Checkpoint(contentsOf: checkpoint)
    }
    checkpointing.isInterrupted = isInterrupted
    do {
      return try await settings.pretraining(byteCount: size).run(
        on: [source], checkpointing: checkpointing
      ) { if let progress = TrainingProgress($0) { report(progress) } }
    } catch is TrainingInterrupted {
      return nil
    }
  }
}
