import Logging
import Synchronization
import Testing

@testable import SentimentService

/// Trainings, without the routes.
struct TrainingJobsTests {
  private let folder: TemporaryFolder
  private let store: Store
  private let jobs: TrainingJobs
  private let adopted = Adopted()

  private final class Adopted: Sendable {
    let versions = Mutex<[Int64]>([])
  }

  init() throws {
    folder = try TemporaryFolder()
    store = try Store(folder: folder.path)
    jobs = try Self.jobs(folder, store, adopted)
  }

  private static func jobs(
    _ folder: TemporaryFolder, _ store: Store, _ adopted: Adopted
  ) throws -> TrainingJobs {
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    return try TrainingJobs(
      folder: folder.path + "/jobs", store: store,
      versions: EmbeddingVersions(folder: folder.path + "/models", store: store, model: nil),
      health: Health(logger: logger), logger: logger
    ) { version in adopted.versions.withLock { $0.append(version) } }
  }

  private func end(_ id: Int64, of jobs: TrainingJobs) async throws -> Job? {
    while let job = try jobs.job(id) {
      if job.state.isOver { return job }
      try await Task.sleep(for: .milliseconds(5))
    }
    return nil
  }

  private func addTexts() async throws {
    _ = try await store.add(["good films are good", "bad films are bad"])
  }

  @Test func withoutTextsThereIsNoTraining() async throws {
    await #expect(throws: Refusal.self) { _ = try await jobs.start(TrainingSettings()) }
    #expect(throws: Refusal.self) { try jobs.stop(1) }
  }

  @Test func aVersionIsKeptThenAdopted() async throws {
    try await addTexts()
    let job = try await jobs.start(TrainingSettings(epochs: 1, dimension: 4))
    #expect(job.id == 1 && job.state == .running)
    let ended = try await end(1, of: jobs)
    #expect(ended?.state == .done && ended?.version == 1)
    #expect(adopted.versions.withLock { $0 } == [1])
    let version = try #require(try store.versions().first)
    #expect(version.id == 1 && version.dimension == 4 && version.texts == 2)
  }

  @Test func oneIsStoppedBeforeAnotherBegins() async throws {
    // So many that it takes minutes, however late it is stopped.
    _ = try await store.add((0..<2_000).map { "film \($0) is as good as film \($0 + 1)" })
    let long = TrainingSettings(epochs: 10_000, dimension: 1_000)
    _ = try await jobs.start(long)
    await #expect(throws: Refusal.self) { _ = try await jobs.start(long) }
    try jobs.stop(1)
    #expect(try await end(1, of: jobs)?.state == .stopped)
    #expect(try store.versions().isEmpty && adopted.versions.withLock { $0 }.isEmpty)
  }

  @Test func aTrainingGoesOnAtTheNextStart() async throws {
    try await addTexts()
    _ = try await jobs.start(TrainingSettings(epochs: 300, dimension: 50))
    await jobs.shutDown()
    #expect(try store.job(1)?.state == .running)
    let next = try Self.jobs(folder, store, adopted)
    try next.resume()
    #expect(try await end(1, of: next)?.state == .done)
  }
}
