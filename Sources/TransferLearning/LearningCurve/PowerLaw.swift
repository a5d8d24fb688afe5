import SentimentPlatform

/// How accuracy grows with labelled texts: `accuracy(n) = a − b n⁻ᶜ` (Cortes et al. 1994, "Learning
/// Curves: Asymptotic Values and Rate of Convergence").
package struct PowerLaw: Sendable, Codable, Equatable {
  /// `a`, what ever more labels lead to; at most 1.
  package let asymptote: Double
  /// `b`, at least 0.
  package let factor: Double
  /// `c`.
  package let exponent: Double

  /// Exponents that are tried, evenly spaced in their logarithm. Curves of classifiers lie well
  /// within (Figueroa et al. 2012).
  private static let exponents = 0.1...2.0
  private static let exponentCount = 60

  /// The law of least squared errors, each divided by its variance.
  ///
  /// - Parameters:
  ///   - sizes: numbers of labelled texts; at least two different ones.
  ///   - variances: of the accuracies.
  init(sizes: [Int], accuracies: [Double], variances: [Double]) {
    let (low, high) = (log(Self.exponents.lowerBound), log(Self.exponents.upperBound))
    let candidates = (0..<Self.exponentCount).map { step in
      let exponent = exp(low + (high - low) * Double(step) / Double(Self.exponentCount - 1))
      return Self.fit(
        exponent: exponent, sizes.map { pow(Double($0), -exponent) }, accuracies, variances)
    }
    self = candidates.min { $0.error < $1.error }!.law
  }

  /// With the exponent fixed, a straight line through the accuracies over `n⁻ᶜ`.
  private static func fit(
    exponent: Double, _ powers: [Double], _ accuracies: [Double], _ variances: [Double]
  ) -> (law: PowerLaw, error: Double) {
    let weights = variances.map { 1 / $0 }
    func mean(_ values: [Double]) -> Double {
      zip(weights, values).reduce(0) { $0 + $1.0 * $1.1 } / weights.reduce(0, +)
    }
    let (meanPower, meanAccuracy) = (mean(powers), mean(accuracies))
    let covariance = mean(
      zip(powers, accuracies).map { ($0 - meanPower) * ($1 - meanAccuracy) })
    let variance = mean(powers.map { ($0 - meanPower) * ($0 - meanPower) })
    var factor = max(0, -covariance / variance)
    var asymptote = meanAccuracy + factor * meanPower
    if asymptote > 1 {
      // No more than everything can be right: the line must end there.
      asymptote = 1
      factor = mean(zip(powers, accuracies).map { $0 * (1 - $1) }) / mean(powers.map { $0 * $0 })
    }
    let law = PowerLaw(asymptote: asymptote, factor: factor, exponent: exponent)
    let error = mean(
      zip(powers, accuracies).map {
        let residual = $1 - (asymptote - factor * $0)
        return residual * residual
      })
    return (law, error)
  }

  private init(asymptote: Double, factor: Double, exponent: Double) {
    self.asymptote = asymptote
    self.factor = factor
    self.exponent = exponent
  }

  package func accuracy(labels: Double) -> Double {
    asymptote - factor * pow(labels, -exponent)
  }

  /// How many labelled texts lead to an accuracy; infinite where none do.
  func labels(for accuracy: Double) -> Double {
    guard asymptote > accuracy else { return .infinity }
    return pow(factor / (asymptote - accuracy), 1 / exponent)
  }
}
