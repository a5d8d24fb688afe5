import CSentimentKernels
import SentimentTextProcessing

/// Replicas: copies of the vectors, each of which is trained on a shard of the corpus, and which are
/// brought together again and again.
///
/// A round is some batches of each replica. Then, for each row that any of them has changed:
///
///     d(r) = round₈(M(r) − A)      the change by replica r, in eight bits a number
///     A ← A + round₈(Adasum(d(0), d(1), …))
///
/// and all replicas go on from `A`. So the result depends on the corpus, the settings, the seed and the
/// number of replicas, and not on where these are: in one process, where they are trained one after
/// another, or in several processes that know nothing of each other but these changes. Each process
/// combines the changes of its part of the rows, and tells the others what comes of them.
///
/// A single replica is trained in place, and its round is a batch.
final class ReplicaRounds {
  /// One of the replicas of this process.
  private struct Replica {
    let plan: TrainingPlan
    let run: TrainingRun
    let changed: ChangedRows?
  }

  /// What a round has done.
  struct Round {
    /// Batches of the replica with the most.
    let batches: Int
    /// The sampled loss of all replicas, and its number of pairs.
    let loss: (sum: Double, pairs: Double)
  }

  /// `A`: what all replicas have agreed on.
  private let vectors: TrainedVectors
  /// `M`: what the replica changes whose turn it is. Between two turns the same as `A`, but for input
  /// vectors that are composed anew for each batch.
  private let working: TrainedVectors
  private let replicas: [Replica]
  private let replicaCount: Int
  private let processes: any ProcessGroup
  private let threads: Int
  private let level: Int32
  private let startingLearningRate: Double
  /// Batches in an epoch, of the replica with the most.
  let batchCount: Int
  /// Batches that a replica trains in a round, at most.
  private let mostBatches: Int
  /// Tells whether all processes have the same `A`.
  private var digest: UInt64 = 0

  /// Words that a replica is trained on in a round, at most. Quality follows the number of rounds of
  /// the whole training; the time for messages does so too.
  private static let mostWords = 131_072
  /// A round grows with what is done: to this fraction of it. At first vectors move fast, and replicas
  /// would come apart.
  private static let roundFraction = 8

  /// Replicas take smaller steps together than their batches would one after another; a higher rate
  /// makes up for it.
  private static func learningRateFactor(replicas: Int) -> Double {
    switch replicas {
    case 1: 1
    case 2..<8: 1.25
    default: 1.5
    }
  }

  /// What a process tells the others of its part before training begins.
  private struct Introduction: Codable {
    let version: String
    let configuration: SkipGramConfiguration
    let vocabulary: UInt64
    /// Batches of an epoch, and stretches of a batch, of each replica.
    let batchCounts: [Int]
    let batchSizes: [Int]
  }

  /// - Parameters:
  ///   - corpus: a shard for each replica of this process.
  ///   - vectors: what training goes on from; it is trained on.
  ///   - anchors: rows that each batch's end pulls back.
  ///   - position: where training stands.
  /// - Throws: `FileError` when processes don't train the same, or no run comes to the position.
  init(
    _ corpus: CorpusShards, vocabulary: Vocabulary, configuration: SkipGramConfiguration,
    vectors: TrainedVectors, anchors: AnchoredRows?, position: TrainingPosition, threads: Int
  ) throws {
    self.vectors = vectors
    self.threads = threads
    replicaCount = corpus.replicaCount
    processes = corpus.processes
    level = ck_best_level()
    startingLearningRate =
      configuration.learningRate * Self.learningRateFactor(replicas: corpus.replicaCount)
    let generator = SeededGenerator(seed: configuration.seed)
    let plans = zip(corpus.replicas, corpus.own).map { replica, shard in
      TrainingPlan(
        shard, vocabulary: vocabulary, configuration: configuration,
        generator: corpus.replicaCount == 1 ? generator : generator.replica(replica))
    }
    let introductions = try processes.gather(
      value: Introduction(
        version: ProgramVersion.current, configuration: configuration,
        vocabulary: vocabulary.digest, batchCounts: plans.map(\.batchCount),
        batchSizes: plans.map(\.batchSize)))
    try Self.check(introductions)
    batchCount = introductions.flatMap(\.batchCounts).max()!
    let batchSize = introductions.flatMap(\.batchSizes).max()!
    try position.check(batchCount: batchCount, configuration)
    mostBatches = max(1, Self.mostWords / (TrainingPlan.stretchLength * batchSize))
    let working = corpus.replicaCount == 1 ? vectors : vectors.copy()
    self.working = working
    let rowCount = TrainedRows(vectors).count
    let (epoch, batch) = position.batch.quotientAndRemainder(dividingBy: max(1, batchCount))
    replicas = plans.map { plan in
      let changed = corpus.replicaCount == 1 ? nil : ChangedRows(count: rowCount)
      return Replica(
        plan: plan,
        run: TrainingRun(
          plan, vectors: working, batch: epoch * plan.batchCount + min(batch, plan.batchCount),
          anchors: anchors, changed: changed, threads: threads),
        changed: changed)
    }
  }

