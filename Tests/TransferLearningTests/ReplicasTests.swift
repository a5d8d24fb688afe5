import Foundation
import SentimentTextProcessing
import SentimentWordEmbeddings
import Testing

@testable import SentimentTransferLearning

/// Replicas give the same vectors wherever they are trained: in one process, and in several.
@Suite(.serialized)
struct ReplicasTests {
  /// 60,000 words in documents of many lengths.
  private static let corpus: CorpusSource = {
    var generator = SeededGenerator(seed: 3)
    let lines = (0..<3_000).map { _ in
      let topic = generator.below(8)
      return (0..<5 + generator.below(30)).map { _ in
        "w\(topic * 40 + generator.below(60)) s\(generator.below(300))"
      }.joined(separator: " ")
    }
    return .memory(name: "corpus", text: Array(lines.joined(separator: "\n").utf8))
  }()

  private static func pretraining(replicas: Int, threads: Int = 1) -> Pretraining {
    var pretraining = Pretraining()
    pretraining.tokenizer = .whitespace
    pretraining.stopWords = .none
    pretraining.skipGram.replicas = replicas
    pretraining.skipGram.dimension = 20
    pretraining.skipGram.epochs = 3
    pretraining.threads = threads
    return pretraining
  }

  private static func train(
    _ pretraining: Pretraining, _ processes: any ProcessGroup = SingleProcess(),
    checkpointing: Pretraining.Checkpointing = Pretraining.Checkpointing()
  ) throws -> PretrainedEmbeddings {
    var pretraining = pretraining
    pretraining.processes = processes
    return try pretraining.run(on: [corpus], checkpointing: checkpointing, report: { _ in })
  }

