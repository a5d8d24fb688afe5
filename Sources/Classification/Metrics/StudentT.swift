import SentimentPlatform

/// Student's t distribution.
package enum StudentT {
  /// The value that a variable lies below with some probability, by the expansion of Abramowitz and Stegun
  /// (1964), 26.7.5.
  ///
  /// - Parameters:
  ///   - probability: between 0.5 and 1.
  ///   - freedom: the degrees of freedom; from 14 on, the value is right to 0.001.
  package static func quantile(_ probability: Double, freedom: Double) -> Double {
    let z = normalQuantile(probability)
    let z3 = z * z * z
    let z5 = z3 * z * z
    let z7 = z5 * z * z
    let first = (z3 + z) / 4
    let second = (5 * z5 + 16 * z3 + 3 * z) / 96
    let third = (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / 384
    return z + (first + (second + third / freedom) / freedom) / freedom
  }

  /// The same of the normal distribution, by halving the range in which it lies.
  private static func normalQuantile(_ probability: Double) -> Double {
    var (low, high) = (0.0, 10.0)
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if erfc(-middle / 2.0.squareRoot()) / 2 < probability { low = middle } else { high = middle }
    }
    return low
  }
}
