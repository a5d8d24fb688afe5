import SentimentClassification

/// From mean vectors `m` to features `(m − μ) F / s`, centred on the texts of a reference and of
/// length 1 there (root mean square).
struct FeatureMap: Sendable {
  let dimension: Int
  let center: [Double]
  /// `F / s`, `[dimension × dimension]`.
  let map: [Double]

  /// - Parameters:
  ///   - map: `F`.
  ///   - means: `[texts × dimension]`, those of the reference.
  init(_ map: [Double], center: [Double], means: [Float]) {
    dimension = center.count
    self.center = center
    let features = Self.apply(map, center, means)
    let count = max(1, means.count / center.count)
    let length = (features.reduce(0) { $0 + $1 * $1 } / Double(count)).squareRoot()
    self.map = length > 1e-12 ? map.map { $0 / length } : map
  }

  /// `[texts × dimension]`.
  func features(of means: some Collection<Float>) -> [Double] {
    Self.apply(map, center, Array(means))
  }

  /// The direction and bias in the space of mean vectors for weights of the features,
  /// `[dimension × outputs]` each way.
  func folded(_ weights: [Double], bias: [Double]) -> (direction: [Double], bias: [Double]) {
    let outputs = bias.count
    let direction = MatrixProduct.product(map, weights, rows: dimension, inner: dimension)
    var folded = bias
    for row in 0..<dimension {
      for output in 0..<outputs {
        folded[output] -= center[row] * direction[row * outputs + output]
      }
    }
    return (direction, folded)
  }

  private static func apply(_ map: [Double], _ center: [Double], _ means: [Float]) -> [Double] {
    let dimension = center.count
    let centred = means.enumerated().map { Double($1) - center[$0 % dimension] }
    return MatrixProduct.product(centred, map, rows: means.count / dimension, inner: dimension)
  }
}
