import FoundationEssentials
import Logging
import SentimentPlatform
import SentimentTextProcessing
import SentimentTransferLearning
import SentimentWordEmbeddings
import Synchronization

/// The trainings of word vectors on the user's texts, one at a time.
///
/// The texts are copied to a file first, so that a training that was interrupted goes on with the
/// very same ones.
final class TrainingJobs: Sendable {
  /// What ended a training before its time.
  private enum Interruption { case stop, shutdown }

  private struct Run {
    var id: Int64
    var progress: TrainingProgress?
    var interruption: Interruption?
  }

  private let folder: String
  private let store: Store
  private let versions: EmbeddingVersions
  private let health: Health
  private let logger: Logger
  private let adopt: @Sendable (Int64) async throws -> Void
  private let trainer = VectorTrainer()
  private let run = Mutex<Run?>(nil)

  /// - Parameters:
  ///   - folder: for what a training needs to go on; made when it isn't there.
  ///   - adopt: told the version that a training has made.
  /// - Throws: `FileError` when the folder can't be made.
  init(
    folder: String, store: Store, versions: EmbeddingVersions, health: Health, logger: Logger,
    adopt: @escaping @Sendable (Int64) async throws -> Void
  ) throws {
    (self.folder, self.store, self.versions) = (folder, store, versions)
    (self.health, self.logger, self.adopt) = (health, logger, adopt)
    try OutputFile.makeFolder(folder)
  }

  /// Goes on with what an earlier server left unfinished.
  func resume() throws {
    for job in try store.jobs(limit: 1) where job.state == .running {
      logger.info("training goes on", metadata: ["job": "\(job.id)"])
      run.withLock { $0 = Run(id: job.id) }
      launch(job)
    }
  }

  /// - Throws: `Refusal` when a training is under way or there are no texts.
  func start(_ settings: TrainingSettings) async throws -> Job {
    try settings.check()
    let texts = try await store.texts()
    guard !texts.isEmpty else {
      throw Refusal.conflict("there are no texts to train on; upload some first")
    }
    try run.withLock { run in
      if let run { throw Refusal.conflict("training \(run.id) is under way; stop it first") }
      run = Run(id: 0)
    }
    do {
      let id = try store.addJob(settings: JSONText.encode(settings))
      run.withLock { $0?.id = id }
      try OutputFile.write(texts.map { $0.text.onOneLine + "\n" }.joined(), to: corpus(id))
      guard let job = try store.job(id) else { preconditionFailure("the job was just stored") }
      launch(job)
      return try self.job(job)
    } catch {
      run.withLock { $0 = nil }
      throw error
    }
  }

  /// Asks a training to end; what it has learned is thrown away.
  ///
  /// - Throws: `Refusal` when it isn't under way.
  func stop(_ id: Int64) throws {
    guard try store.job(id) != nil else { throw Refusal.notFound("there is no job \(id)") }
    try run.withLock { run in
      guard run?.id == id else { throw Refusal.conflict("job \(id) is over") }
      run?.interruption = .stop
    }
  }

  /// Asks a training to end if one is under way, as it has a copy of texts that are removed.
  func forgetTexts() { run.withLock { $0?.interruption = .stop } }

  /// Lets a training write what it has, to go on at the next start.
  func shutDown() async {
    run.withLock { run in
      if run?.interruption == nil { run?.interruption = .shutdown }
    }
    while run.withLock({ $0 != nil }) { try? await Task.sleep(for: .milliseconds(10)) }
  }

  var isTraining: Bool { run.withLock { $0 != nil } }

  func job(_ id: Int64) throws -> Job? { try store.job(id).map(job) }

  /// The latest first.
  func jobs(limit: Int) throws -> [Job] { try store.jobs(limit: limit).map(job) }

  /// A job whose end is stored, but which another can't follow yet, is still running.
  private func job(_ stored: StoredJob) throws -> Job {
    let settings = try Self.settings(of: stored)
    let run = run.withLock { $0 }
    guard let run, run.id == stored.id else {
      return Job(
        id: stored.id, state: stored.state, settings: settings, progress: stored.progress,
        epoch: nil, epochs: nil, loss: nil, version: stored.version, problem: stored.problem)
    }
    return Job(
      id: stored.id, state: .running, settings: settings,
      progress: run.progress?.fraction ?? stored.progress, epoch: run.progress?.epoch,
      epochs: run.progress?.epochs, loss: run.progress?.loss, version: nil, problem: nil)
  }

  private static func settings(of job: StoredJob) throws -> TrainingSettings {
    try JSONDecoder().decode(TrainingSettings.self, from: Data(job.settings.utf8))
  }

  private func corpus(_ id: Int64) -> String { "\(folder)/job-\(id).txt" }
  private func checkpoint(_ id: Int64) -> String { "\(folder)/job-\(id).checkpoint" }

  private func launch(_ job: StoredJob) {
    Task {
      do {
        try await train(job)
      } catch {
        health.note(error)
        logger.error("training failed", metadata: ["job": "\(job.id)", "error": "\(error)"])
        try? store.endJob(job.id, .failed, progress: 0, problem: "\(error)")
        removeFiles(job.id)
      }
      run.withLock { $0 = nil }
    }
  }

  private func removeFiles(_ id: Int64) {
    unlink(corpus(id))
    unlink(checkpoint(id))
  }

  private var interruption: Interruption? { run.withLock { $0?.interruption } }

  private func train(_ job: StoredJob) async throws {
    let embeddings = try await trainer.train(
      try Self.settings(of: job), on: corpus(job.id), checkpoint: checkpoint(job.id),
      isInterrupted: { [self] in interruption != nil },
      report: { [self] progress in run.withLock { $0?.progress = progress } })
    guard let embeddings else { return try endInterrupted(job) }
    try versions.add(embeddings, as: job.id)
    try await adopt(job.id)
    let vectors = embeddings.vectors
    try store.endJob(
      job.id, words: vectors.vocabularySize, dimension: vectors.dimension,
      texts: try store.counts().texts)
    removeFiles(job.id)
    logger.info("training done", metadata: ["job": "\(job.id)"])
  }

  /// After a stop nothing is left; after a shutdown the job stays as it is, to go on.
  private func endInterrupted(_ job: StoredJob) throws {
    guard interruption == .stop else { return }
    let fraction = run.withLock { $0?.progress?.fraction } ?? 0
    try store.endJob(job.id, .stopped, progress: fraction)
    removeFiles(job.id)
    logger.info("training stopped", metadata: ["job": "\(job.id)"])
  }
}
