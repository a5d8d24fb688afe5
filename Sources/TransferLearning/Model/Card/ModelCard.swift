import SentimentClassification
import SentimentTextProcessing
import SentimentWordEmbeddings

/// What a model learned from, how, and how well: its card.
///
/// It doesn't say when: the same texts, settings and seed give the same bytes on any day, and a file
/// has its own date.
public struct ModelCard: Sendable, Equatable {
  /// What the answers of a cross-validation say of the accuracy on new texts.
  public struct Estimate: Sendable, Codable, Equatable {
    public let accuracy: Double
    /// The 95 % interval.
    public let interval: ClosedRange<Double>
    public let folds: Int
    public let repetitions: Int
    /// The texts that it is of, copies counted once; `nil` in models of before version 0.10.
    public let textCount: Int?
    /// What always answering the most frequent label would reach; `nil` in older models.
    public let majorityBaseline: ClassificationReport.Baseline?
    /// Labels that have one text, or copies of one: it is learned from, and not part of the estimate.
    public let thinLabels: [String]?

    /// By how much the variance of a cross-validation's accuracy is taken to be larger than that of
    /// as many independent answers: models of overlapping texts err together (Bengio and Grandvalet
    /// 2004). Without it, 90 % of the 95 % intervals held on short sentences (docs/accuracy.md).
    private static let varianceInflation = 1.5
    /// By how much further the ends of an interval, as of as many independent answers, lie from the estimate.
    static let intervalFactor = varianceInflation.squareRoot()

    /// - Parameters:
    ///   - groups: of the texts that were answered.
    ///   - truths: the labels of these texts.
    ///   - importances: how much more frequent each text's label is among the texts to be read; `nil`
    ///     where they are as frequent.
    init(
      accuracy: Double, groups: TextGroups, truths: [String], importances: [Double]? = nil,
      thinLabels: [String] = [], folds: Int, repetitions: Int
    ) {
      self.accuracy = accuracy
      interval = RunStatistics.wilsonInterval(
        share: accuracy,
        trials: groups.effectiveCount(importances) / Self.varianceInflation)
      self.folds = folds
      self.repetitions = repetitions
      textCount = groups.count
      majorityBaseline = groups.majorityBaseline(truths, importances: importances)
      self.thinLabels = thinLabels.isEmpty ? nil : thinLabels
    }
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

  /// How the head was learned.
  public enum Training: Sendable, Equatable {
    case linear(LinearTraining)
    case network(NetworkTraining)
    case multiLabel(MultiLabelTraining)
  }

  public package(set) var training: Training
  /// The labelled texts.
  public internal(set) var textCount: Int
  /// Those in which no word was known; they can't be learned from.
  public internal(set) var unknownTextCount: Int
  /// Those that are copies of one before them, as they are or nearly; `nil` where there are none, and
  /// in older models.
  public internal(set) var copyCount: Int?
  /// `nil` where there are too few labelled texts.
  public internal(set) var estimate: Estimate?
  /// What was compared, where there were several word vectors.
  public internal(set) var vectorTrials: [VectorTrial]?
  /// The name of those that were chosen.
  public internal(set) var vectors: String?
  /// What was learned since, in order; `nil` where nothing was.
  public internal(set) var updates: [UpdateReport]?
  /// The version of the program that made the model, which its file has beside the card; `nil` where
  /// it is of before version 0.9.
  public internal(set) var programVersion: String?

  init(
    training: Training, textCount: Int, unknownTextCount: Int, copyCount: Int? = nil,
    estimate: Estimate? = nil
  ) {
    self.training = training
    self.textCount = textCount
    self.unknownTextCount = unknownTextCount
    self.copyCount = copyCount == 0 ? nil : copyCount
    self.estimate = estimate
    programVersion = ProgramVersion.current
  }

  /// `nil` for a network.
  public var linearTraining: LinearTraining? {
    if case .linear(let training) = training { training } else { nil }
  }

  /// `nil` for a linear model.
  public var networkTraining: NetworkTraining? {
    if case .network(let training) = training { training } else { nil }
  }

  /// `nil` for a model that gives a text one label.
  public var multiLabelTraining: MultiLabelTraining? {
    if case .multiLabel(let training) = training { training } else { nil }
  }

  /// Under which the card stands in the metadata of a model's file; it tells the kinds of models apart.
  enum Key: String, CaseIterable {
    case linear = "fit"
    case network = "adaptation"
    case multiLabel = "multi_label_fit"
  }

  var key: Key {
    switch training {
    case .linear: .linear
    case .network: .network
    case .multiLabel: .multiLabel
    }
  }
}

/// How a linear model was fitted.
public struct LinearTraining: Sendable, Codable, Equatable {
  /// A method that was tried, with the accuracy of its answers on held-out texts.
  public struct Trial: Sendable, Codable, Equatable {
    public let method: FitMethod
    public let accuracy: Double
  }

  /// What was done for macro-F1, and what it is by texts that neither the model nor the shifts were learned from.
  public struct MacroF1: Sendable, Codable, Equatable {
    /// What was added to the labels' logits, in their order; zeros where nothing was gained.
    public let shifts: [Double]
    public let f1: Double
    /// The 95 % interval.
    public let interval: ClosedRange<Double>
    /// What it would be without the shifts.
    public let unshifted: Double
  }

