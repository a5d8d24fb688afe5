/// How closely two lists of numbers go together, from −1 to 1.
package enum Correlation {
  /// Pearson's r, by deviations from the mean.
  ///
  /// - Returns: `nil` when there are fewer than two pairs, or one list has no two different numbers.
  package static func pearson(_ first: [Double], _ second: [Double]) -> Double? {
    precondition(first.count == second.count, "pairs of numbers")
    guard first.count > 1 else { return nil }
    let firstMean = first.reduce(0, +) / Double(first.count)
    let secondMean = second.reduce(0, +) / Double(second.count)
    var (product, firstSquares, secondSquares) = (0.0, 0.0, 0.0)
    for (a, b) in zip(first, second) {
      product += (a - firstMean) * (b - secondMean)
      firstSquares += (a - firstMean) * (a - firstMean)
      secondSquares += (b - secondMean) * (b - secondMean)
    }
    let scale = (firstSquares * secondSquares).squareRoot()
    return scale > 0 ? max(-1, min(1, product / scale)) : nil
  }

  /// Spearman's ρ: Pearson's r of the ranks (Spearman 1904).
  ///
  /// - Returns: `nil` where ``pearson(_:_:)`` does.
  package static func spearman(_ first: [Double], _ second: [Double]) -> Double? {
    pearson(ranks(of: first), ranks(of: second))
  }

  /// The rank of each number, from 1; equal numbers share the mean of their ranks.
  package static func ranks(of values: [Double]) -> [Double] {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var ranks = [Double](repeating: 0, count: values.count)
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
      for place in start..<end { ranks[order[place]] = Double(start + 1 + end) / 2 }
      start = end
    }
    return ranks
  }
}
