import COpenBLAS

/// The directions in which vectors vary most: eigenvectors of their covariance (Pearson 1901).
package struct PrincipalComponents {
  private let mean: [Float]
  /// Unit vectors, the direction of largest variance first.
  package let directions: [[Float]]
  /// The share of the variance along each direction.
  package let shares: [Double]

  /// - Parameter count: how many directions to keep, at most the dimension.
  package init(of vectors: [[Float]], count: Int) {
    let dimension = vectors[0].count
    var mean = [Float](repeating: 0, count: dimension)
    for vector in vectors {
      for column in 0..<dimension { mean[column] += vector[column] / Float(vectors.count) }
    }
    let centred = vectors.flatMap { vector in zip(vector, mean).map { $0 - $1 } }
    var covariance = [Float](repeating: 0, count: dimension * dimension)
    let (rows, size) = (Int32(vectors.count), Int32(dimension))
    cblas_sgemm(
      CblasRowMajor, CblasTrans, CblasNoTrans, size, size, rows, 1 / Float(vectors.count), centred,
      size, centred, size, 0, &covariance, size)
    var values = [Float](repeating: 0, count: dimension)
    // LAPACK wants at least 3n − 1 numbers of scratch memory.
    var scratch = [Float](repeating: 0, count: max(1, 3 * dimension))
    var (order, scratchSize, status) = (size, Int32(scratch.count), Int32(0))
    ssyev_("V", "U", &order, &covariance, &order, &values, &scratch, &scratchSize, &status)
    let total = Double(values.reduce(0) { $0 + max(0, $1) })
    // LAPACK gives the smallest eigenvalue first, eigenvector i from place i × dimension.
    let kept = (0..<min(count, dimension)).map { dimension - 1 - $0 }
    directions = kept.map { Self.oriented(covariance[$0 * dimension..<($0 + 1) * dimension]) }
    shares = kept.map { total > 0 ? Double(max(0, values[$0])) / total : 0 }
    self.mean = mean
  }

  /// The coordinates of a vector along the directions.
  package func project(_ vector: [Float]) -> [Float] {
    directions.map { direction in
      zip(zip(vector, mean), direction).reduce(0) { $0 + ($1.0.0 - $1.0.1) * $1.1 }
    }
  }

  /// An eigenvector's sign is free; its largest number is made positive, so that it is the same
  /// with every LAPACK.
  private static func oriented(_ vector: ArraySlice<Float>) -> [Float] {
    let largest = vector.max { abs($0) < abs($1) } ?? 0
    return vector.map { largest < 0 ? -$0 : $0 }
  }
}
