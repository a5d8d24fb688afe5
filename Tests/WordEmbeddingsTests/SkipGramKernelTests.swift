import CSentimentKernels
import SentimentWordEmbeddings
import Testing

@Suite struct SkipGramKernelTests {
  /// The instruction sets that this machine can run.
  static let levels = Array(0...ck_best_level())

  @Test(arguments: levels, [(1, 3, 16), (9, 5, 32), (32, 100, 32), (41, 130, 48)])
  func stepsFollowTheNumericalGradient(level: Int32, size: (words: Int, dimension: Int, noise: Int))
  {
    let chunk = KernelChunk(words: size.words, dimension: size.dimension, noise: size.noise)
    let before = chunk.objective
    let rate = 0.01
    let (loss, pairs) = chunk.train(level: level, learningRate: Float(rate))
    let after = chunk.objective
    #expect(pairs == Double(before.pairs.reduce(0) { $0 + $1.count }))
    #expect(abs(loss - before.loss) < 1e-4 * before.loss)
    for matrix in [\SkipGramObjective.inputs, \.contexts, \.noise] {
      for row in before[keyPath: matrix].indices {
        for column in stride(from: 0, to: size.dimension, by: max(1, size.dimension / 4)) {
          let step = after[keyPath: matrix][row][column] - before[keyPath: matrix][row][column]
          let gradient = before.numericalGradient(matrix, row: row, column: column)
          #expect(abs(step + rate * gradient) < 1e-6 + 1e-3 * abs(rate * gradient))
        }
      }
    }
  }

  @Test func everyInstructionSetGivesTheSameBits() {
    let results = Self.levels.map { level in
      let chunk = KernelChunk(words: 37, dimension: 100, noise: 32)
      for _ in 0..<20 { _ = chunk.train(level: level, learningRate: 0.5) }
      return chunk.bits
    }
    for result in results { #expect(result == results[0]) }
  }

  @Test(arguments: levels)
  func extremeVectorsGiveNumbers(level: Int32) {
    let chunk = KernelChunk(words: 20, dimension: 20, noise: 32, scale: 1e4)
    for _ in 0..<50 { _ = chunk.train(level: level, learningRate: 1) }
    #expect(chunk.bits.allSatisfy { Float(bitPattern: $0).isFinite })
  }
}
