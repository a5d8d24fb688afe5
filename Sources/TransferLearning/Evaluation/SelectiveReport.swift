import Classification

/// What an evaluation says of a model that withholds answers (see ``Abstention``).
public struct SelectiveReport: Sendable, Codable, Equatable {
  public let promisedPrecision: Double
  /// Answers of a smaller probability are withheld.
  public let threshold: Double
  /// Texts that were answered, and how many of them right.
  public let answered: Int
  public let correct: Int
  /// The share of the texts that were answered.
  public let answeredShare: Double
  /// The share of right answers among those given; `nil` where none was.
  public let precision: Double?
  /// Its 95 % interval (Wilson 1927): lower and upper end.
  public let precisionInterval: [Double]?

  init(_ abstention: Abstention, answered: Int, correct: Int, texts: Int) {
    promisedPrecision = abstention.promisedPrecision
    threshold = abstention.threshold
    self.answered = answered
    self.correct = correct
    answeredShare = Double(answered) / Double(texts)
    precision = answered > 0 ? Double(correct) / Double(answered) : nil
    precisionInterval = precision.map {
      RunStatistics.wilsonInterval(share: $0, trials: Double(answered))
    }
  }
}
