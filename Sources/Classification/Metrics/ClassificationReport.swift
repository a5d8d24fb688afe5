/// What a confusion matrix says of a classifier.
public struct ClassificationReport: Sendable, Equatable, Codable {
  /// The unweighted mean over the labels that texts have or were given; what is undefined counts as
  /// 0 there (as scikit-learn's `average="macro"` does by default).
  public struct Macro: Sendable, Equatable, Codable {
    public let precision: Double
    public let recall: Double
    public let f1: Double
  }

  /// The accuracy of always answering the most frequent label.
  public struct Baseline: Sendable, Equatable, Codable {
    public let label: String
    public let accuracy: Double

    package init(label: String, accuracy: Double) {
      self.label = label
      self.accuracy = accuracy
    }
  }

  public let texts: Int
  public let correct: Int
  public let accuracy: Double
  /// The 95 % interval of the accuracy (Wilson 1927).
  public let accuracyInterval: ClosedRange<Double>
  public let majorityBaseline: Baseline
  public let macro: Macro
  /// In the order of the matrix.
  public let labels: [LabelScores]
  /// `confusionMatrix[truth][answer]`, in texts.
  public let confusionMatrix: [[Int]]

  /// - Parameters:
  ///   - matrix: of at least one text.
  ///   - names: the labels' names.
  public init(_ matrix: ConfusionMatrix, labels names: [String]) {
    precondition(names.count == matrix.labelCount, "a name for each label")
    texts = matrix.total
    correct = matrix.correct
    accuracy = Double(correct) / Double(texts)
    accuracyInterval = RunStatistics.wilsonInterval(share: accuracy, trials: Double(texts))
    let labels = names.indices.map {
      LabelScores(
        names[$0], support: matrix.support(of: $0), answers: matrix.answers(of: $0),
        hits: matrix.counts[$0][$0])
    }
    self.labels = labels
    confusionMatrix = matrix.counts
    let present = labels.filter { $0.support + $0.answers > 0 }
    func mean(_ score: (LabelScores) -> Double?) -> Double {
      present.reduce(0) { $0 + (score($1) ?? 0) } / Double(present.count)
    }
    macro = Macro(precision: mean(\.precision), recall: mean(\.recall), f1: mean(\.f1))
    let largest = labels.map(\.support).max() ?? 0
    let majority = labels.first { $0.support == largest }
    majorityBaseline = Baseline(
      label: majority?.label ?? "", accuracy: Double(largest) / Double(texts))
  }
}

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
