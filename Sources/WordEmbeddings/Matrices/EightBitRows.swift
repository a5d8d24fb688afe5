import SentimentTextProcessing

/// A matrix in a quarter of the room: row `i` is `sᵢ qᵢ` with whole numbers `q` from −127 to 127 and
/// a scale `s = max |x| / 127` of its own, so that no number is off by more than `s / 2`.
package struct EightBitRows: Sendable {
  package let rowCount: Int
  package let dimension: Int
  /// `q`, `[rows × dimension]`.
  package let numbers: [Int8]
  /// `s`, `[rows]`.
  package let scales: [Float]

  private static let largest: Float = 127

  /// - Parameter matrix: its numbers are finite.
  package init(rounding matrix: EmbeddingMatrix) {
    rowCount = matrix.rowCount
    dimension = matrix.dimension
    var numbers: [Int8] = []
    numbers.reserveCapacity(rowCount * dimension)
    var scales: [Float] = []
    scales.reserveCapacity(rowCount)
    for row in 0..<rowCount {
      let values = matrix.numbers(row)
      var scale = values.reduce(0) { max($0, abs($1)) } / Self.largest
      // The quotient may have been rounded up: the largest number must not become infinite.
      if !(scale * Self.largest).isFinite { scale = scale.nextDown }
      scales.append(scale)
      // Numbers so small that their scale is 0 are rounded to 0.
      for value in values { numbers.append(scale > 0 ? Int8((value / scale).rounded()) : 0) }
    }
    self.numbers = numbers
    self.scales = scales
  }

  init(rowCount: Int, dimension: Int, numbers: [Int8], scales: [Float]) {
    self.rowCount = rowCount
    self.dimension = dimension
    self.numbers = numbers
    self.scales = scales
  }

  /// The rows as numbers of 32 bits.
  package var matrix: EmbeddingMatrix {
    let matrix = EmbeddingMatrix(uninitializedRowCount: rowCount, dimension: dimension)
    numbers.withUnsafeBufferPointer { numbers in
      for row in 0..<rowCount {
        let (values, start, scale) = (matrix.row(row), row * dimension, scales[row])
        for column in 0..<dimension { values[column] = scale * Float(numbers[start + column]) }
      }
    }
    return matrix
  }
}
