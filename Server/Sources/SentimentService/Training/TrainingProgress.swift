import SentimentWordEmbeddings

/// How far a training is.
struct TrainingProgress: Sendable {
  /// Of the whole, 0 to 1.
  let fraction: Double
  let epoch: Int
  let epochs: Int
  let loss: Double

  init(_ progress: SkipGramTrainer.Progress) {
    (fraction, epoch) = (progress.fraction, progress.epoch)
    (epochs, loss) = (progress.epochs, progress.loss)
  }
}
