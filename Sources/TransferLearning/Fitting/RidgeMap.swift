import SentimentClassification

/// A linear map from some vectors to others, `v ≈ A u`, by least squares that are held back by a ridge (Hoerl and
/// Kennard 1970), so that few pairs serve too.
struct RidgeMap {
  /// `A`, transposed, `[dimension of u × dimension of v]`.
  private let matrix: [Double]
  private let dimension: Int

  /// - Parameters:
  ///   - inputs: the `u` of each pair, `[pairs × dimension]`.
  ///   - outputs: the `v` of each pair, `[pairs × any dimension]`.
  ///   - importances: how much each pair counts.
  ///   - ridge: beside the mean of the inputs' variances.
  /// - Returns: `nil` where the inputs are zeros, or numbers too large to add.
  init?(
    from inputs: [Double], to outputs: [Double], importances: [Double], dimension: Int,
    ridge: Double
  ) {
    let count = importances.count
    let weighted = inputs.indices.map { inputs[$0] * importances[$0 / dimension] }
    var gram = MatrixProduct.product(
      weighted, transposed: true, inputs, rows: dimension, inner: count)
    let trace = (0..<dimension).reduce(0) { $0 + gram[$1 * (dimension + 1)] }
    guard trace > 0, trace.isFinite else { return nil }
    for column in 0..<dimension {
      gram[column * (dimension + 1)] += ridge * trace / Double(dimension)
    }
    matrix = MatrixProduct.product(
      SymmetricEigen(gram, dimension: dimension).applying { 1 / $0 },
      MatrixProduct.product(weighted, transposed: true, outputs, rows: dimension, inner: count),
      rows: dimension, inner: dimension)
    self.dimension = dimension
  }

  /// - Parameter inputs: `[count × dimension]`.
  func outputs(of inputs: [Double], count: Int) -> [Double] {
    MatrixProduct.product(inputs, matrix, rows: count, inner: dimension)
  }
}
