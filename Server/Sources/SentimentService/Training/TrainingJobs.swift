import Dispatch
import FoundationEssentials
import Logging
import SentimentPlatform
import SentimentTextProcessing
import SentimentTransferLearning
import SentimentWordEmbeddings
import Synchronization

/// Trains word vectors on the user's texts, one training at a time, on a thread of its own.
///
/// The texts are copied to a file first, so that a training that was interrupted goes on with the
/// very same ones.
final class TrainingJobs: Sendable {
  /// What ended a training before its time.
  private enum Interruption { case stop, shutdown }

  private struct Run {
    let id: Int64
    var progress: TrainingProgress?
    var interruption: Interruption?
  }

  /// Thrown to end a training that isn't at its first batch yet.
  private struct Interrupted: Error {}

  private static let checkpointInterval = Duration.seconds(30)

  private let folder: String
  private let store: Store
  private let teacher: LabellingSession
  private let logger: Logger
  private let queue = DispatchQueue(label: "training")
  private let run = Mutex<Run?>(nil)

  init(folder: String, store: Store, teacher: LabellingSession, logger: Logger) throws {
    (self.folder, self.store, self.teacher, self.logger) = (folder, store, teacher, logger)
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

  /// - Throws: `Problem` when a training is under way or there are no texts.
  func start(_ settings: TrainingSettings) async throws -> Job {
    try settings.check()
    let texts = try await store.texts()
    guard !texts.isEmpty else {
      throw Problem.conflict("there are no texts to train on; upload some first")
    }
    try run.withLock { run in
      if let run { throw Problem.conflict("training \(run.id) is under way; stop it first") }
      run = Run(id: 0)
    }
    do {
      let id = try store.addJob(settings: JSONText.encode(settings))
      run.withLock { $0 = Run(id: id) }
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
  /// - Throws: `Problem` when it isn't under way.
  func stop(_ id: Int64) throws {
    guard try store.job(id) != nil else { throw Problem.notFound("there is no job \(id)") }
    try run.withLock { run in
      guard run?.id == id else { throw Problem.conflict("job \(id) is over") }
      run?.interruption = .stop
    }
  }

  /// Lets a training write what it has, to go on at the next start.
  func shutDown() async {
    run.withLock { run in
      if run?.interruption == nil { run?.interruption = .shutdown }
    }
    while run.withLock({ $0 != nil }) { try? await Task.sleep(for: .milliseconds(10)) }
  }

  func job(_ id: Int64) throws -> Job? { try store.job(id).map(job) }

  /// The latest first.
  func jobs(limit: Int) throws -> [Job] { try store.jobs(limit: limit).map(job) }

  /// A job whose end is stored, but which another can't follow yet, is still running.
  private func job(_ stored: StoredJob) throws -> Job {
    let settings = try JSONDecoder().decode(
      TrainingSettings.self, from: Data(stored.settings.utf8))
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

  private func corpus(_ id: Int64) -> String { "\(folder)/job-\(id).txt" }
  private func checkpoint(_ id: Int64) -> String { "\(folder)/job-\(id).checkpoint" }

  private func launch(_ job: StoredJob) {
    queue.async { [self] in
      do {
        try train(job)
      } catch {
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

  private func train(_ job: StoredJob) throws {
    let settings = try JSONDecoder().decode(TrainingSettings.self, from: Data(job.settings.utf8))
    let source = CorpusSource(path: corpus(job.id))
    let size = try source.files().compactMap(\.size).reduce(0, +)
    var survival = Pretraining.Checkpointing()
    survival.plan = CheckpointPlan(path: checkpoint(job.id), interval: Self.checkpointInterval)
    if access(checkpoint(job.id), F_OK) == 0 {
      survival.checkpoint = try Checkpoint(contentsOf: checkpoint(job.id))
    }
    survival.isInterrupted = { [self] in interruption != nil }
    do {
      let embeddings = try settings.pretraining(byteCount: size).run(
        on: [source], survival: survival
      ) { event in
        if case .training(let progress) = event {
          run.withLock { $0?.progress = TrainingProgress(progress) }
        } else if interruption != nil {
          throw Interrupted()
        }
      }
      try finish(job, embeddings)
    } catch is TrainingInterrupted {
      try interrupted(job)
    } catch is Interrupted {
      try interrupted(job)
    }
  }

  /// After a stop nothing is left; after a shutdown the job stays as it is, to go on.
  private func interrupted(_ job: StoredJob) throws {
    guard interruption == .stop else { return }
    let fraction = run.withLock { $0?.progress?.fraction } ?? 0
    try store.endJob(job.id, .stopped, progress: fraction)
    removeFiles(job.id)
    logger.info("training stopped", metadata: ["job": "\(job.id)"])
  }

  private func finish(_ job: StoredJob, _ embeddings: PretrainedEmbeddings) throws {
    let vectors = embeddings.vectors
    try embeddings.write(to: teacher.versions.path(job.id))
    try teacher.adopt(job.id)
    try store.endJob(
      job.id, words: vectors.vocabularySize, dimension: vectors.dimension,
      texts: try store.counts().texts)
    removeFiles(job.id)
    logger.info("training done", metadata: ["job": "\(job.id)"])
  }
}
