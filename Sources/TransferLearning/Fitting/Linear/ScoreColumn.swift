/// One output's scores over some texts.
struct ScoreColumn {
  let values: [Double]

  /// - Parameter scores: `[texts × outputs]`.
  init(_ scores: [Double], output: Int, of outputs: Int) {
    values =
      outputs == 1 ? scores : stride(from: output, to: scores.count, by: outputs).map { scores[$0] }
  }

  /// The value below which a share of the values lies, between neighbours by straight lines.
  func quantile(_ share: Double) -> Double { quantiles([share])[0] }

  /// The same for several shares.
  func quantiles(_ shares: [Double]) -> [Double] {
    guard !values.isEmpty else { return shares.map { _ in 0 } }
    let sorted = values.sorted()
    return shares.map { share in
      let place = min(max(share, 0), 1) * Double(sorted.count - 1)
      let below = Int(place)
      let above = min(below + 1, sorted.count - 1)
      return sorted[below] + (place - Double(below)) * (sorted[above] - sorted[below])
    }
  }

  /// The share of the values below the 95 % interval, and of those above it.
  static let tail = 0.025

  /// What the middle 95 % of the values span.
  var interval: ClosedRange<Double> {
    let ends = quantiles([Self.tail, 1 - Self.tail])
    // Rounding can't turn it round.
    return ends[0]...max(ends[0], ends[1])
  }

  var standardDeviation: Double {
    guard !values.isEmpty else { return 0 }
    let mean = values.reduce(0, +) / Double(values.count)
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / Double(values.count)).squareRoot()
  }

  /// Pearson's; 0 where one has the same value everywhere.
  func correlation(with other: ScoreColumn) -> Double {
    let count = Double(values.count)
    let means = (values.reduce(0, +) / count, other.values.reduce(0, +) / count)
    let product = zip(values, other.values).reduce(0) { $0 + ($1.0 - means.0) * ($1.1 - means.1) }
    let deviations = standardDeviation * other.standardDeviation
    return deviations > 0 ? product / count / deviations : 0
  }
}
