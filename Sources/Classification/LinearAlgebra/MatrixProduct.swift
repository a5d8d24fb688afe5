import CSentimentOpenBLAS

/// Products of row-major matrices.
package enum MatrixProduct {
  /// `A B`, or `Aᵀ B`, of `[rows × columns]`.
  ///
  /// - Parameters:
  ///   - left: `A`, `[rows × inner]`; or `[inner × rows]` when `transposed`.
  ///   - right: `B`, `[inner × columns]`; as many columns as it holds.
  package static func product(
    _ left: [Double], transposed: Bool = false, _ right: [Double], rows: Int, inner: Int
  ) -> [Double] {
    let columns = inner == 0 ? 0 : right.count / inner
    precondition(left.count == rows * inner && right.count == inner * columns, "fitting shapes")
    var result = [Double](repeating: 0, count: rows * columns)
    guard !result.isEmpty else { return result }
    cblas_dgemm(
      CblasRowMajor, transposed ? CblasTrans : CblasNoTrans, CblasNoTrans, Int32(rows),
      Int32(columns), Int32(inner), 1, left, Int32(transposed ? rows : inner), right,
      Int32(columns), 0, &result, Int32(columns))
    return result
  }

  /// `A Bᵀ`, `[rows × columns]`.
  ///
  /// - Parameters:
  ///   - left: `A`, `[rows × inner]`.
  ///   - right: `B`, `[columns × inner]`.
  package static func product(
    _ left: [Double], withTransposed right: [Double], rows: Int, columns: Int
  ) -> [Double] {
    let inner = rows > 0 ? left.count / rows : 0
    precondition(left.count == rows * inner && right.count == columns * inner, "fitting shapes")
    var result = [Double](repeating: 0, count: rows * columns)
    guard !result.isEmpty, inner > 0 else { return result }
    cblas_dgemm(
      CblasRowMajor, CblasNoTrans, CblasTrans, Int32(rows), Int32(columns), Int32(inner), 1, left,
      Int32(inner), right, Int32(inner), 0, &result, Int32(columns))
    return result
  }
}
