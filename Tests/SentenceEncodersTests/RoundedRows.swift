import CSentimentKernels

/// Rows of activations in eight bits.
struct RoundedRows {
  /// `[rows × inputs]`
  var numbers: [Int8]
  /// For each group of 32 numbers.
  var scales: [Float]
  var sums: [Int32]

  /// Room for so many rows.
  init(rowCount: Int, inputCount: Int) {
    let groupCount = rowCount * inputCount / Int(ck_scale_group)
    numbers = [Int8](repeating: 0, count: rowCount * inputCount)
    scales = [Float](repeating: 0, count: groupCount)
    sums = [Int32](repeating: 0, count: groupCount)
  }

  /// The kernel's rounding of `values`, `[rows × inputs]`.
  init(_ values: [Float], inputCount: Int, level: Int32) {
    let rowCount = values.count / inputCount
    self.init(rowCount: rowCount, inputCount: inputCount)
    withRows { ck_round_rows(level, values, rowCount, inputCount, $0) }
  }

  mutating func withRows(_ body: (UnsafePointer<ck_eight_bit_rows>) -> Void) {
    numbers.withUnsafeMutableBufferPointer { numbers in
      scales.withUnsafeMutableBufferPointer { scales in
        sums.withUnsafeMutableBufferPointer { sums in
          let rows = ck_eight_bit_rows(
            numbers: numbers.baseAddress!, scales: scales.baseAddress!, sums: sums.baseAddress!)
          withUnsafePointer(to: rows, body)
        }
      }
    }
  }
}
