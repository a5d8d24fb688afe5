import SentimentWordEmbeddings
import Testing

struct EightBitRowsTests {
  @Test func noNumberIsOffByMoreThanHalfAStep() {
    let rows: [[Float]] = [
      [1, -0.5, 0.003, 0.25], [0, 0, 0, 0], [-254, 254, 1, -3], [1e-30, -2e-30, 0, 5e-31],
      [.leastNonzeroMagnitude, 0, 0, 0], [.greatestFiniteMagnitude, -1, 0, 1],
    ]
    let rounded = EightBitRows(rounding: EmbeddingMatrix(rows: rows))
    let matrix = rounded.matrix
    for (row, numbers) in rows.enumerated() {
      let scale = numbers.map { abs($0) }.max()! / 127
      #expect(abs(rounded.scales[row] - scale) <= scale.ulp)
      for (column, number) in numbers.enumerated() {
        #expect(abs(matrix[row][column] - number) <= max(scale * 0.5001, .leastNonzeroMagnitude))
      }
    }
    #expect(matrix[0][0] == 1)
    #expect(matrix[2] == [-254, 254, 2, -4] || matrix[2] == [-254, 254, 0, -4])
  }
}
