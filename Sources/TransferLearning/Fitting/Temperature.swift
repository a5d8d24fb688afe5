import SentimentClassification
import SentimentPlatform

/// The factor that turns scores into logits whose probabilities are right as often as they say
/// (temperature scaling; Guo et al. 2017, section 4.2).
struct Temperature {
  /// By what scores are multiplied, the inverse of the paper's temperature.
  let factor: Double

  /// The logarithm of the factor is held near 0 as by one text at this distance; with few texts the
  /// scores' own scale is the best guess.
  private static let priorDeviation = 1.0
  private static let range = log(0.02)...log(50)
  private static let steps = 60

  /// - Parameters:
  ///   - scores: `[texts × outputs]`, of texts that the model didn't learn from.
  ///   - labels: of these texts.
  ///   - weights: how much each text counts.
  ///   - check: called every few milliseconds; what it throws ends the search.
  init(
    scores: [Double], labels: [Int], outputCount: Int, weights: [Double],
    check: () throws -> Void
  ) rethrows {
    try self.init(
      scores: scores, targets: LabelTargets(labels, labelCount: max(2, outputCount)),
      outputCount: outputCount, weights: weights, check: check)
  }

  /// The same for probabilities that labels should have.
  init(
    scores: [Double], targets: LabelTargets, outputCount: Int, weights: [Double],
    check: () throws -> Void
  ) rethrows {
    func loss(_ logFactor: Double) -> Double {
      let factor = exp(logFactor)
      var loss = logFactor * logFactor / (2 * Self.priorDeviation * Self.priorDeviation)
      for row in 0..<targets.count {
        let logits = scores[row * outputCount..<(row + 1) * outputCount].map { $0 * factor }
        for (target, probability) in zip(
          targets[row], LogisticRegression.probabilities(logits[...]))
        where target > 0 {
          loss -= weights[row] * Double(target) * log(max(probability, 1e-300))
        }
      }
      return loss
    }
    // The loss has one lowest point; a third of the range is left out at each step.
    var (low, high) = (Self.range.lowerBound, Self.range.upperBound)
    for _ in 0..<Self.steps {
      try check()
      let (left, right) = (low + (high - low) / 3, high - (high - low) / 3)
      if loss(left) < loss(right) { high = right } else { low = left }
    }
    factor = exp((low + high) / 2)
  }
}
