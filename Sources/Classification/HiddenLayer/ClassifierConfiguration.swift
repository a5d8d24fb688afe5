/// The settings of the classifier's training.
public struct ClassifierConfiguration: Sendable, Codable, Equatable {
  /// Units of the hidden layer; 0 for none.
  public var hiddenSize = 16
  /// Labelled texts in a step.
  public var batchSize = 32
  /// Adam's step size.
  public var learningRate = 0.01
  /// How fast weights shrink (decoupled from the gradient; biases don't).
  public var weightDecay = 0.01
  /// Training stops at the latest after so many passes over the labelled texts.
  public var maximumEpochs = 200
  /// Training stops when the mean loss of an epoch hasn't fallen below the best so far by
  /// ``minimumImprovement`` for so many epochs …
  public var patience = 10
  /// … as a fraction of the best. (A loss that is low enough stops it at once.)
  public var minimumImprovement = 0.001
  public var seed: UInt64 = 1

  public init() {}

  /// The settings of an ``LSTM``'s training, whose units are the hidden size.
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
