import SentimentWordEmbeddings

/// A training, as clients see it.
struct Job: Codable, Sendable, Equatable {
  let id: Int64
  let state: JobState
  let settings: TrainingSettings
  /// The share that is done, 0 to 1.
  let progress: Double
  /// The epoch under way and how many there are; `nil` when it isn't training.
  let epoch: Int?
  let epochs: Int?
  /// The mean loss of a pair of words, lately.
  let loss: Double?
  /// What came of it.
  let version: Int64?
  /// Why it failed.
  let problem: String?
}

/// How far a training is.
struct TrainingProgress: Sendable {
  let fraction: Double
  let epoch: Int
  let epochs: Int
  let loss: Double

  init(_ progress: SkipGramTrainer.Progress) {
    (fraction, epoch) = (progress.fraction, progress.epoch)
    (epochs, loss) = (progress.epochs, progress.loss)
  }
}