  /// - Throws: `FileError` that says what isn't the same everywhere.
  private static func check(_ introductions: [Introduction]) throws(FileError) {
    let first = introductions[0]
    for (rank, other) in introductions.enumerated() {
      let difference: String? =
        if other.version != first.version {
          "is version \(other.version) of the program, and process 0 is \(first.version)"
        } else if other.configuration != first.configuration {
          "has other settings than process 0"
        } else if other.vocabulary != first.vocabulary {
          "has other words than process 0"
        } else {
          nil
        }
      guard let difference else { continue }
      throw FileError(
        file: "process \(rank)", problem: difference,
        remedy: "start the same program with the same arguments on all machines")
    }
  }

  /// The fraction of the work of some epochs that is done after so many batches.
  func fraction(batches: Int, epochs: Int) -> Double {
    guard replicaCount > 1 else {
      return replicas[0].plan.fraction(batches: batches, epochs: epochs)
    }
    return Double(batches) / Double(batchCount * epochs)
  }

  /// Trains a round.
  ///
  /// - Parameters:
  ///   - position: where training stands.
  ///   - epochs: those over which the learning rate falls, among which is the present one.
  /// - Throws: `FileError` when the processes' vectors are no longer the same.
  func train(from position: TrainingPosition, epochs: Range<Int>) throws -> Round {
    let (epoch, batch) = position.batch.quotientAndRemainder(dividingBy: batchCount)
    guard replicaCount > 1 else {
      let loss = replicas[0].run.trainBatch(schedule(replicas[0], epochs))
      return Round(batches: 1, loss: loss)
    }
    let growing = min(max(1, position.batch / Self.roundFraction), mostBatches)
    let end = min(batch + growing, batchCount)
    var losses: [(sum: Double, pairs: Double)] = []
    var changes: [RowChanges] = []
    for replica in replicas {
      let own = min(batch, replica.plan.batchCount)..<min(end, replica.plan.batchCount)
      losses.append(train(replica, batches: own.count, schedule(replica, epochs)))
      changes.append(takeChanges(of: replica))
    }
    let loss = try merge(changes, losses, epoch: epoch)
    return Round(batches: end - batch, loss: loss)
  }

  private func schedule(
    _ replica: Replica, _ epochs: Range<Int>
  ) -> @Sendable (_ stretch: Block) -> Float {
    let schedule = LearningRateSchedule(
      start: startingLearningRate, epochs: epochs, stretchCount: replica.plan.stretchCount)
    return { schedule.rate(stretch: $0.index, epoch: $0.epoch) }
  }

  private func train(
    _ replica: Replica, batches: Int, _ learningRate: @Sendable (_ stretch: Block) -> Float
  ) -> (sum: Double, pairs: Double) {
    var loss = (sum: 0.0, pairs: 0.0)
    if batches > 0 { replica.run.begin() }
    for _ in 0..<batches {
      let part = replica.run.trainBatch(learningRate)
      loss.sum += part.sum
      loss.pairs += part.pairs
    }
    return loss
  }

  /// What a replica has changed; afterwards `M` is `A` again.
  private func takeChanges(of replica: Replica) -> RowChanges {
    guard let changed = replica.changed else { preconditionFailure("a replica of several") }
    let rows = changed.rows
    changed.removeAll()
    let (before, now) = (TrainedRows(vectors), TrainedRows(working))
    let changes = RowChanges(of: rows[...], from: before, to: now, level: level, threads: threads)
    now.update(rows, from: before, threads: threads)
    return changes
  }

