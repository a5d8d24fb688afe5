import SentimentTextProcessing

/// The settings of the classifier's training.
public struct ClassifierConfiguration: Sendable, Codable, Equatable {
  /// Units of the hidden layer, up to 4,096; 0 for none, which an `LSTM` doesn't take.
  public var hiddenSize = 16
  /// Labelled texts in a step, 1 to 65,536.
  public var batchSize = 32
  /// Adam's step size, above 0 and up to 1.
  public var learningRate = 0.01
  /// How fast weights shrink, 0 to 100 (decoupled from the gradient; biases don't).
  public var weightDecay = 0.01
  /// The largest number of passes over the labelled texts, 1 to 100,000.
  public var maximumEpochs = 200
  /// Training stops when the mean loss of an epoch hasn't fallen below the best so far by
  /// ``minimumImprovement`` for this number of epochs, at least 1 …
  public var patience = 10
  /// … as a fraction of the best, 0 to 1. (A loss under `sufficientLoss` stops it at once.)
  public var minimumImprovement = 0.001
  public var seed: UInt64 = 1

  public init() {}

  /// What the settings may be.
  package enum Limits {
    package static let hiddenSize = SettingRange(0...4_096)
    package static let batchSize = SettingRange(1...65_536)
    package static let learningRate = SettingRange(above: 0.0, upTo: 1.0)
    package static let weightDecay = SettingRange(0.0...100.0)
    package static let maximumEpochs = SettingRange(1...100_000)
    package static let patience = SettingRange(1...)
    package static let minimumImprovement = SettingRange(0.0...1.0)
    /// The hidden size of an `LSTM`.
    package static let units = SettingRange(1...4_096)
  }

  /// Finds out whether one can train with these settings, as `ClassifierTrainer` and
  /// `LSTMTrainer` do at their start.
  ///
  /// - Throws: `FileError` that names the first setting that can't be.
  public func check() throws(FileError) {
    try Limits.hiddenSize.check(hiddenSize, "hiddenSize")
    try Limits.batchSize.check(batchSize, "batchSize")
    try Limits.learningRate.check(learningRate, "learningRate")
    try Limits.weightDecay.check(weightDecay, "weightDecay")
    try Limits.maximumEpochs.check(maximumEpochs, "maximumEpochs")
    try Limits.patience.check(patience, "patience")
    try Limits.minimumImprovement.check(minimumImprovement, "minimumImprovement")
  }

  /// The settings of an `LSTM`'s training, whose units are the hidden size.
  ///
  /// It stops by texts that are held out, on which the loss rises soon once it has begun to.
  public static var lstm: ClassifierConfiguration {
    var configuration = ClassifierConfiguration()
    configuration.hiddenSize = 32
    configuration.patience = 5
    return configuration
  }

  /// At this mean cross-entropy each label has a probability of 99 % on its training texts; going
  /// on would only make the weights larger.
  static let sufficientLoss = 0.01
}
