import SentimentClassification
import SentimentWordEmbeddings
import Testing

@testable import SentimentTransferLearning

/// Against scores whose right factor is known: labels are drawn with the probabilities that the
/// scores times that factor give.
struct TemperatureTests {
  @Test(arguments: [0.3, 1, 4], [1, 3])
  func theFactorIsFound(factor: Double, outputs: Int) {
    var generator = SeededGenerator(seed: 5)
    var scores: [Double] = []
    var labels: [Int] = []
    for _ in 0..<20_000 {
      let own = (0..<outputs).map { _ in (Double(generator.uniform()) - 0.5) * 4 / factor }
      let probabilities = LogisticRegression.probabilities(own.map { $0 * factor }[...])
      var left = Double(generator.uniform())
      var label = 0
      while label < probabilities.count - 1, left >= probabilities[label] {
        left -= probabilities[label]
        label += 1
      }
      scores += own
      labels.append(label)
    }
    let found = Temperature(
      scores: scores, labels: labels, outputCount: outputs,
      weights: labels.map { _ in 1 }, check: {}
    ).factor
    #expect(abs(found / factor - 1) < 0.1, "\(found)")
  }

  /// The logarithm of the factor is 0 where nothing says otherwise.
  @Test func withoutTextsScoresStay() {
    let found = Temperature(scores: [], labels: [], outputCount: 1, weights: [], check: {}).factor
    #expect(abs(found - 1) < 1e-6)
  }

  /// With one text, answered right by a score of 1, the loss is `log(1 + exp −f) + (log f)² / 2`.
  @Test func oneTextMovesItLittle() {
    let found = Temperature(scores: [1], labels: [1], outputCount: 1, weights: [1], check: {})
      .factor
    func loss(_ factor: Double) -> Double {
      let probability = LogisticRegression.probabilities([factor][...])[1]
      let distance = factor.logarithm
      return distance * distance / 2 - probability.logarithm
    }
    for other in stride(from: 0.5, to: 3, by: 0.01) { #expect(loss(found) <= loss(other) + 1e-9) }
  }
}

extension Double {
  /// By a series that needs no library: `2 artanh((x − 1) / (x + 1))`.
  fileprivate var logarithm: Double {
    let ratio: Double = (self - 1) / (self + 1)
    var (sum, power) = (0.0, ratio)
    for index in 0..<400 {
      sum += 2 * power / Double(2 * index + 1)
      power *= ratio * ratio
    }
    return sum
  }

  /// With many texts the search takes a tenth of a second, in which a cancelled fit shall have ended.
  @Test func theSearchEndsWhereItIsTold() {
    struct Ended: Error {}
    var steps = 0
    #expect(throws: Ended.self) {
      try Temperature(scores: [1, -1], labels: [1, 0], outputCount: 1, weights: [1, 1]) {
        steps += 1
        if steps == 3 { throw Ended() }
      }
    }
    #expect(steps == 3)
  }
}