  /// What was learned of texts that have none of the labels.
  public struct NoneOfThese: Sendable, Codable, Equatable {
    /// What they are called.
    public let label: String
    /// The texts without labels that were taken as examples of it.
    public let textCount: Int
    /// The share of the texts without labels that have none of the labels, at least.
    public let share: Double
    /// The share of the labelled texts that got it from models that didn't learn from them; `nil` where none was
    /// held out.
    public let turnedAway: Double?
  }

  public let configuration: FitConfiguration
  public let method: FitMethod
  /// What was compared, where labels sufficed to.
  public internal(set) var trials: [Trial] = []
  public let names: [SeedWords]
  /// Labelled texts of each label, in the order of the labels.
  public internal(set) var labelCounts: [Int]
  public let unlabelledTextCount: Int
  /// By what scores were multiplied so that probabilities are right as often as they say.
  public internal(set) var calibration = 1.0
  /// The labels' shares among the texts that the model will read, and what they are known from; `nil`
  /// where they were neither given nor asked of texts without labels: then they are those among the
  /// labelled texts.
  public internal(set) var labelShares: LabelShares?
  /// What is asked about texts, and the fast model beside it; `nil` where there is no encoder.
  public internal(set) var encoder: EncoderTraining?
  /// `nil` where the likeliest label is the answer.
  public internal(set) var macroF1: MacroF1?
  /// `nil` where each text is taken to have one of the labels.
  public internal(set) var noneOfThese: NoneOfThese?
  /// From which files, for people.
  public package(set) var sources: [String] = []
  public package(set) var unlabelledSources: [String] = []
}

/// An encoder that was pre-trained elsewhere, and how a fast model does that was taught to answer as the
/// one with the encoder.
public struct EncoderTraining: Sendable, Codable, Equatable {
  /// What can learn from the labels.
  public enum Method: String, Sendable, Codable, CaseIterable {
    /// Words, pairs and word vectors alone.
    case words
    /// The encoder's vectors, words and pairs.
    case encoder
    /// The same beside what the built-in model says of opinions.
    case encoderAndOpinions = "encoder and opinions"
    /// The same beside what the labels' names tell.
    case encoderAndNames = "encoder and label names"
  }

  /// A method's part in the model.
  public struct Part: Sendable, Codable, Equatable {
    public let method: Method
    /// The fraction that its calibrated logits have in the model's.
    public let weight: Double
    /// The mean of `−log p` of the labels of texts that weren't learned from; `nil` where there were too
    /// few.
    public let loss: Double?
  }

  public let name: String
  public let digest: String
  /// What the model is mixed of; `nil` in older models.
  public let parts: [Part]?
  /// The texts, labelled or not, by which the fast model was taught.
  public let taughtTextCount: Int
  /// Below this probability of the fast model's answer the encoder is asked, at the speed `balanced`.
  public let threshold: Double
  /// Of texts without labels the fraction about which it is asked so, and how much of the accuracy is
  /// expected to be lost then and by the fast model alone; `nil` where there were too few texts.
  public let askedFraction: Double?
  public let balancedLoss: Double?
  public let fastLoss: Double?
}

/// How a network was trained.
public struct NetworkTraining: Sendable, Codable, Equatable {
  public let corpus: PretrainedEmbeddings.Provenance.Corpus?
  /// With an LSTM, the hidden size is that of its units.
  public let configuration: ClassifierConfiguration
  public internal(set) var epochs: Int
  public internal(set) var loss: Double
  public internal(set) var stopReason: ClassifierConfiguration.StopReason
}

/// A flat object: the members of the training beside those that all cards have.
extension ModelCard: Codable {
  private enum CodingKeys: CodingKey {
    case method, labels, textCount, unknownTextCount, copyCount, estimate, vectorTrials, vectors,
      updates
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    if container.contains(.method) {
      let linear = try LinearTraining(from: decoder)
      training = .linear(linear)
      textCount = linear.labelCounts.reduce(0, +)
    } else if container.contains(.labels) {
      training = .multiLabel(try MultiLabelTraining(from: decoder))
      textCount = try container.decode(Int.self, forKey: .textCount)
    } else {
      training = .network(try NetworkTraining(from: decoder))
      textCount = try container.decode(Int.self, forKey: .textCount)
    }
    unknownTextCount = try container.decode(Int.self, forKey: .unknownTextCount)
    copyCount = try container.decodeIfPresent(Int.self, forKey: .copyCount)
    estimate = try container.decodeIfPresent(Estimate.self, forKey: .estimate)
    vectorTrials = try container.decodeIfPresent([VectorTrial].self, forKey: .vectorTrials)
    vectors = try container.decodeIfPresent(String.self, forKey: .vectors)
    updates = try container.decodeIfPresent([UpdateReport].self, forKey: .updates)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch training {
    case .linear(let linear): try linear.encode(to: encoder)
    case .network(let network):
      try network.encode(to: encoder)
      try container.encode(textCount, forKey: .textCount)
    case .multiLabel(let multiLabel):
      try multiLabel.encode(to: encoder)
      try container.encode(textCount, forKey: .textCount)
    }
    try container.encode(unknownTextCount, forKey: .unknownTextCount)
    try container.encodeIfPresent(copyCount, forKey: .copyCount)
    try container.encodeIfPresent(estimate, forKey: .estimate)
    try container.encodeIfPresent(vectorTrials, forKey: .vectorTrials)
    try container.encodeIfPresent(vectors, forKey: .vectors)
    try container.encodeIfPresent(updates, forKey: .updates)
  }
}
