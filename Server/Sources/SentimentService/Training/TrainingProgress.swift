import SentimentTransferLearning

/// How far a training is.
struct TrainingProgress: Sendable {
  /// Of the whole, 0 to 1.
  let fraction: Double
  let epoch: Int
  let epochs: Int
  let loss: Double

  /// - Returns: `nil` before the first epoch.
  init?(_ progress: LearningProgress) {
    guard case .pretraining = progress.phase, let fraction = progress.fractionCompleted,
      case .epoch(let epoch, let epochs?, let loss) = progress.detail
    else { return nil }
    self.fraction = fraction
    self.epoch = epoch
    self.epochs = epochs
    self.loss = loss
  }
}
