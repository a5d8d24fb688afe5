import CSentimentKernels
import SentimentWordEmbeddings
import Testing

@testable import SentimentClassification

@Suite struct RowMeanTests {
  /// The sum in the order of the words, then the division.
  private func reference(_ words: [Int], _ rows: (Int) -> [Float], _ dimension: Int) -> [Float] {
    var mean = [Float](repeating: 0, count: dimension)
    for word in words {
      let row = rows(word)
      for column in mean.indices { mean[column] += row[column] }
    }
    let share = words.isEmpty ? 0 : 1 / Float(words.count)
    return mean.map { $0 * share }
  }

  @Test(
    arguments: [1, 2, 15, 16, 17, 32, 100, 128, 129, 300],
    Array(0...ck_best_level()))
  func hasTheSameBitsAtEveryLevel(dimension: Int, level: Int32) {
    let rowCount = 50
    let otherCount = 3
    let matrix = EmbeddingMatrix(rowCount: rowCount, dimension: dimension)
    var generator = SeededGenerator(seed: UInt64(dimension))
    for row in 0..<rowCount {
      for column in 0..<dimension { matrix.row(row)[column] = generator.uniform() - 0.5 }
    }
    let others = (0..<otherCount * dimension).map { _ in generator.uniform() - 0.5 }
    for count in [0, 1, 2, 9, 200] {
      let words = (0..<count).map { _ in
        Int(generator.uniform() * Float(rowCount + otherCount - 1))
      }
      var mean = [Float](repeating: .nan, count: dimension)
      others.withUnsafeBufferPointer { others in
        var rows = ck_rows(
          matrix: matrix.row(0), row_count: rowCount, stride: matrix.stride,
          others: others.baseAddress, dimension: dimension)
        let share = count == 0 ? 0 : 1 / Float(count)
        ck_mean_rows(level, &rows, words, count, share, &mean)
      }
      let expected = reference(
        words,
        { word in
          word < rowCount
            ? matrix[word]
            : Array(others[(word - rowCount) * dimension..<(word - rowCount + 1) * dimension])
        }, dimension)
      #expect(mean.map(\.bitPattern) == expected.map(\.bitPattern), "\(count) words")
    }
  }
}
