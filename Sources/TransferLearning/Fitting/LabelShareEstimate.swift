import SentimentClassification
import SentimentPlatform
import SentimentWordEmbeddings

/// The labels' shares among texts without labels, by what a model says of them and of labelled texts
/// that it didn't learn from (black-box shift estimation; Lipton, Wang and Smola 2018, with
/// probabilities in place of answers): of mixtures of what the labels' own texts get on average, the
/// one that is nearest to the mean over the texts without labels.
///
/// It holds where texts of a label are the same among both, and only the labels' shares differ.
struct LabelShareEstimate {
  /// Of each label.
  let shares: [Double]
  /// The 95 % intervals, by resampling the texts (Efron 1979).
  let intervals: [ClosedRange<Double>]
  /// The standard deviations over the samples.
  let deviations: [Double]

  /// Of fewer texts of a label, resampling doesn't show how far its mean may be off.
  static let leastTexts = 8
  /// With more labels, the mixtures are too alike.
  static let mostLabels = 20
  private static let sampleCount = 200

  /// - Parameters:
  ///   - probabilities: of all labels for each labelled text, by a model that didn't learn from it.
  ///   - labels: of these texts.
  ///   - groups: of these texts.
  ///   - unlabelled: the mean probabilities over the texts without labels.
  init(
    _ probabilities: [[Double]], labels: [Int], groups: TextGroups, unlabelled: [Double],
    using generator: SeededGenerator
  ) {
    let weights = groups.weights
    var members = [[Int]](repeating: [], count: unlabelled.count)
    for (text, label) in labels.enumerated() { members[label].append(text) }
    func shares(_ drawn: [[Int]]) -> [Double] {
      Self.mixture(
        of: drawn.map { Self.mean($0.map { (probabilities[$0], weights[$0]) }) }, like: unlabelled)
    }
    self.shares = shares(members)
    let samples = (0..<Self.sampleCount).map { sample in
      var generator = generator.stream(sample)
      return shares(
        members.map { own in own.map { _ in own[generator.below(own.count)] } })
    }
    let columns = unlabelled.indices.map { label in
      ScoreColumn(samples.flatMap { $0 }, output: label, of: unlabelled.count)
    }
    intervals = columns.map(\.interval)
    deviations = columns.map(\.standardDeviation)
  }

  private static func mean(_ rows: [(values: [Double], weight: Double)]) -> [Double] {
    var sum = [Double](repeating: 0, count: rows[0].values.count)
    var total = 0.0
    for (values, weight) in rows {
      total += weight
      for place in sum.indices { sum[place] += weight * values[place] }
    }
    return sum.map { $0 / total }
  }

  /// The weights of some points' mixture that is nearest to another point (least squares).
  private static func mixture(of points: [[Double]], like target: [Double]) -> [Double] {
    if points.count == 2 {
      let way = zip(points[1], points[0]).map { $0 - $1 }
      let length = way.reduce(0) { $0 + $1 * $1 }
      guard length > 0 else { return [0.5, 0.5] }
      let part = target.indices.reduce(0) { $0 + (target[$1] - points[0][$1]) * way[$1] } / length
      let second = min(max(part, 0), 1)
      return [1 - second, second]
    }
    var weights = [Double](repeating: 1 / Double(points.count), count: points.count)
    // A step that never overshoots: the products of the points bound the curvature.
    let curvature = points.joined().reduce(0) { $0 + $1 * $1 }
    for _ in 0..<descentSteps {
      let rest = target.indices.map { place in
        zip(points, weights).reduce(-target[place]) { $0 + $1.0[place] * $1.1 }
      }
      weights = nearestShares(
        zip(points, weights).map { point, weight in
          weight - zip(point, rest).reduce(0) { $0 + $1.0 * $1.1 } / curvature
        })
    }
    return weights
  }

  private static let descentSteps = 300

  /// The numbers from 0 on with sum 1 that are nearest to some others (Duchi et al. 2008).
  private static func nearestShares(_ values: [Double]) -> [Double] {
    var (sum, excess) = (0.0, 0.0)
    for (place, value) in values.sorted(by: >).enumerated() {
      sum += value
      let candidate = (sum - 1) / Double(place + 1)
      if value > candidate { excess = candidate }
    }
    return values.map { max(0, $0 - excess) }
  }
}
