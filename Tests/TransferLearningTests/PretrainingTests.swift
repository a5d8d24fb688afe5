import Foundation
import SentimentTextProcessing
import Synchronization
import Testing

@testable import SentimentTransferLearning

/// Pre-training as a task: cancelled, watched, and with the bytes of a run without `async`.
@Suite(.serialized)
struct PretrainingTests {
  private static let corpus = CorpusSource.memory(
    name: "corpus",
    text: Array(
      (0..<60).map { "the cat number \($0 % 7) sat on the mat near the dog \($0 % 11)" }
        .joined(separator: "\n").utf8))

  private func pretraining(epochs: Int) -> Pretraining {
    var pretraining = Pretraining.smallCorpus
    pretraining.skipGram.epochs = epochs
    return pretraining
  }

  /// Waits in a plain function: in an asynchronous one the other `run` is meant.
  private func runWithoutTask(_ pretraining: Pretraining) throws -> PretrainedEmbeddings {
    try pretraining.run(on: [Self.corpus])
  }

  @Test func aTaskGivesTheSameVectors() async throws {
    let pretraining = pretraining(epochs: 3)
    let expected = try runWithoutTask(pretraining)
    let trained = try await pretraining.run(on: [Self.corpus])
    #expect(trained.vectors.vocabulary.bytes == expected.vectors.vocabulary.bytes)
    for id in 0..<expected.vectors.vocabularySize {
      #expect(trained.vectors.input[id] == expected.vectors.input[id])
    }
    #expect(trained.provenance == expected.provenance)
  }

  @Test(arguments: [false, true])
  func progressRisesToOne(stopsEarly: Bool) async throws {
    var pretraining = pretraining(epochs: 3)
    pretraining.stopsEarly = stopsEarly
    let steps = Mutex<[LearningProgress]>([])
    _ = try await pretraining.run(on: [Self.corpus]) { step in steps.withLock { $0.append(step) } }
    let reported = steps.withLock { $0 }
    let reading = reported.prefix { $0.phase == .reading }.map(\.fractionCompleted)
    #expect(reading.last == 1)
    let training = reported.dropFirst(reading.count)
    #expect(training.allSatisfy { $0.phase == .pretraining })
    #expect(training.last?.fractionCompleted == 1)
    if !stopsEarly {
      let fractions = training.compactMap(\.fractionCompleted)
      #expect(fractions == fractions.sorted())
    }
  }

  /// Starts a run, and cancels it once it trains.
  ///
  /// - Returns: the task, and when it was cancelled.
  private func cancelled(
    _ pretraining: Pretraining, _ checkpointing: Pretraining.Checkpointing = .init()
  ) async -> (task: Task<PretrainedEmbeddings, any Error>, time: ContinuousClock.Instant) {
    let (begun, signal) = AsyncStream<Void>.makeStream()
    let isCancelled = DispatchSemaphore(value: 0)
    let task = Task {
      try await pretraining.run(on: [Self.corpus], checkpointing: checkpointing) { step in
        guard step.phase == .pretraining else { return }
        signal.finish()
        // However fast training is, it doesn't come to its end before it is cancelled.
        isCancelled.wait()
        isCancelled.signal()
      }
    }
    for await _ in begun {}
    task.cancel()
    let time = ContinuousClock.now
    isCancelled.signal()
    return (task, time)
  }

  /// A tenth of a second is promised; a machine that does other work gets more.
  @Test func aCancelledTaskEndsAtOnce() async throws {
    let (task, time) = await cancelled(pretraining(epochs: 100_000))
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(ContinuousClock.now - time < .seconds(2))
  }

  @Test func aCancelledTaskKeepsACheckpointToGoOnFrom() async throws {
    let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let pretraining = pretraining(epochs: 3)
    var checkpointing = Pretraining.Checkpointing()
    checkpointing.plan = CheckpointPlan(path: path, interval: .seconds(3_600))
    let (task, _) = await cancelled(pretraining, checkpointing)
    await #expect(throws: CancellationError.self) { try await task.value }
    var resumption = Pretraining.Checkpointing()
    resumption.checkpoint = try Checkpoint(contentsOf: path)
    let trained = try await pretraining.run(on: [Self.corpus], checkpointing: resumption)
    let expected = try runWithoutTask(pretraining)
    #expect(trained.vectors.input[0] == expected.vectors.input[0])
    #expect(trained.provenance == expected.provenance)
  }

  @Test func aTaskThatIsCancelledBeforeItBeginsReadsNothing() async throws {
    let pretraining = pretraining(epochs: 1)
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await pretraining.run(on: [.file("/there/is/no/such/file")])
    }
    await #expect(throws: CancellationError.self) { try await task.value }
  }
}
