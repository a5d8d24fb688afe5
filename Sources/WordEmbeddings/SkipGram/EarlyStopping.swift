import SentimentPlatform
import SentimentTextProcessing

/// When to stop training, so that the number of epochs needn't be chosen.
///
/// The learning rate falls from its start to its end in cycles of 1, 2, 4, 8 … epochs (warm restarts:
/// Loshchilov and Hutter 2017, "SGDR: Stochastic Gradient Descent with Warm Restarts", with a linear
/// fall). At the end of each cycle the vectors have settled, so that the losses of two cycles' ends
/// on held-out documents can be compared; at a high rate they mostly tell of the rate. Training ends
/// with the first cycle that hasn't helped, and what comes of it are the vectors of the epoch with the
/// lowest loss.
public struct EarlyStopping: Sendable, Codable, Equatable {
  /// A cycle helps when it lowers the held-out loss by at least this fraction of it, up to 1. Below 0
  /// the loss may rise.
  public var minimumImprovement = 0.01

  public init() {}

  private static let improvements = SettingRange(-1_000.0...1.0)

  /// - Throws: `FileError` when the rule can't be applied.
  public func check() throws(FileError) {
    try Self.improvements.check(minimumImprovement, "minimumImprovement")
  }

  /// Why training stopped.
  public enum Reason: String, Sendable, Codable {
    case epochs = "all epochs are done"
    case noImprovement = "the held-out loss no longer fell"
    case maximumEpochs = "the largest number of epochs was reached"
  }

  /// The cycle of an epoch, counted from 0, as the range of its epochs: 0, 1–2, 3–6, 7–14 …
  static func cycle(of epoch: Int) -> Range<Int> {
    let length = 1 << (Int.bitWidth - 1 - (epoch + 1).leadingZeroBitCount)
    return length - 1..<2 * length - 1
  }

  /// Whether and why training is to stop.
  ///
  /// - Parameters:
  ///   - losses: the held-out loss after each epoch so far.
  ///   - untrained: the loss of vectors of zero. A small text takes some epochs to get away from it,
  ///     in which the loss doesn't fall yet.
  ///   - maximum: training ends with the last cycle that is over by so many epochs.
  func reasonToStop(losses: [Double], untrained: Double, maximum: Int) -> Reason? {
    guard let last = losses.last, Self.cycle(of: losses.count - 1).upperBound == losses.count else {
      return nil
    }
    let enough = 1 - minimumImprovement
    let ends = losses.count / 2
    if ends > 0, last > losses[ends - 1] * enough, losses[ends - 1] < untrained * enough {
      return .noImprovement
    }
    return Self.cycle(of: losses.count).upperBound > maximum ? .maximumEpochs : nil
  }

  /// The loss of vectors of zero, which give each pair and each of `k` noise words `log 2`.
  static func untrainedLoss(negativeSamples k: Int) -> Double { Double(1 + k) * log(2) }
}
