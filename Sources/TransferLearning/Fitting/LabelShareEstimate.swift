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
  /// Of the probabilities, over the labelled texts of each label and over the texts without labels.
  private let own: [Moments]
  private let all: Moments

  /// Of fewer texts of a label, resampling doesn't show how far its mean may be off.
  static let leastTexts = 8
  /// With more labels, the mixtures are too alike.
  static let mostLabels = 20
  private static let sampleCount = 200
  /// So often are shares taken for others that are the same. By 1.96 standard deviations of the resampled
  /// estimates, three of twenty balanced draws of 16 labels of each were, and lost 3 to 7 points of accuracy.
  private static let significance = 0.01

  /// - Parameters:
  ///   - probabilities: of all labels for each labelled text, by a model that didn't learn from it.
  ///   - labels: of these texts.
  ///   - groups: of these texts.
  ///   - unlabelled: the probabilities of all labels for each text without labels.
  init(
    _ probabilities: [[Double]], labels: [Int], groups: TextGroups, unlabelled: [[Double]],
    using generator: SeededGenerator, check: () throws -> Void
  ) rethrows {
    let weights = groups.weights
    let all = Moments(unlabelled.map { ($0, 1) })
    var members = [[Int]](repeating: [], count: all.means.count)
    for (text, label) in labels.enumerated() { members[label].append(text) }
    func moments(_ drawn: [[Int]]) -> [Moments] {
      drawn.map { own in Moments(own.map { (probabilities[$0], weights[$0]) }) }
    }
    func shares(_ own: [Moments]) -> [Double] {
      Self.mixture(of: own.map(\.means), like: all.means)
    }
    own = moments(members)
    self.all = all
    self.shares = shares(own)
    let samples = try (0..<Self.sampleCount).map { sample in
      try check()
      var generator = generator.stream(sample)
      return shares(
        moments(members.map { own in own.map { _ in own[generator.below(own.count)] } }))
    }
    let columns = members.indices.map { label in
      ScoreColumn(samples.flatMap { $0 }, output: label, of: members.count)
    }
    intervals = columns.map(\.interval)
    deviations = columns.map(\.standardDeviation)
  }

  /// Whether the texts without labels have other shares than some, by more than chance: their mean
  /// probabilities aren't those of texts with these shares (Welch's test; with more than two labels, one
  /// for each), and a label's interval doesn't hold its share.
  func differs(from shares: [Double]) -> Bool {
    let tests = shares.count == 2 ? 1 : Double(shares.count)
    let freedom = own.reduce(0) { $0 + $1.count } - Double(own.count)
    let bar = StudentT.quantile(1 - Self.significance / (2 * tests), freedom: freedom)
    return shares.indices.contains { label in
      let expected = zip(shares, own).reduce(0) { $0 + $1.0 * $1.1.means[label] }
      let variance = zip(shares, own).reduce(all.variances[label]) {
        $0 + $1.0 * $1.0 * $1.1.variances[label]
      }
      return abs(all.means[label] - expected) > bar * variance.squareRoot()
        && !intervals[label].contains(shares[label])
    }
  }

  /// What some texts get on average.
  private struct Moments {
    /// The texts, copies together as one.
    let count: Double
    /// Of each label's probability.
    let means: [Double]
    /// Of these means, as estimates of those over more such texts.
    let variances: [Double]

    /// - Parameter rows: one at least.
    init(_ rows: [(values: [Double], weight: Double)]) {
      let count = rows.reduce(0) { $0 + $1.weight }
      var means = [Double](repeating: 0, count: rows[0].values.count)
      for (values, weight) in rows {
        for place in means.indices { means[place] += weight * values[place] }
      }
      for place in means.indices { means[place] /= count }
      var variances = [Double](repeating: 0, count: means.count)
      for (values, weight) in rows {
        for place in means.indices {
          let distance = values[place] - means[place]
          variances[place] += weight * distance * distance
        }
      }
      self.count = count
      self.means = means
      self.variances = variances.map { $0 / (max(1, count - 1) * count) }
    }
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
