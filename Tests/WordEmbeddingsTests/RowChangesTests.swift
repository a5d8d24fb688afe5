import CSentimentKernels
import SentimentTextProcessing
import Testing

@testable import SentimentWordEmbeddings

/// Changes of rows in eight bits, and their combination, against the formulas in double precision.
@Suite struct RowChangesTests {
  private static let dimension = 37

  private func numbers(_ seed: UInt64, scale: Float = 1) -> [Float] {
    var generator = SeededGenerator(seed: seed)
    return (0..<Self.dimension).map { _ in (generator.uniform() - 0.5) * scale }
  }

  private func rounded(
    _ now: [Float], _ before: [Float], level: Int32
  ) -> (scale: Float, steps: [Int8]) {
    var steps = [Int8](repeating: 77, count: now.count)
    let scale = ck_round_change(level, now, before, now.count, &steps)
    return (scale, steps)
  }

  @Test(arguments: SkipGramKernelTests.levels)
  func aChangeIsRoundedToTheNearestStep(level: Int32) {
    for seed in 1...50 as ClosedRange<UInt64> {
      let (now, before) = (numbers(seed), numbers(seed + 100, scale: 0.1))
      let (scale, steps) = rounded(now, before, level: level)
      let changes = zip(now, before).map { $0 - $1 }
      let farthest = changes.map(abs).max()!
      #expect(scale == farthest / 127)
      for (change, step) in zip(changes, steps) {
        #expect(Float(step) == (change / scale).rounded(.toNearestOrEven))
      }
      #expect(steps.map { abs(Int($0)) }.max() == 127)
      var row = before
      ck_add_change(level, scale, steps, row.count, &row)
      for (sum, number) in zip(row, now) { #expect(abs(sum - number) <= 0.51 * scale) }
    }
  }

  @Test(arguments: SkipGramKernelTests.levels)
  func whatHasNotMovedHasNoScale(level: Int32) {
    let row = numbers(1)
    let (scale, steps) = rounded(row, row, level: level)
    #expect(scale == 0)
    #expect(steps.allSatisfy { $0 == 0 })
    // So small a change has no scale that a float can hold.
    let (least, none) = rounded(
      [.leastNonzeroMagnitude] + row.dropFirst(), [0] + row.dropFirst(), level: level)
    #expect(least == 0 && none.allSatisfy { $0 == 0 })
  }

  /// A number that isn't finite isn't lost: the row that takes it up isn't finite either.
  @Test(arguments: SkipGramKernelTests.levels, [Float.infinity, -.infinity, .nan])
  func whatIsNotFiniteStaysSo(level: Int32, number: Float) {
    var now = numbers(1)
    now[5] = number
    let (scale, steps) = rounded(now, numbers(2), level: level)
    #expect(!scale.isFinite)
    var row = numbers(2)
    ck_add_change(level, scale, steps, row.count, &row)
    #expect(row.contains { !$0.isFinite })
  }

  @Test func everyInstructionSetGivesTheSameBits() {
    for seed in 1...50 as ClosedRange<UInt64> {
      let results = SkipGramKernelTests.levels.map { level in
        let change = rounded(numbers(seed), numbers(seed + 1), level: level)
        var row = numbers(seed + 2)
        ck_add_change(level, change.scale, change.steps, row.count, &row)
        return (change.scale.bitPattern, change.steps, row.map(\.bitPattern))
      }
      for result in results { #expect(result == results[0]) }
    }
  }

  /// Some replicas that have changed some rows each, and what comes of them.
  @Test(arguments: [1, 3], [2, 5])
  func changesAreCombinedByTheFormula(threads: Int, replicaCount: Int) {
    let rowCount = 4_000
    let vectors = vectors(rowCount / 2, seed: 1)
    let before = TrainedRows(vectors)
    var generator = SeededGenerator(seed: 9)
    var changed: [[Int: [Double]]] = []
    let replicas = (0..<replicaCount).map { replica in
      let now = vectors.copy()
      let rows = (0..<rowCount).filter { _ in generator.below(3) > 0 }.map { UInt32($0) }
      for row in rows {
        for column in 0..<Self.dimension {
          TrainedRows(now).row(Int(row))[column] += (generator.uniform() - 0.3) / 10
        }
      }
      let changes = RowChanges(
        of: rows[...], from: before, to: TrainedRows(now), level: 0, threads: threads)
      #expect(changes.count == rows.count)
      changed.append(self.changes(changes))
      return changes
    }
    let combined = changes(
      .combined(replicas, rows: 0..<rowCount, stride: before.stride, level: 0, threads: threads))
    for row in 0..<rowCount {
      var all = changed.compactMap { $0[row] }
      guard !all.isEmpty else {
        #expect(combined[row] == nil)
        continue
      }
      while all.count > 1 {
        all = stride(from: 0, to: all.count, by: 2).map {
          $0 + 1 < all.count ? Self.adasum(all[$0], all[$0 + 1]) : all[$0]
        }
      }
      let step = all[0].map(abs).max()! / 127
      for (number, truth) in zip(combined[row]!, all[0]) {
        #expect(abs(number - truth) < 0.52 * step)
      }
    }
  }

  /// Those who combine a part of the rows each have together what one has who combines all.
  @Test func partsOfTheRowsAddUp() {
    let vectors = vectors(300, seed: 2)
    let replicas = [3, 4, 5].map { seed in
      RowChanges(
        of: (0..<600).map { UInt32($0) }[...], from: TrainedRows(vectors),
        to: TrainedRows(self.vectors(300, seed: seed)), level: 0, threads: 1)
    }
    func combined(_ rows: Range<Int>) -> [UInt8] {
      RowChanges.combined(
        replicas.map { RowChanges(Array($0.bytes(ofRows: rows)), dimension: Self.dimension) },
        rows: rows, stride: TrainedRows(vectors).stride, level: 0, threads: 2
      ).bytes
    }
    #expect(combined(0..<200) + combined(200..<201) + combined(201..<600) == combined(0..<600))
  }

  private func vectors(_ words: Int, seed: UInt64) -> TrainedVectors {
    TrainedVectors(
      matrix: SkipGramTrainer.initialMatrix(
        words, Self.dimension, using: SeededGenerator(seed: seed)))
  }

  /// The changes that the records say, by row.
  private func changes(_ changes: RowChanges) -> [Int: [Double]] {
    let zeros = vectors(2_000, seed: 1)
    for row in 0..<4_000 {
      TrainedRows(zeros).row(row).update(repeating: 0, count: Self.dimension)
    }
    _ = changes.add(
      to: TrainedRows(zeros), copyingTo: TrainedRows(zeros), isDigested: false, level: 0,
      threads: 1)
    let size = RowChanges.recordSize(dimension: Self.dimension)
    return Dictionary(
      uniqueKeysWithValues: (0..<changes.count).map { index in
        let row = changes.bytes[index * size..<index * size + 4].reversed().reduce(0) {
          $0 << 8 | Int($1)
        }
        return (row, zeros.matrix[row].map { Double($0) })
      })
  }

  private static func adasum(_ a: [Double], _ b: [Double]) -> [Double] {
    func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
    let product = dot(a, b)
    return zip(a, b).map {
      (1 - product / (2 * dot(a, a))) * $0 + (1 - product / (2 * dot(b, b))) * $1
    }
  }
}
