/// The directions in which vectors vary most: eigenvectors of their covariance (Pearson 1901).
public struct PrincipalComponents {
  private let mean: [Float]
  /// Unit vectors `[count][dimension]`, the direction of largest variance first.
  public let directions: [[Float]]
  /// The share of the variance along each direction, 0 to 1.
  public let shares: [Double]

  /// - Parameters:
  ///   - vectors: `[number][dimension]`, at least one.
  ///   - count: how many directions to keep, at most the dimension.
  public init(of vectors: [[Float]], count: Int) {
    let dimension = vectors[0].count
    var mean = [Float](repeating: 0, count: dimension)
    for vector in vectors {
      for column in 0..<dimension { mean[column] += vector[column] / Float(vectors.count) }
    }
    let centred = vectors.flatMap { vector in zip(vector, mean).map { Double($0 - $1) } }
    let covariance = MatrixProduct.product(
      centred, transposed: true, centred, rows: dimension, inner: vectors.count)
    let eigen = SymmetricEigen(covariance, dimension: dimension)
    let total = eigen.values.reduce(0) { $0 + max(0, $1) }
    let kept = 0..<min(count, dimension)
    directions = kept.map {
      eigen.vectors[$0 * dimension..<($0 + 1) * dimension].map(Float.init)
    }
    shares = kept.map { total > 0 ? max(0, eigen.values[$0]) / total : 0 }
    self.mean = mean
  }

  /// The coordinates `[count]` of a vector `[dimension]` along the directions, from the mean on.
  public func project(_ vector: [Float]) -> [Float] {
    directions.map { direction in
      zip(zip(vector, mean), direction).reduce(0) { $0 + ($1.0.0 - $1.0.1) * $1.1 }
    }
  }
}