  /// Takes the changes of all replicas up into `A`, and into `M`.
  ///
  /// - Returns: the loss of all.
  private func merge(
    _ changes: [RowChanges], _ losses: [(sum: Double, pairs: Double)], epoch: Int
  ) throws -> (sum: Double, pairs: Double) {
    let rows = TrainedRows(vectors)
    let own = processes.parts(of: rows.count, rank: processes.rank)
    let received = processes.exchange(
      (0..<processes.count).map { rank in
        let part = processes.parts(of: rows.count, rank: rank)
        return Message.joining(changes.map { Array($0.bytes(ofRows: part)) })
      })
    let all = received.flatMap { Message.parts(of: $0) }
    let combined = RowChanges.combined(
      all.map { RowChanges($0, dimension: rows.dimension) }, rows: own, stride: rows.stride,
      level: level, threads: threads)
    let results = processes.gather(
      Message.joining([Message.bytes(of: [digest]), Message.bytes(of: losses), combined.bytes])
    ).map { Message.parts(of: $0) }
    try check(digests: results.map { Message.values(of: $0[0], as: UInt64.self)[0] }, epoch: epoch)
    digest = RowChanges(results.map { $0[2] }.concatenated, dimension: rows.dimension).add(
      to: rows, copyingTo: TrainedRows(working), isDigested: !processes.isAlone, level: level,
      threads: threads)
    // By the numbers of the replicas, so that the sums don't depend on where these are.
    var loss = (sum: 0.0, pairs: 0.0)
    for part in results.flatMap({ Message.values(of: $0[1], as: (sum: Double, pairs: Double).self) }
    ) {
      loss.sum += part.sum
      loss.pairs += part.pairs
    }
    return loss
  }

  /// - Throws: `FileError` when the processes didn't have the same vectors after the last round.
  private func check(digests: [UInt64], epoch: Int) throws(FileError) {
    guard let other = digests.firstIndex(where: { $0 != digests[0] }) else { return }
    throw FileError(
      file: "process \(other)",
      problem: "its vectors have come apart from those of process 0 in epoch \(epoch + 1)",
      remedy: "check the memory of both machines, and go on from the last checkpoint")
  }

  /// The mean loss of a pair on the documents that all replicas hold out; `nil` where none are held out.
  ///
  /// - Parameter own: those of this process.
  func heldOutLoss(_ own: [HeldOutLoss]) throws -> Double? {
    guard !own.isEmpty else { return nil }
    let losses = own.map { $0.measure(vectors.matrix, threads) }
    let sums = try processes.gather(value: losses.map { [$0.sum, Double($0.pairs)] }).joined()
    let total = sums.reduce(into: (sum: 0.0, pairs: 0.0)) {
      $0.sum += $1[0]
      $0.pairs += $1[1]
    }
    return total.pairs > 0 ? total.sum / total.pairs : 0
  }
}

/// Several lists of bytes as one.
private enum Message {
  static func joining(_ parts: [[UInt8]]) -> [UInt8] {
    var message: [UInt8] = []
    message.reserveCapacity(parts.reduce(0) { $0 + 8 + $1.count })
    for part in parts {
      message += bytes(of: [UInt64(part.count)])
      message += part
    }
    return message
  }

  static func parts(of message: [UInt8]) -> [[UInt8]] {
    var parts: [[UInt8]] = []
    var position = 0
    while position < message.count {
      let count = Int(values(of: Array(message[position..<position + 8]), as: UInt64.self)[0])
      position += 8
      parts.append(Array(message[position..<position + count]))
      position += count
    }
    return parts
  }

  /// All machines have the same order of bytes, as all that the program runs on do.
  static func bytes<Value: BitwiseCopyable>(of values: [Value]) -> [UInt8] {
    values.withUnsafeBytes { Array($0) }
  }

  static func values<Value: BitwiseCopyable>(of bytes: [UInt8], as type: Value.Type) -> [Value] {
    let size = MemoryLayout<Value>.stride
    return bytes.withUnsafeBytes { bytes in
      (0..<bytes.count / size).map { bytes.loadUnaligned(fromByteOffset: $0 * size, as: type) }
    }
  }
}