  /// A digest of all that a file would hold.
  private static func content(_ embeddings: PretrainedEmbeddings) throws -> UInt64 {
    var digest = CorpusDigest()
    for matrix in [embeddings.vectors.input, try #require(embeddings.vectors.output)] {
      for row in 0..<matrix.rowCount { matrix[row].withUnsafeBytes { digest.add($0) } }
    }
    digest.add(embeddings.vectors.vocabulary.bytes)
    digest.add(Array(try JSONText.encode(try #require(embeddings.provenance)).utf8))
    digest.add(Array(try JSONText.encode(embeddings.settings.metadata).utf8))
    return digest.value
  }

  private static let variants: [@Sendable (inout Pretraining) -> Void] = [
    { _ in },
    { $0.skipGram.subwords = SubwordLengths(minimum: 2, maximum: 3) },
    { $0.skipGram.heldOutShare = 0.1 },
    { $0.stopsEarly = true },
    { $0.skipGram.subsamplingThreshold = 0 },
  ]

  @Test(arguments: variants.indices)
  func vectorsAreTheSameInAnyNumberOfProcesses(variant: Int) throws {
    var pretraining = Self.pretraining(replicas: 4)
    Self.variants[variant](&pretraining)
    let trained = pretraining
    let expected = try Self.content(try Self.train(trained))
    for count in 1...4 {
      let results = try ThreadGroup.run(count) { processes in
        var pretraining = trained
        // Nor does it matter how many threads each has.
        pretraining.threads = 1 + (processes.rank + count) % 3
        return try Self.content(try Self.train(pretraining, processes))
      }
      for result in results { #expect(result == expected, "\(count) processes") }
    }
  }

  @Test func vectorsDependOnTheReplicas() throws {
    let results = try [1, 2, 3].map {
      try Self.content(try Self.train(Self.pretraining(replicas: $0)))
    }
    #expect(results[0] != results[1] && results[1] != results[2])
  }

  /// Words of one topic are near each other, whatever the number of replicas.
  @Test(arguments: [1, 2, 4, 8])
  func replicasLearn(replicas: Int) throws {
    var pretraining = Self.pretraining(replicas: replicas)
    pretraining.skipGram.epochs = 10
    let vectors = try Self.train(pretraining).vectors
    func similarity(_ a: String, _ b: String) throws -> Double {
      let rows = try [a, b].map { vectors.input[try #require(vectors.vocabulary.id(of: $0))] }
      func dot(_ a: [Float], _ b: [Float]) -> Double {
        zip(a, b).reduce(0) { $0 + Double($1.0 * $1.1) }
      }
      return dot(rows[0], rows[1]) / (dot(rows[0], rows[0]) * dot(rows[1], rows[1])).squareRoot()
    }
    var (same, other) = (0.0, 0.0)
    for place in 25..<35 {
      same += try similarity("w\(place)", "w\(place - 5)")
      other += try similarity("w\(place)", "w\(place + 160)")
    }
    #expect(same > other + 2, "\(same / 10), \(other / 10)")
  }

  /// A run is stopped in the middle of an epoch, and goes on in another number of processes.
  @Test(arguments: [(1, 3), (4, 2), (2, 1)])
  func aCheckpointGoesOnAnywhere(before: Int, after: Int) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "checkpoint").path
    let pretraining = Self.pretraining(replicas: 4)
    let expected = try Self.content(try Self.train(pretraining))
    let rounds = try ThreadGroup.run(before) { processes in
      let count = Count()
      var checkpointing = Pretraining.Checkpointing()
      // One of them is asked, and one writes.
      checkpointing.isInterrupted = { processes.rank == before - 1 && count.next() == 20 }
      if processes.rank == 0 {
        checkpointing.plan = CheckpointPlan(path: path, interval: .seconds(3600))
      }
      #expect(throws: TrainingInterrupted.self) {
        try Self.train(pretraining, processes, checkpointing: checkpointing)
      }
      return count.value
    }
    #expect(rounds.last == 20)
    let checkpoint = try Checkpoint(contentsOf: path)
    #expect(checkpoint.epoch < 4)
    let results = try ThreadGroup.run(after) { processes in
      var checkpointing = Pretraining.Checkpointing()
      checkpointing.checkpoint = try Checkpoint(contentsOf: path)
      return try Self.content(
        try Self.train(pretraining, processes, checkpointing: checkpointing))
    }
    for result in results { #expect(result == expected) }
  }

  private final class Count: @unchecked Sendable {
    private(set) var value = 0
    func next() -> Int {
      value += 1
      return value
    }
  }

  /// A process whose vectors have come apart from the others', as by a fault of its memory, is found out.
  @Test func processesThatComeApartAreStopped() throws {
    let outcomes = try ThreadGroup.run(2) { processes in
      do {
        _ = try Self.train(Self.pretraining(replicas: 2), FaultyProcess(processes))
        return ""
      } catch let error as FileError {
        return error.description
      }
    }
    for outcome in outcomes { #expect(outcome.contains("process 1: its vectors have come apart")) }
  }

  /// Takes one of many messages for another.
  private final class FaultyProcess: ProcessGroup, @unchecked Sendable {
    private let group: any ProcessGroup
    private var calls = 0

    init(_ group: any ProcessGroup) { self.group = group }

    var rank: Int { group.rank }
    var count: Int { group.count }

    func exchange(_ parts: [[UInt8]]) -> [[UInt8]] { group.exchange(parts) }

    func gather(_ bytes: [UInt8]) -> [[UInt8]] {
      var results = group.gather(bytes)
      calls += 1
      // A step of the last row that has changed.
      if rank == 1, calls > 12, results[0].count > 1_000 { results[0][results[0].count - 1] ^= 1 }
      return results
    }
  }

  @Test func processesWithOtherSettingsAreRefused() throws {
    let outcomes = try ThreadGroup.run(2) { processes in
      var pretraining = Self.pretraining(replicas: 2)
      pretraining.skipGram.window += processes.rank
      do {
        _ = try Self.train(pretraining, processes)
        return ""
      } catch let error as FileError {
        return error.description
      }
    }
    for outcome in outcomes { #expect(outcome.contains("process 1: has other settings")) }
  }

  @Test func aReplicaWithoutTextIsToldOf() throws {
    let pretraining = Self.pretraining(replicas: 3)
    #expect {
      _ = try pretraining.run(on: [.memory(name: "a", text: Array("one two\nthree".utf8))]) { _ in }
    } throws: {
      ($0 as? FileError)?.description.contains("there is no word for replica") == true
    }
  }
}
