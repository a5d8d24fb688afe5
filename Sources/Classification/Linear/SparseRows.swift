/// A matrix of which most numbers are zero, by rows (compressed sparse rows).
package struct SparseRows: Sendable {
  package private(set) var columns: [UInt32] = []
  package private(set) var values: [Float] = []
  /// Row `i` has the places `offsets[i]..<offsets[i + 1]`.
  package private(set) var offsets = [0]
  package let columnCount: Int

  package init(columnCount: Int) { self.columnCount = columnCount }

  package var rowCount: Int { offsets.count - 1 }

  /// Adds a row below.
  package mutating func append(_ entries: some Sequence<(column: UInt32, value: Float)>) {
    for (column, value) in entries {
      precondition(column < columnCount, "column \(column) of \(columnCount)")
      columns.append(column)
      values.append(value)
    }
    offsets.append(columns.count)
  }

  /// Adds `A Wᵀ` to `[rows × outputs]`.
  ///
  /// - Parameter weights: `W` by columns, `[columnCount × outputs]`.
  package func addProduct(
    with weights: UnsafePointer<Double>, outputs: Int, to result: inout [Double]
  ) {
    result.withUnsafeMutableBufferPointer { result in
      forEachEntry { row, column, value in
        for output in 0..<outputs {
          result[row * outputs + output] += value * weights[column * outputs + output]
        }
      }
    }
  }

  /// Adds `Aᵀ R` to `[columnCount × outputs]`.
  ///
  /// - Parameter rows: `R`, `[rows × outputs]`.
  package func addTransposedProduct(
    with rows: [Double], outputs: Int, to result: UnsafeMutablePointer<Double>
  ) {
    rows.withUnsafeBufferPointer { rows in
      forEachEntry { row, column, value in
        for output in 0..<outputs {
          result[column * outputs + output] += value * rows[row * outputs + output]
        }
      }
    }
  }

  @inline(__always)
  private func forEachEntry(_ body: (_ row: Int, _ column: Int, _ value: Double) -> Void) {
    columns.withUnsafeBufferPointer { columns in
      values.withUnsafeBufferPointer { values in
        for row in 0..<rowCount {
          for place in offsets[row]..<offsets[row + 1] {
            body(row, Int(columns[place]), Double(values[place]))
          }
        }
      }
    }
  }
}
