import SentimentPlatform

/// What some trials say of the share of successes, without any approximation (Clopper and Pearson
/// 1934, on one side).
package enum BinomialBound {
  /// The share that the true one exceeds with some confidence: with a smaller one, so many successes
  /// would come about less often than in `1 − confidence` of all cases.
  ///
  /// - Parameters:
  ///   - successes: in `0...trials`.
  ///   - trials: the number of trials.
  ///   - confidence: in `(0, 1)`.
  package static func lower(successes: Int, trials: Int, confidence: Double) -> Double {
    guard successes > 0 else { return 0 }
    var (low, high) = (0.0, 1.0)
    for _ in 0..<halvings {
      let share = (low + high) / 2
      let tail = atMost(trials - successes, of: trials, probability: 1 - share)
      if tail < 1 - confidence { low = share } else { high = share }
    }
    return low
  }

  /// The number of halvings that exhausts a `Double`'s precision.
  private static let halvings = 53

  /// The probability of at most `count` successes in `trials`.
  static func atMost(_ count: Int, of trials: Int, probability: Double) -> Double {
    guard count < trials, probability > 0 else { return 1 }
    guard probability < 1 else { return 0 }
    // Each term from the one before, as logarithms: the first may be below any `Double`.
    var term = Double(trials) * log1p(-probability)
    var sum = exp(term)
    let odds = log(probability) - log1p(-probability)
    for number in 0..<count {
      term += log(Double(trials - number) / Double(number + 1)) + odds
      sum += exp(term)
    }
    return min(1, sum)
  }
}
