/// How the words of a text become one vector.
public enum EncoderKind: String, Sendable, CaseIterable {
  /// The mean of the words' vectors, whatever their order.
  case mean
  /// What an `LSTM` makes of the words' vectors in their order.
  case lstm

  /// The settings that training has by default.
  public var configuration: ClassifierConfiguration {
    switch self {
    case .mean: ClassifierConfiguration()
    case .lstm: .lstm
    }
  }
}
