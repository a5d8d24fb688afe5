import CSentimentOpenBLAS

/// What a linear model reads of some texts: numbers of which all matter, and beside them numbers of
/// which most are zero.
package struct DesignMatrix: Sendable {
  package let rowCount: Int
  package let denseCount: Int
  /// `[rows × denseCount]`.
  package let dense: [Double]
  package let sparse: SparseRows?

  package init(dense: [Double], rowCount: Int, sparse: SparseRows? = nil) {
    denseCount = rowCount > 0 ? dense.count / rowCount : 0
    precondition(dense.count == rowCount * denseCount, "rows of one length")
    precondition(sparse.map { $0.rowCount == rowCount } ?? true, "as many sparse rows")
    self.rowCount = rowCount
    self.dense = dense
    self.sparse = sparse
  }

  /// Numbers in a row.
  package var columnCount: Int { denseCount + (sparse?.columnCount ?? 0) }

  /// `X W`, `[rows × outputs]`.
  ///
  /// - Parameter weights: `W` by columns, `[columnCount × outputs]`, perhaps with more behind it.
  package func product(with weights: [Double], outputs: Int) -> [Double] {
    var result = [Double](repeating: 0, count: rowCount * outputs)
    guard rowCount > 0 else { return result }
    weights.withUnsafeBufferPointer { weights in
      let start = weights.baseAddress!
      if denseCount > 0 {
        cblas_dgemm(
          CblasRowMajor, CblasNoTrans, CblasNoTrans, Int32(rowCount), Int32(outputs),
          Int32(denseCount), 1, dense, Int32(denseCount), start, Int32(outputs), 0, &result,
          Int32(outputs))
      }
      sparse?.addProduct(with: start + denseCount * outputs, outputs: outputs, to: &result)
    }
    return result
  }

  /// Adds `Xᵀ R` to the first numbers of `gradient`, `[columnCount × outputs]`.
  package func addTransposedProduct(
    with rows: [Double], outputs: Int, to gradient: inout [Double]
  ) {
    guard rowCount > 0 else { return }
    gradient.withUnsafeMutableBufferPointer { gradient in
      let start = gradient.baseAddress!
      if denseCount > 0 {
        cblas_dgemm(
          CblasRowMajor, CblasTrans, CblasNoTrans, Int32(denseCount), Int32(outputs),
          Int32(rowCount), 1, dense, Int32(denseCount), rows, Int32(outputs), 1, start,
          Int32(outputs))
      }
      sparse?.addTransposedProduct(with: rows, outputs: outputs, to: start + denseCount * outputs)
    }
  }
}
