import SentimentPlatform
import SentimentTextProcessing
import SentimentTransferLearning
import SentimentWordEmbeddings

/// Trains word vectors on a queue of its own, as that may take minutes.
actor VectorTrainer {
  /// Thrown to end a training that isn't at its first batch yet.
  private struct Interrupted: Error {}

  private static let checkpointInterval = Duration.seconds(30)

  private let queue = QueueExecutor("training")

  nonisolated var unownedExecutor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }

  /// - Parameters:
  ///   - corpus: the path of a file with one text a line.
  ///   - checkpoint: the path that checkpoints are written to; one that is there is gone on from.
  ///   - isInterrupted: asked again and again.
  ///   - report: told now and then how far it is.
  /// - Returns: `nil` when it was interrupted; then a checkpoint was written, if it had begun.
  func train(
    _ settings: TrainingSettings, on corpus: String, checkpoint: String,
    isInterrupted: @escaping @Sendable () -> Bool,
    report: @Sendable (TrainingProgress) -> Void
  ) throws -> PretrainedEmbeddings? {
    let source = CorpusSource(path: corpus)
    let size = try source.files().compactMap(\.size).reduce(0, +)
    var checkpointing = Pretraining.Checkpointing()
    checkpointing.plan = CheckpointPlan(path: checkpoint, interval: Self.checkpointInterval)
    if access(checkpoint, F_OK) == 0 {
      checkpointing.checkpoint = try Checkpoint(contentsOf: checkpoint)
    }
    checkpointing.isInterrupted = isInterrupted
    do {
      return try settings.pretraining(byteCount: size).run(
        on: [source], checkpointing: checkpointing
      ) {
        if case .training(let progress) = $0 {
          report(TrainingProgress(progress))
        } else if isInterrupted() {
          throw Interrupted()
        }
      }
    } catch is TrainingInterrupted {
      return nil
    } catch is Interrupted {
      return nil
    }
  }
}
