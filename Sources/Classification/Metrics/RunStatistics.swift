import SentimentPlatform

/// The accuracy over several runs of an experiment.
public struct RunStatistics: Sendable, Codable, Equatable {
  package let mean: Double
  /// The spread over the runs (sample standard deviation; 0 for one run).
  package let standardDeviation: Double
  package let minimum: Double
  /// The 95 % interval of the mean.
  package let interval: ClosedRange<Double>
  /// How many accuracies the mean is of.
  package let runs: Int

  /// - Parameters:
  ///   - accuracies: each in `[0, 1]`; at least one.
  ///   - independentTrials: how many of them count as independent for the interval.
  package init(_ accuracies: [Double], independentTrials: Int) {
    let count = Double(accuracies.count)
    let mean = accuracies.reduce(0, +) / count
    let squares = accuracies.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    self.mean = mean
    standardDeviation = accuracies.count > 1 ? (squares / (count - 1)).squareRoot() : 0
    minimum = accuracies.min() ?? mean
    interval = Self.wilsonInterval(share: mean, trials: Double(independentTrials))
    runs = accuracies.count
  }

  /// The 95 % score interval of a share (Wilson 1927): unlike mean ± 2 standard errors it has a
  /// width even where every trial ended the same. Without a trial it is all there can be.
  public static func wilsonInterval(share: Double, trials: Double) -> ClosedRange<Double> {
    guard trials > 0 else { return 0...1 }
    let z = 1.959963984540054
    let centre = share + z * z / (2 * trials)
    let reach = z * (share * (1 - share) / trials + z * z / (4 * trials * trials)).squareRoot()
    let scale = 1 + z * z / trials
    return max(0, (centre - reach) / scale)...min(1, (centre + reach) / scale)
  }
}
