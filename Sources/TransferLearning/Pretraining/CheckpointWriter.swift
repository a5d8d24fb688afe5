import SentimentTextProcessing

/// Where and how often a run keeps what it has.
public struct CheckpointPlan: Sendable {
  public var path: String
  public var interval: Duration

  public init(path: String, interval: Duration) {
    self.path = path
    self.interval = interval
  }
}

/// Training was asked to stop, and did so between two batches.
public struct TrainingInterrupted: Error {
  /// The file that one can go on from; `nil` when none was asked for.
  public let checkpoint: String?
}

/// Writes a run's checkpoints when they are due.
struct CheckpointWriter {
  private let plan: CheckpointPlan
  private var lastWritten: ContinuousClock.Instant?

  init(_ plan: CheckpointPlan) { self.plan = plan }

  /// Writes a checkpoint if it is time.
  ///
  /// - Parameter warn: told of an error that training can go on with: the older file is still there,
  ///   and the next may come through.
  /// - Throws: `FileError` when not even the first can be written: better to know it now than after
  ///   hours.
  mutating func visit(
    _ checkpoint: Checkpoint, warn: (FileError) throws -> Void
  ) throws {
    let now = ContinuousClock.now
    if let lastWritten, now - lastWritten < plan.interval { return }
    do {
      try checkpoint.write(to: plan.path)
    } catch let error as FileError where lastWritten != nil {
      try warn(error)
    }
    lastWritten = ContinuousClock.now
  }
}
