import SentimentPlatform

/// Logistic regression with a penalty on the squares of the weights, over fixed offsets:
///
///     z = o + x W + b
///     minimise  Σ −q t · log p(z)  +  ‖W‖² / 2C  +  ‖b‖² / 2B
///
/// Two labels have one output, `p(1) = 1 / (1 + exp −z)`; more have one each, `p = softmax(z)`. With
/// an infinite `B` and no offsets these are the models of scikit-learn's `LogisticRegression(C=C)`.
package struct LogisticRegression: Sendable {
  /// The number of outputs for a number of labels.
  package static func outputCount(labels: Int) -> Int { labels == 2 ? 1 : labels }

  /// `W` by columns, `[columns × outputs]`.
  package let weights: [Double]
  /// `b`, `[outputs]`.
  package let bias: [Double]
  package let outputCount: Int

  /// The data and the strength of the penalties.
  package struct Problem {
    package var features: DesignMatrix
    /// `t`: what the labels' probabilities should be for each row.
    package let targets: LabelTargets
    /// `o`, `[rows × outputs]`; `nil` for zeros.
    package var offsets: [Double]?
    /// `q`, `[rows]`; `nil` where each row counts once.
    package var importances: [Double]?
    /// `C`.
    package var inverseStrength = 1.0
    /// `B`.
    package var biasVariance = Double.infinity

    package init(features: DesignMatrix, targets: LabelTargets) {
      precondition(targets.count == features.rowCount, "targets for each row")
      self.features = features
      self.targets = targets
    }

    package init(features: DesignMatrix, labels: [Int], labelCount: Int) {
      self.init(features: features, targets: LabelTargets(labels, labelCount: labelCount))
    }

    package var outputCount: Int { LogisticRegression.outputCount(labels: targets.labelCount) }

    /// The value at weights with the bias behind them, `[(columns + 1) × outputs]`.
    package func value(at point: [Double], gradient: inout [Double]) -> Double {
      let outputs = outputCount
      let biasStart = features.columnCount * outputs
      var rows = features.product(with: point, outputs: outputs)
      for index in rows.indices {
        rows[index] += point[biasStart + index % outputs] + (offsets?[index] ?? 0)
      }
      // The logits become the slopes along them.
      var loss = LogisticRegression.loss(&rows, targets, outputs, importances)
      for index in point.indices {
        let variance = index < biasStart ? inverseStrength : biasVariance
        loss += point[index] * point[index] / (2 * variance)
        gradient[index] = point[index] / variance
      }
      features.addTransposedProduct(with: rows, outputs: outputs, to: &gradient)
      for (index, slope) in rows.enumerated() { gradient[biasStart + index % outputs] += slope }
      return loss
    }
  }

  package init(_ problem: Problem, optimizer: LBFGS = LBFGS()) {
    self.init(problem, optimizer: optimizer) { () throws(Never) in }
  }

  /// - Parameter check: called before each look at the data; what it throws ends the fit.
  package init<Failure: Error>(
    _ problem: Problem, optimizer: LBFGS = LBFGS(), check: () throws(Failure) -> Void
  ) throws(Failure) {
    outputCount = problem.outputCount
    let columns = problem.features.columnCount
    let point = try optimizer.minimize(
      from: [Double](repeating: 0, count: (columns + 1) * outputCount)
    ) { (point, gradient) throws(Failure) in
      try check()
      return problem.value(at: point, gradient: &gradient)
    }
    weights = Array(point[..<(columns * outputCount)])
    bias = Array(point[(columns * outputCount)...])
  }

  /// The cross-entropy of logits, which it replaces by its slopes along them, `q (p − t)`.
  private static func loss(
    _ rows: inout [Double], _ targets: LabelTargets, _ outputs: Int, _ importances: [Double]?
  ) -> Double {
    var loss = 0.0
    if outputs == 1 {
      for row in rows.indices {
        let z = rows[row]
        let importance = importances?[row] ?? 1
        let target = Double(targets.probabilities[2 * row + 1])
        // log(1 + exp −|z|) stays exact where a probability is next to 0.
        loss += importance * (log1p(exp(-abs(z))) + max(0, z) - target * z)
        rows[row] = importance * (sigmoid(z) - target)
      }
      return loss
    }
    for row in 0..<targets.count {
      let range = row * outputs..<(row + 1) * outputs
      let right = range.reduce(0.0) { $0 + Double(targets.probabilities[$1]) * rows[$1] }
      let p = softmax(rows[range])
      let largest = rows[range].max() ?? 0
      let importance = importances?[row] ?? 1
      loss +=
        importance * (largest + log(rows[range].reduce(0) { $0 + exp($1 - largest) }) - right)
      for (place, probability) in zip(range, p) {
        rows[place] = importance * (probability - Double(targets.probabilities[place]))
      }
    }
    return loss
  }

  package static func sigmoid(_ z: Double) -> Double {
    z >= 0 ? 1 / (1 + exp(-z)) : exp(z) / (1 + exp(z))
  }

  package static func softmax(_ logits: ArraySlice<Double>) -> [Double] {
    let largest = logits.max() ?? 0
    let powers = logits.map { exp($0 - largest) }
    let sum = powers.reduce(0, +)
    return powers.map { $0 / sum }
  }

  /// The probabilities of all labels for one text's logits.
  package static func probabilities(_ logits: ArraySlice<Double>) -> [Double] {
    guard logits.count == 1, let z = logits.first else { return softmax(logits) }
    return [sigmoid(-z), sigmoid(z)]
  }
}
