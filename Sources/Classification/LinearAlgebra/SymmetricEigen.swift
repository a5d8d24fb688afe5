import CSentimentOpenBLAS

/// Eigenvalues and eigenvectors of a symmetric matrix, `A = Σ λᵢ qᵢ qᵢᵀ`.
package struct SymmetricEigen {
  package let dimension: Int
  /// `λ`, falling.
  package let values: [Double]
  /// `q`, `[dimension × dimension]`: row `i` belongs to `values[i]`, has length 1, and its largest
  /// number is positive, so that it is the same with every LAPACK.
  package let vectors: [Double]

  /// - Parameter matrix: `[dimension × dimension]`, symmetric, finite.
  package init(_ matrix: [Double], dimension: Int) {
    precondition(matrix.count == dimension * dimension, "a square matrix")
    var vectors = matrix
    var values = [Double](repeating: 0, count: dimension)
    // LAPACK wants at least 3n − 1 numbers of scratch memory; a block of 64 columns is its fastest.
    var scratch = [Double](repeating: 0, count: max(1, 66 * dimension))
    var (order, size, status) = (Int32(dimension), Int32(scratch.count), Int32(0))
    dsyev_("V", "U", &order, &vectors, &order, &values, &scratch, &size, &status)
    precondition(status == 0, "the eigenvalues of finite matrices converge")
    self.dimension = dimension
    self.values = values.reversed()
    // LAPACK gives the smallest eigenvalue first, eigenvector i from place i × dimension.
    self.vectors = (0..<dimension).reversed().flatMap {
      Self.oriented(vectors[$0 * dimension..<($0 + 1) * dimension])
    }
  }

  /// `Σ f(λᵢ) qᵢ qᵢᵀ`, `[dimension × dimension]`.
  package func applying(_ function: (Double) -> Double) -> [Double] {
    var scaled = vectors
    for row in 0..<dimension {
      let factor = function(values[row])
      for column in 0..<dimension { scaled[row * dimension + column] *= factor }
    }
    return MatrixProduct.product(
      scaled, transposed: true, vectors, rows: dimension, inner: dimension)
  }

  private static func oriented(_ vector: ArraySlice<Double>) -> [Double] {
    let largest = vector.max { abs($0) < abs($1) } ?? 0
    return vector.map { largest < 0 ? -$0 : $0 }
  }
}
