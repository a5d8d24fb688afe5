import CSentimentKernels
import SentimentWordEmbeddings
import Testing

/// The merging of rows with their copies, against Adasum's formula in double precision.
@Suite struct RowMergingTests {
  private static let dimension = 37

  /// A row and its copies, as the kernel takes them.
  private struct Case {
    let row: [Float]
    let copies: [[Float]]

    /// The row after merging, padding left out.
    func merged(level: Int32) -> [Float] {
      let matrix = EmbeddingMatrix(rowCount: copies.count + 1, dimension: row.count)
      for (index, numbers) in ([row] + copies).enumerated() {
        for (column, number) in numbers.enumerated() { matrix.row(index)[column] = number }
      }
      var rows: [UInt32] = [0]
      var starts: [UInt32] = [0, UInt32(copies.count)]
      var pointers = (1...copies.count).map { Optional(matrix.row($0)) }
      ck_merge_rows(level, matrix.base, Int32(matrix.stride), &rows, &starts, &pointers, 1)
      return matrix[0]
    }

    /// The same by the formula, two by two in the order of the copies.
    var truth: [Double] {
      var changes = copies.map { zip($0, row).map { Double($0) - Double($1) } }
      while changes.count > 1 {
        changes = stride(from: 0, to: changes.count, by: 2).map { index in
          index + 1 < changes.count
            ? Self.adasum(changes[index], changes[index + 1]) : changes[index]
        }
      }
      return zip(row, changes[0]).map { Double($0) + $1 }
    }

    static func adasum(_ a: [Double], _ b: [Double]) -> [Double] {
      func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
      let product = dot(a, b)
      let shareOfA = dot(a, a) > 0 ? 1 - product / (2 * dot(a, a)) : 1
      let shareOfB = dot(b, b) > 0 ? 1 - product / (2 * dot(b, b)) : 1
      return zip(a, b).map { shareOfA * $0 + shareOfB * $1 }
    }
  }

  /// Copies that have partly moved the same way.
  private func randomCase(copies: Int) -> Case {
    var generator = SeededGenerator(seed: UInt64(copies))
    func numbers(_ scale: Float) -> [Float] {
      (0..<Self.dimension).map { _ in (generator.uniform() - 0.5) * scale }
    }
    let (row, common) = (numbers(1), numbers(0.2))
    return Case(
      row: row,
      copies: (0..<copies).map { _ in
        zip(zip(row, common), numbers(0.2)).map { $0.0 + $0.1 + $1 }
      })
  }

  @Test(arguments: SkipGramKernelTests.levels, [2, 3, 4, 5, 6, 7, 8, 13, 16, 33, 64])
  func changesAreCombinedByTheFormula(level: Int32, copies: Int) {
    let example = randomCase(copies: copies)
    for (number, truth) in zip(example.merged(level: level), example.truth) {
      #expect(abs(Double(number) - truth) < 1e-5)
    }
  }

  @Test func everyInstructionSetGivesTheSameBits() {
    for copies in 2...20 {
      let results = SkipGramKernelTests.levels.map {
        randomCase(copies: copies).merged(level: $0).map(\.bitPattern)
      }
      for result in results { #expect(result == results[0], "\(copies) copies") }
    }
  }

  /// Changes that share no column are added up; of equal changes one is taken.
  @Test(arguments: SkipGramKernelTests.levels)
  func orthogonalChangesAddUpAndEqualOnesCountOnce(level: Int32) {
    let row = (0..<Self.dimension).map { Float($0) }
    let orthogonal = Case(
      row: row, copies: (0..<8).map { copy in row.enumerated().map { $0 == copy ? $1 + 2 : $1 } })
    #expect(
      orthogonal.merged(level: level) == row.enumerated().map { $0 < 8 ? $1 + 2 : $1 })
    let equal = Case(row: row, copies: Array(repeating: row.map { $0 + 2 }, count: 8))
    #expect(equal.merged(level: level) == row.map { $0 + 2 })
  }

  /// A copy that hasn't moved, one whose square is nothing in single precision, and numbers that are
  /// none.
  @Test(arguments: SkipGramKernelTests.levels)
  func oddChangesGiveNumbers(level: Int32) {
    let row = [Float](repeating: 0, count: Self.dimension)
    func copy(_ number: Float) -> [Float] { row.map { _ in number } }
    #expect(Case(row: row, copies: [row, row]).merged(level: level) == row)
    #expect(Case(row: row, copies: [row, copy(3)]).merged(level: level) == copy(3))
    #expect(Case(row: row, copies: [copy(1e-30), copy(3)]).merged(level: level)[0] > 1)
    for number in [Float.nan, .infinity, -.infinity, .greatestFiniteMagnitude] {
      for copies in [[copy(number), copy(1)], [copy(1), copy(number), copy(number)]] {
        #expect(Case(row: row, copies: copies).merged(level: level).allSatisfy { $0.isFinite })
      }
    }
  }
}
