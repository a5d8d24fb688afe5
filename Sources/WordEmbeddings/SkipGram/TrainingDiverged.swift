/// Training left vectors that aren't numbers.
public struct TrainingDiverged: Error, Equatable, CustomStringConvertible {
  /// The starting learning rate.
  public let learningRate: Double

  public var description: String {
    "training diverged at learning rate \(learningRate); give a lower --learning-rate"
  }
}
