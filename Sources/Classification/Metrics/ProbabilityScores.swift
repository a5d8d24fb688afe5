import SentimentPlatform

/// Scores that judge the probabilities themselves, not only the answers; lower is better.
package struct ProbabilityScores: Sendable, Equatable {
  private var texts = 0
  private var lossSum = 0.0
  private var brierSum = 0.0

  /// A probability of 0 for what is true would make the mean infinite; it counts as this.
  private static let leastProbability = Double.ulpOfOne

  package init() {}

  /// Adds a text.
  ///
  /// - Parameters:
  ///   - probabilities: those of all labels; they sum to 1.
  ///   - truth: the number of its label.
  package mutating func add(_ probabilities: [Double], truth: Int) {
    texts += 1
    lossSum -= log(max(probabilities[truth], Self.leastProbability))
    for (label, probability) in probabilities.enumerated() {
      let distance = probability - (label == truth ? 1 : 0)
      brierSum += distance * distance
    }
  }

  /// The mean of `− ln p(truth)`, in nats; 0 for no texts.
  package var logLoss: Double { texts > 0 ? lossSum / Double(texts) : 0 }

  /// The mean over the texts of `Σ (p − y)²` over all labels (Brier 1950), from 0 to 2: twice the
  /// score that looks at one of two labels alone. 0 for no texts.
  package var brierScore: Double { texts > 0 ? brierSum / Double(texts) : 0 }
}
