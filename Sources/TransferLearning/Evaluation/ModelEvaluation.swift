import SentimentClassification

/// How well a model does on labelled texts.
public struct ModelEvaluation: Sendable, Codable, Equatable {
  /// How far the probabilities can be trusted.
  public struct CalibrationSummary: Sendable, Codable, Equatable {
    public let expectedCalibrationError: Double
    /// Of equal width.
    public let bins: [CalibrationBin]
  }

  /// A text that got the wrong label.
  public struct Mistake: Sendable, Codable, Equatable {
    /// The line of the file it is in, from 1.
    public let line: Int
    public let text: String
    /// The label in the file.
    public let truth: String
    /// The label the model gave it, and its probability.
    public let answer: String
    public let probability: Double
    /// What the model made of the right label.
    public let probabilityOfTruth: Double
    /// The words that speak most for the wrong answer, each once, the strongest first.
    public let words: [Prediction.Word]
  }

  /// The file of the labelled texts.
  public let file: String
  public let model: String
  public let report: ClassificationReport
  public let logLoss: Double
  public let brierScore: Double
  public let calibration: CalibrationSummary
  /// Texts of which the model knows no word; it gives all of them the same answer, the most
  /// frequent label in its training.
  public let textsWithoutKnownWord: Int
  /// The label that the model gives these.
  public let answerWithoutKnownWord: String
  /// Texts for which two or more labels are equally probable; the first of them was taken.
  public let ties: Int
  /// What the model answers, and how often right, where it withholds answers; `nil` where it never
  /// does. All other figures are of the most probable label of every text.
  public let selective: SelectiveReport?
  /// The mistakes in which the right label has the lowest probability, the worst first.
  public let worstMistakes: [Mistake]
}

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
  /// Its 95 % interval (Wilson 1927).
  public let precisionInterval: ClosedRange<Double>?

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
