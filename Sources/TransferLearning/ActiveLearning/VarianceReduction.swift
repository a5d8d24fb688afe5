import SentimentClassification

/// How much a text's label would take from the uncertainty of the answers to all texts of a pool
/// (transductive experimental design; Yu, Bi and Tresp 2006, "Active Learning via Transductive
/// Experimental Design").
///
/// A linear model of features `x` whose weights have the precision `A = λI + Σ w x xᵀ` over what is
/// labelled has the variance `xᵀA⁻¹x` at a text. A further label takes
/// `w xᵀA⁻¹ P A⁻¹x / (1 + w xᵀA⁻¹x)` of the pool's mean variance, with `P` the mean of the pool's
/// `x xᵀ`.
struct VarianceReduction {
  private let count: Int
  private let dimension: Int
  /// The texts' features, `[texts × dimension]`.
  private let features: [Double]
  private let weights: [Double]
  /// `A⁻¹`, `P`, `[dimension × dimension]`.
  private var inverse: [Double]
  private let moments: [Double]
  /// `A⁻¹x`, `[texts × dimension]`, and of each text `xᵀA⁻¹x` and `xᵀA⁻¹ P A⁻¹x`.
  private var products: [Double]
  private var variances: [Double]
  private var influences: [Double]

  /// `λ`, what is known of the weights before any label, where features have the length 1 (root mean
  /// square). 0.2 to 3 gave accuracies within 0.01.
  private static let priorPrecision = 1.0

  /// - Parameters:
  ///   - features: of the pool's texts, each of as many numbers; at least one text.
  ///   - weights: how much a label tells, the variance of an answer.
  ///   - labelled: features and weights of what has a label.
  init(
    features: [[Float]], weights: [Double], labelled: [(features: [Float], weight: Double)]
  ) {
    count = features.count
    dimension = features[0].count
    self.weights = weights
    self.features = features.flatMap { $0.map(Double.init) }
    let (count, dimension, flat) = (count, dimension, self.features)
    moments = MatrixProduct.product(flat, transposed: true, flat, rows: dimension, inner: count)
      .map { $0 / Double(count) }
    inverse = (0..<dimension * dimension).map {
      $0 % (dimension + 1) == 0 ? 1 / Self.priorPrecision : 0
    }
    (products, variances, influences) = ([], [], [])
    for (features, weight) in labelled { learnInverse(features.map(Double.init), weight) }
    products = MatrixProduct.product(flat, inverse, rows: count, inner: dimension)
    let spread = MatrixProduct.product(products, moments, rows: count, inner: dimension)
    variances = rowProducts(products, flat)
    influences = rowProducts(products, spread)
  }

  /// What a text's label would take of the pool's mean variance.
  func gain(of text: Int) -> Double {
    weights[text] * influences[text] / (1 + weights[text] * variances[text])
  }

  /// Takes a text for labelled: `A⁻¹` loses `f y yᵀ` with `y = A⁻¹x` and `f = w / (1 + w xᵀy)`
  /// (Sherman and Morrison 1950), and all that follows from it the like.
  mutating func label(_ text: Int) {
    let product = Array(products[text * dimension..<(text + 1) * dimension])
    let factor = weights[text] / (1 + weights[text] * variances[text])
    let spread = MatrixProduct.product(moments, product, rows: dimension, inner: dimension)
    let own = zip(product, spread).reduce(0) { $0 + $1.0 * $1.1 }
    let shares = MatrixProduct.product(features, product, rows: count, inner: dimension)
    let crossings = MatrixProduct.product(products, spread, rows: count, inner: dimension)
    for other in 0..<count {
      let step = factor * shares[other]
      variances[other] -= step * shares[other]
      influences[other] += step * (step * own - 2 * crossings[other])
      for column in 0..<dimension {
        products[other * dimension + column] -= step * product[column]
      }
    }
  }

  private mutating func learnInverse(_ features: [Double], _ weight: Double) {
    let product = MatrixProduct.product(inverse, features, rows: dimension, inner: dimension)
    let variance = zip(features, product).reduce(0) { $0 + $1.0 * $1.1 }
    let factor = weight / (1 + weight * variance)
    for row in 0..<dimension {
      for column in 0..<dimension {
        inverse[row * dimension + column] -= factor * product[row] * product[column]
      }
    }
  }

  /// The scalar products of the rows of two matrices.
  private func rowProducts(_ left: [Double], _ right: [Double]) -> [Double] {
    (0..<count).map { row in
      (row * dimension..<(row + 1) * dimension).reduce(0) { $0 + left[$1] * right[$1] }
    }
  }
}
