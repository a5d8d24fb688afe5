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
