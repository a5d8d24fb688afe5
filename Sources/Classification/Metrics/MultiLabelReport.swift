/// How well labels are found where a text may have any number of them.
public struct MultiLabelReport: Sendable, Equatable, Codable {
  /// A mean of the labels' scores. What is undefined counts as 0.
  public struct Mean: Sendable, Equatable, Codable {
    public let precision: Double
    public let recall: Double
    public let f1: Double
    /// The 95 % interval of F1.
    public let f1Interval: ClosedRange<Double>

    package init(precision: Double, recall: Double, f1: Double, f1Interval: ClosedRange<Double>) {
      (self.precision, self.recall, self.f1) = (precision, recall, f1)
      self.f1Interval = f1Interval
    }

    /// The same with an interval whose ends lie a factor further from F1.
    package func widened(by factor: Double) -> Mean {
      let ends = [f1Interval.lowerBound, f1Interval.upperBound].map {
        min(max(f1 + ($0 - f1) * factor, 0), 1)
      }
      return Mean(precision: precision, recall: recall, f1: f1, f1Interval: ends[0]...ends[1])
    }
  }

  /// The most that giving the same labels to all texts reaches.
  public struct Baseline: Sendable, Equatable, Codable {
    /// Those that reach ``microF1``.
    public let labels: [String]
    public let microF1: Double
    /// What giving all labels to all texts reaches.
    public let macroF1: Double
  }

  public let texts: Int
  /// Texts that were given the labels that they have, and no other.
  public let exactMatches: Int
  public let exactMatchShare: Double
  /// Of all labels of all texts together (scikit-learn's `average="micro"`).
  public package(set) var micro: Mean
  /// The unweighted mean over the labels that texts have or were given (`average="macro"`).
  public package(set) var macro: Mean
  public let baseline: Baseline
  /// In the order of the model's labels.
  public let labels: [LabelScores]
}
