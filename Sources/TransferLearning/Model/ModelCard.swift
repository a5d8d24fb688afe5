import SentimentClassification
import SentimentTextProcessing

/// How a model was fitted: its card.
public struct ModelCard: Sendable, Codable, Equatable {
  /// What the answers of a cross-validation say of the accuracy on new texts.
  public struct Estimate: Sendable, Codable, Equatable {
    public let accuracy: Double
    /// The 95 % interval: lower and upper end.
    public let interval: [Double]
    public let folds: Int
    public let repetitions: Int

    /// By how much the variance of a cross-validation's accuracy is taken to be larger than that of
    /// as many independent answers: models of overlapping texts err together (Bengio and Grandvalet
    /// 2004). Without it, 90 % of the 95 % intervals held on short sentences (docs/accuracy.md).
    private static let varianceInflation = 1.5

    init(accuracy: Double, textCount: Int, folds: Int, repetitions: Int) {
      self.accuracy = accuracy
      interval = RunStatistics.wilsonInterval(
        share: accuracy, trials: Double(textCount) / Self.varianceInflation)
      self.folds = folds
      self.repetitions = repetitions
    }
  }

  /// A method that was tried, with the accuracy of its answers on held-out texts.
  public struct Trial: Sendable, Codable, Equatable {
    public let method: FitMethod
    public let accuracy: Double
  }

  /// Vectors that were tried.
  public struct VectorTrial: Sendable, Codable, Equatable {
    /// As the user named them.
    public let name: String
    public let vocabularySize: Int
    public let dimension: Int
    /// Labelled texts in which they know no word; each counts as answered wrong.
    public let unknownTextCount: Int
    /// The share of all labelled texts that a cross-validation answered right.
    public let accuracy: Double
  }

  public let configuration: FitConfiguration
  public let method: FitMethod
  /// What was compared, where labels sufficed to.
  public internal(set) var trials: [Trial] = []
  /// What was compared, where several vectors were given.
  public internal(set) var vectorTrials: [VectorTrial]?
  /// The name of those that were chosen.
  public internal(set) var vectors: String?
  public let names: [SeedWords]
  /// Labelled texts of each label, in the order of the labels.
  public let labelCounts: [Int]
  /// Labelled texts in which no word was known; they can't be learned from.
  public let unknownTextCount: Int
  public let unlabelledTextCount: Int
  /// By what scores were multiplied so that probabilities are right as often as they say.
  public internal(set) var calibration = 1.0
  /// `nil` where there are too few labelled texts.
  public internal(set) var estimate: Estimate?
  /// What was learned since, in order; `nil` where nothing was.
  public internal(set) var updates: [UpdateReport]?
  /// From which files, for people.
  public var sources: [String] = []
  public var unlabelledSources: [String] = []

  public var textCount: Int { labelCounts.reduce(0, +) }
}

/// What an update taught a model, and what it kept.
public struct UpdateReport: Sendable, Codable, Equatable {
  /// Labels that the model didn't have.
  public let newLabels: [String]
  /// The texts that it learned from, and those of them without a known word, which teach nothing.
  public let textCount: Int
  public let unknownTextCount: Int
  /// The share of these texts, those with a known word, to which the model gave the right answer
  /// before the update.
  public let accuracyBefore: Double
  /// The same after it, in a cross-validation: each text by a model that was updated without it;
  /// `nil` where a label has a single one.
  public let accuracyAfter: Double?
  /// The folds of that cross-validation.
  public let folds: Int?
  /// The share of the model's answers that stayed the same, on texts of random words that the update
  /// didn't use.
  public let keptShare: Double
  /// How many texts of random words stood for those that the model had learned from before.
  public let rehearsalCount: Int
}
