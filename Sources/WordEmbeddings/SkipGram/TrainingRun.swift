import Dispatch
import Synchronization

/// The state of one training, which goes through the corpus batch by batch.
///
/// Two phases a batch, each shared out among the threads:
///
/// 1. this batch's stretches are trained, and the next batch's are drawn;
/// 2. this batch's shared rows are merged, and the next batch's are linked.
///
/// Between two batches the matrix and the batch's number are all there is to know.
final class TrainingRun {
  private let plan: TrainingPlan
  private let matrix: EmbeddingMatrix
  private let drawers: [BlockSampler]
  private let trainers: [BlockTrainer]
  private let shared: RowMerging
  private let anchors: AnchoredRows?
  private let exchange: SubwordGradients?
  private let changed: ChangedRows?
  /// The batch that is trained, and the next one.
  private var current: ArraySlice<Block> = []
  private var next: ArraySlice<Block> = []
  private let stretches: [[Block]]
  private var batch: Int

  /// Some two megabytes of ids: often enough to save memory, too seldom to cost time.
  private static let batchesBetweenForgetting = 64

  /// - Parameters:
  ///   - vectors: what is trained.
  ///   - batch: the batch to begin with, counted over all epochs.
  ///   - anchors: rows that each batch's end pulls back.
  ///   - changed: where each batch's rows are noted.
  init(
    _ plan: TrainingPlan, vectors: TrainedVectors, batch: Int, anchors: AnchoredRows?,
    changed: ChangedRows?, threads: Int
  ) {
    let matrix = vectors.matrix
    self.plan = plan
    self.matrix = matrix
    self.batch = batch
    self.anchors = anchors
    self.changed = changed
    drawers = (0..<threads).map { _ in BlockSampler(plan) }
    trainers = (0..<threads).map { _ in BlockTrainer(plan) }
    exchange = vectors.subwords.map { SubwordGradients(plan, $0, matrix: matrix, threads: threads) }
    shared = RowMerging(plan, stride: matrix.stride, threads: threads)
    stretches = (0..<2).map { _ in (0..<plan.batchSize).map { _ in Block(plan) } }
    next = stretches[batch % 2][..<plan.stretches(of: batch).count]
    runPhase { _ in 0.0 }
    link()
    compose()
  }

  /// To be called before a batch if what the words are composed of was changed from outside since the
  /// one before.
  func begin() { compose() }

  /// Trains on the next batch.
  ///
  /// - Returns: the sampled loss and its number of pairs.
  func trainBatch(
    _ learningRate: @Sendable (_ stretch: Block) -> Float
  ) -> (sum: Double, pairs: Double) {
    current = next
    batch += 1
    next = stretches[batch % 2][..<plan.stretches(of: batch).count]
    runPhase(learningRate)
    link()
    if let anchors {
      let (current, matrix, threads) = (current, matrix, trainers.count)
      inParallel { anchors.pull(matrix, rowsOf: current, thread: $0, of: threads) }
    }
    spread()
    noteChanges()
    compose()
    if (batch - 1) % Self.batchesBetweenForgetting == 0 { plan.forgetText(before: batch - 1) }
    var loss = (sum: 0.0, pairs: 0.0)
    for stretch in current {
      let part = stretch.takeLoss()
      loss.sum += part.sum
      loss.pairs += part.pairs
    }
    return loss
  }

  private func runPhase(_ learningRate: @Sendable (_ stretch: Block) -> Float) {
    let (current, next, matrix) = (current, next, matrix)
    let (drawers, trainers) = (drawers, trainers)
    let (indices, epoch) = (plan.stretches(of: batch), plan.epoch(of: batch))
    let task = Atomic(0)
    inParallel { thread in
      while true {
        let number = task.add(1, ordering: .relaxed).oldValue
        if number < current.count {
          let stretch = current[number]
          trainers[thread].train(stretch, learningRate: learningRate(stretch), matrix: matrix)
        } else if number - current.count < next.count {
          let place = number - current.count
          drawers[thread].draw(indices.lowerBound + place, epoch: epoch, into: next[place])
        } else {
          break
        }
      }
    }
  }

  private func link() {
    let (next, shared, matrix, level) = (next, shared, matrix, plan.level)
    inParallel { thread in
      shared.merge(thread: thread, level: level, into: matrix)
      shared.link(next, thread: thread, matrix: matrix)
    }
  }

  /// Composes the vectors of the words that the next batch trains.
  private func compose() {
    guard let exchange else { return }
    exchange.list(next, wordRows: UInt32(truncatingIfNeeded: plan.wordCount))
    inParallel { exchange.compose(thread: $0) }
  }

  /// Hands the changes of words on to what they are composed of.
  private func spread() {
    guard let exchange else { return }
    inParallel { exchange.takeChanges(thread: $0) }
    inParallel { exchange.spread(thread: $0) }
  }

  private func noteChanges() {
    guard let changed else { return }
    let firstOutput = exchange?.rowCount ?? plan.wordCount
    for stretch in current {
      for index in 0..<stretch.rowCount {
        let row = Int(stretch.rows[index])
        if row >= plan.wordCount {
          changed.add(firstOutput + row - plan.wordCount)
        } else if exchange == nil {
          changed.add(row)
        }
      }
    }
    exchange?.forEachChangedRow { changed.add($0) }
  }

  private func inParallel(_ body: @Sendable (_ thread: Int) -> Void) {
    let threads = trainers.count
    if threads == 1 {
      body(0)
    } else {
      DispatchQueue.concurrentPerform(iterations: threads, execute: body)
    }
  }
}
