extension ClassifierConfiguration {
  /// Why training stopped.
  public enum StopReason: String, Sendable, Codable {
    case sufficientLoss = "the loss is as low as it needs to be"
    case noImprovement = "the loss no longer falls"
    case maximumEpochs = "the largest number of epochs is reached"
  }
}
