import CSentimentKernels
import SentimentWordEmbeddings
import Testing

@Suite struct RowProductTests {
  /// Eight sums side by side, added up from the first to the last, and then what is left.
  private func reference(_ a: [Float], _ b: [Float]) -> Double {
    var sums = [Double](repeating: 0, count: 8)
    let whole = a.count / 8 * 8
    for column in 0..<whole { sums[column % 8] += Double(a[column]) * Double(b[column]) }
    var sum = sums.dropFirst().reduce(sums[0], +)
    for column in whole..<a.count { sum += Double(a[column]) * Double(b[column]) }
    return sum
  }

  @Test(arguments: [0, 1, 7, 8, 9, 100, 300], Array(0...ck_best_level()))
  func hasTheSameBitsAtEveryLevel(count: Int, level: Int32) {
    var generator = SeededGenerator(seed: UInt64(count))
    for _ in 0..<20 {
      let a = (0..<count).map { _ in generator.uniform() - 0.5 }
      let b = (0..<count).map { _ in generator.uniform() - 0.5 }
      #expect(ck_product(level, a, b, count).bitPattern == reference(a, b).bitPattern)
    }
  }
}
