import Foundation
import SentimentClassification
import Testing

struct BinomialBoundTests {
  /// The figures are those of `scipy.stats.beta.ppf(1 - confidence, k, n - k + 1)`.
  @Test(arguments: [
    (0, 5, 0.95, 0.0),
    (1, 1, 0.95, 0.050000000000000044),
    (3, 10, 0.95, 0.08726443391415035),
    (57, 60, 0.95, 0.8758127895225639),
    (57, 60, 0.995, 0.828814610958795),
    (900, 1_000, 0.9, 0.8867444365466927),
    (23_000, 25_000, 0.995, 0.9154798994455687),
  ])
  func itIsThatOfClopperAndPearson(
    successes: Int, trials: Int, confidence: Double, bound: Double
  ) {
    let own = BinomialBound.lower(successes: successes, trials: trials, confidence: confidence)
    #expect(abs(own - bound) < 1e-9)
  }

  @Test func withoutAFailureItFollowsFromTheTrialsAlone() {
    for trials in [1, 10, 59, 10_000] {
      let bound = BinomialBound.lower(successes: trials, trials: trials, confidence: 0.95)
      #expect(abs(bound - pow(0.05, 1 / Double(trials))) < 1e-9)
    }
  }
}
