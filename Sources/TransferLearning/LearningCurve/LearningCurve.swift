import SentimentClassification

/// How accuracy grows with labelled texts: measured as far as there are any, and what follows for
/// more of them.
public struct LearningCurve: Sendable, Codable, Equatable {
  /// The accuracy with so many labelled texts.
  public struct Point: Sendable, Codable, Equatable {
    public let labels: Int
    public let accuracy: Double
    /// The 95 % interval.
    public let interval: ClosedRange<Double>
  }

  /// How many labelled texts lead to an accuracy.
  public struct Goal: Sendable, Codable, Equatable {
    public enum Verdict: String, Sendable, Codable {
      /// The labelled texts there are suffice.
      case reached
      /// More of them are needed, not more than can be seen from here.
      case needsMore = "needs more"
      /// Not reachable as far as can be seen.
      case outOfSight = "out of sight"
    }

    public let accuracy: Double
    public let verdict: Verdict
    /// All labelled texts together; `nil` where it's out of sight.
    public let labels: Int?
    /// The ends of its 95 % interval; `nil` for what is out of sight.
    public let fewestLabels: Int?
    public let mostLabels: Int?
  }

  /// All labelled texts, without copies.
  public let labelCount: Int
  /// What always answering the most frequent label reaches.
  public let majorityBaseline: ClassificationReport.Baseline?
  public let folds: Int
  public let repetitions: Int
  /// From few labelled texts up, on texts held out.
  public let measured: [Point]
  package let law: PowerLaw
  /// The 95 % interval of the law's asymptote.
  public let asymptoteInterval: ClosedRange<Double>
  /// By the law, for as many labelled texts as there are and for more.
  public let expected: [Point]
  /// `nil` where no accuracy was aimed at.
  public let goal: Goal?

  /// What is more than so many times the labelled texts can't be seen from here.
  public static let sight = 10
  /// The numbers of labelled texts, in those there are, for which an accuracy is expected.
  private static let multiples = [1, 2, 4, sight]
  /// An interval of the asymptote that is wider says nothing of use.
  private static let widestAsymptote = 0.2

  /// Whether it can be told yet where accuracy levels off.
  public var isAsymptoteKnown: Bool {
    asymptoteInterval.upperBound - asymptoteInterval.lowerBound <= Self.widestAsymptote
  }

  /// - Parameters:
  ///   - baseline: of the most frequent label.
  ///   - samples: the curve as other texts and draws might have shown it.
  ///   - target: the accuracy that is aimed at.
  init(
    labelCount: Int, folds: Int, repetitions: Int, sizes: [Int], accuracies: [Double],
    baseline: ClassificationReport.Baseline?, samples: [[Double]], target: Double?
  ) {
    self.labelCount = labelCount
    majorityBaseline = baseline
    self.folds = folds
    self.repetitions = repetitions
    let columns = sizes.indices.map { size in
      ScoreColumn(samples.joined().map(\.self), output: size, of: sizes.count)
    }
    measured = zip(zip(sizes, accuracies), columns).map { point, column in
      Point(labels: point.0, accuracy: point.1, interval: column.interval)
    }
    // An accuracy that no sample differs in still isn't known better than to a text.
    let least = 1 / Double(labelCount)
    let variances = columns.map {
      max($0.standardDeviation * $0.standardDeviation, least * least)
    }
    let law = PowerLaw(sizes: sizes, accuracies: accuracies, variances: variances)
    let laws = samples.map { PowerLaw(sizes: sizes, accuracies: $0, variances: variances) }
    self.law = law
    asymptoteInterval = ScoreColumn(laws.map(\.asymptote), output: 0, of: 1).interval
    expected = Self.multiples.map { multiple in
      let labels = labelCount * multiple
      return Point(
        labels: labels, accuracy: law.accuracy(labels: Double(labels)),
        interval: ScoreColumn(
          laws.map { $0.accuracy(labels: Double(labels)) }, output: 0, of: 1
        ).interval)
    }
    goal = target.map { Goal($0, law: law, laws: laws, labelCount: labelCount) }
  }
}

extension LearningCurve.Goal {
  fileprivate init(_ accuracy: Double, law: PowerLaw, laws: [PowerLaw], labelCount: Int) {
    let limit = Double(labelCount * LearningCurve.sight)
    func visible(_ labels: Double) -> Int? {
      labels <= limit ? Int(labels.rounded(.up)) : nil
    }
    let needed = laws.map { $0.labels(for: accuracy) }.sorted()
    let tail = Int(Double(needed.count) * ScoreColumn.tail)
    self.accuracy = accuracy
    labels = visible(law.labels(for: accuracy))
    fewestLabels = visible(needed[tail])
    mostLabels = visible(needed[needed.count - 1 - tail])
    verdict = labels.map { $0 <= labelCount ? .reached : .needsMore } ?? .outOfSight
  }
}
