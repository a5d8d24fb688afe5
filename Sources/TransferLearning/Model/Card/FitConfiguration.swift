/// The parts of the adaptation and their settings; each part can be left out.
public struct FitConfiguration: Sendable, Equatable {
  /// A part of the adaptation. Its raw value is its name in the files of models.
  public enum Part: String, Sendable, CaseIterable, CodingKey {
    /// Frequent words count less in a text's mean.
    case frequencyWeights = "weighsByFrequency"
    /// The features are those of the metric that documents without labels teach.
    case documentMetric = "usesDocumentMetric"
    /// Pairs of words get weights from texts that the model labels itself.
    case pseudoLabels = "usesPseudoLabels"
    /// Of two labels, as many texts without labels fall to each as its fraction says, while labels
    /// are few.
    case balancedThreshold = "balancesThreshold"
    /// Labelled texts tell how far the scores of the labels' names go.
    case namesScale = "learnsNamesScale"
    /// Words and pairs get weights of their own where labels suffice.
    case wordPairs = "usesWordPairs"
    /// These are held back less for terms whose fractions differ between the labels.
    case termScales = "scalesTerms"
    /// Pieces of long texts are learned from too, so that short texts are answered better.
    case passages = "learnsFromPieces"
    /// What the built-in model of opinions says of a text may count, beside an encoder.
    case opinions = "usesOpinions"
    /// The answers of a cross-validation choose method and strength, tell the accuracy and calibrate
    /// the probabilities.
    case crossValidation = "crossValidates"

    private static let names: [Self: String] = [
      .frequencyWeights: "frequency-weights", .documentMetric: "document-metric",
      .pseudoLabels: "pseudo-labels", .balancedThreshold: "balanced-threshold",
      .namesScale: "names-scale", .wordPairs: "word-pairs", .termScales: "term-scales",
      .opinions: "opinions",
      .crossValidation: "cross-validation",
    ]

    /// What a user calls the part to leave it out; `nil` for passages, which are asked for.
    package var name: String? { Self.names[self] }

    package init?(name: String) {
      guard let part = Self.allCases.first(where: { $0.name == name }) else { return nil }
      self = part
    }
  }

  /// Those that are used; by default all but passages.
  public var parts = Set(Part.allCases).subtracting([.passages])
  /// So many documents of each source are read. With 40,000 film reviews the names of labels did 0.8
  /// points better on short film sentences than with 20,000, with 75,000 no better than that.
  public var documentLimit = 40_000
  /// The seed of the random generator.
  public var seed: UInt64 = 1
  /// The labels' shares among the texts that the model will read, where they are known. Labels that
  /// aren't named share the rest as they do among the labelled texts. By default the texts without
  /// labels tell them (``LabelShares``).
  public var labelShares: [String: Double] = [:]

  /// How much more the texts of some labels count than those of others.
  public var labelWeights = LabelWeights.equal
  /// What the answers shall be best by; `nil` for the share of right ones.
  public var metric: LabelThresholds.Metric?
  /// The name of a further label for texts that have none of the others, which is learned from texts without labels;
  /// `nil` for none.
  public var noneLabel: String?

  public init() {}

  /// So many documents of each source serve for what each fit does anew; with more, fits take longer
  /// and hardly gain.
  static let sampledDocuments = 20_000

  // The strengths `C` of the penalties (see ``LogisticRegression``) where labels don't suffice to
  // choose them, found on short film sentences and long film reviews with 4 to 256 labels of each
  // kind.
  static let metricStrength = 5.0
  static let namesStrength = 0.5
  /// The power of the metric (``DocumentMetric``) beside the names of labels.
  static let namesPower = 0.25
  /// How far the scores of the labels' names go before labelled texts tell, in logits a standard
  /// deviation, and by how much that may be wrong (a normal distribution's standard deviation).
  static let namesScale = 1.5
  static let namesScaleDeviation = 1.0
  static let namesScaleWithoutLabels = 2.0
  /// The same for pairs by the model's own labels, beside names or terms.
  static let pairsScaleDeviation = 0.3
  /// The weight of such pairs beside the mean vectors alone, in standard deviations of their scores.
  static let pairShareOfLabels = 0.6
  /// Added to the scales of terms, so that one that both labels have alike may get weight too; 0
  /// cost 0.7 points with 8,500 short sentences.
  static let leastTermScale: Float = 0.3
  /// From so many texts of the rarest label on, the threshold is the labels' own.
  static let balancedBelow = 64
  /// The same where the rarest label has a smaller share: its share among the texts without labels
  /// may be another.
  static let balancedFromShare = 0.3
  /// From so many labelled texts on, methods are compared by cross-validation.
  static let comparedFrom = 128
}

/// As JSON, each part is a member that is true or false.
extension FitConfiguration: Codable {
  private enum Key: CodingKey {
    case documentLimit, seed, labelShares, labelWeights, metric, noneLabel
  }

  /// Reads the card of a model, also of one that was written before a part was there.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Part.self)
    parts = try Set(
      Part.allCases.filter { try values.decodeIfPresent(Bool.self, forKey: $0) ?? false })
    let others = try decoder.container(keyedBy: Key.self)
    documentLimit = try others.decode(Int.self, forKey: .documentLimit)
    seed = try others.decode(UInt64.self, forKey: .seed)
    labelShares = try others.decodeIfPresent([String: Double].self, forKey: .labelShares) ?? [:]
    labelWeights =
      try others.decodeIfPresent(LabelWeights.self, forKey: .labelWeights) ?? .equal
    noneLabel = try others.decodeIfPresent(String.self, forKey: .noneLabel)
    metric = try others.decodeIfPresent(LabelThresholds.Metric.self, forKey: .metric)
  }

  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Part.self)
    for part in Part.allCases { try values.encode(parts.contains(part), forKey: part) }
    var others = encoder.container(keyedBy: Key.self)
    try others.encode(documentLimit, forKey: .documentLimit)
    try others.encode(seed, forKey: .seed)
    if !labelShares.isEmpty { try others.encode(labelShares, forKey: .labelShares) }
    try others.encodeIfPresent(metric, forKey: .metric)
    try others.encodeIfPresent(noneLabel, forKey: .noneLabel)
    if labelWeights != .equal { try others.encode(labelWeights, forKey: .labelWeights) }
  }
}

/// How a linear model is learned from labelled texts.
public struct FitMethod: Sendable, Codable, Equatable {
  public enum Kind: String, Sendable, Codable {
    /// From the names of the labels alone.
    case names = "label names"
    /// Features of the mean vector.
    case means = "mean vectors"
    /// The same beside the scores of the labels' names.
    case meansAndNames = "mean vectors beside label names"
    /// Weights for words and pairs beside the mean vector.
    case terms = "words, pairs and mean vectors"
    /// Weights for an encoder's vector of the text, words and pairs.
    case encoder = "encoder, words and pairs"
  }

  public let kind: Kind
  /// `C`, how little the weights are held back.
  public let inverseStrength: Double
}
