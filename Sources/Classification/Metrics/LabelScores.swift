/// How well one label is found.
///
/// A figure whose denominator is 0 is undefined, and `nil`.
public struct LabelScores: Sendable, Equatable, Codable {
  public let label: String
  /// Texts that have the label.
  public let support: Int
  /// Texts that were given the label.
  public let answers: Int
  /// The share of the texts that were given the label that have it.
  public let precision: Double?
  /// The share of the texts that have the label that were given it.
  public let recall: Double?
  /// The harmonic mean of both, `2 TP / (support + answers)`.
  public let f1: Double?

  init(_ label: String, support: Int, answers: Int, hits: Int) {
    func share(_ part: Int, of whole: Int) -> Double? {
      whole > 0 ? Double(part) / Double(whole) : nil
    }
    self.label = label
    self.support = support
    self.answers = answers
    precision = share(hits, of: answers)
    recall = share(hits, of: support)
    f1 = share(2 * hits, of: support + answers)
  }
}
