/// Whether probabilities mean what they say: of the answers given with 80 % probability, 80 % should
/// be right.
///
/// Answers are collected in bins of equal width by their confidence, which is the probability of the
/// label that was answered; bin `m` of `M` is `((m − 1)/M, m/M]` (Guo et al. 2017, "On Calibration of
/// Modern Neural Networks", section 2).
package struct Calibration: Sendable, Equatable {
  /// The field's usual number of bins.
  package static let defaultBinCount = 15

  private var texts: [Int]
  private var correct: [Int]
  private var confidenceSums: [Double]

  package init(binCount: Int = Calibration.defaultBinCount) {
    precondition(binCount > 0, "at least one bin")
    texts = [Int](repeating: 0, count: binCount)
    correct = texts
    confidenceSums = [Double](repeating: 0, count: binCount)
  }

  /// Adds an answer.
  ///
  /// - Parameters:
  ///   - confidence: the probability of the label that was answered, in `[0, 1]`.
  ///   - isCorrect: whether the answer is right.
  package mutating func add(confidence: Double, isCorrect: Bool) {
    let place = Int((confidence * Double(texts.count)).rounded(.up)) - 1
    let bin = min(max(place, 0), texts.count - 1)
    texts[bin] += 1
    correct[bin] += isCorrect ? 1 : 0
    confidenceSums[bin] += confidence
  }

  /// All bins, from the least confidence up.
  package var bins: [CalibrationBin] {
    let count = Double(texts.count)
    return texts.indices.map {
      CalibrationBin(
        lower: Double($0) / count, upper: Double($0 + 1) / count, texts: texts[$0],
        correct: correct[$0], confidenceSum: confidenceSums[$0])
    }
  }

  /// `ECE = Σ |Bₘ|/n · |acc(Bₘ) − conf(Bₘ)|` (equation 3 there): how far confidence and accuracy
  /// are apart on average; 0 for no texts.
  package var expectedError: Double {
    let total = texts.reduce(0, +)
    guard total > 0 else { return 0 }
    return texts.indices.reduce(0) { $0 + abs(Double(correct[$1]) - confidenceSums[$1]) }
      / Double(total)
  }
}

/// The answers of similar confidence.
public struct CalibrationBin: Sendable, Equatable, Codable {
  /// The confidences of the bin: more than `lower`, up to `upper`.
  public let lower: Double
  public let upper: Double
  public let texts: Int
  public let correct: Int
  /// The mean confidence; `nil` in an empty bin.
  public let confidence: Double?
  /// The share of right answers; `nil` in an empty bin.
  public let accuracy: Double?

  init(lower: Double, upper: Double, texts: Int, correct: Int, confidenceSum: Double) {
    self.lower = lower
    self.upper = upper
    self.texts = texts
    self.correct = correct
    confidence = texts > 0 ? confidenceSum / Double(texts) : nil
    accuracy = texts > 0 ? Double(correct) / Double(texts) : nil
  }
}
