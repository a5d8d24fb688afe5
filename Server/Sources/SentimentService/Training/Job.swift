/// A training, as clients see it.
struct Job: Codable, Sendable, Equatable {
  let id: Int64
  let state: JobState
  let settings: TrainingSettings
  /// The fraction that is done, 0 to 1.
  let progress: Double
  /// The epoch under way and how many there are; `nil` when it isn't training.
  let epoch: Int?
  let epochs: Int?
  /// The mean loss of a pair of words, lately.
  let loss: Double?
  /// The version that came of it.
  let version: Int64?
  /// Why it failed.
  let problem: String?
}
