/// The parts of the adaptation and their settings; each part can be switched off.
public struct FitConfiguration: Sendable, Codable, Equatable {
  /// Whether frequent words count less in a text's mean.
  public var weighsByFrequency = true
  /// Whether the features are those of the metric that documents without labels teach.
  public var usesDocumentMetric = true
  /// Whether pairs of words get weights from texts that the model labels itself.
  public var usesPseudoLabels = true
  /// Whether, of two labels, as many texts without labels fall to each as its share says, while
  /// labels are few.
  public var balancesThreshold = true
  /// Whether labelled texts tell how far the scores of the labels' names go.
  public var learnsNamesScale = true
  /// Whether words and pairs get weights of their own where labels suffice.
  public var usesWordPairs = true
  /// Whether these are held back less for terms whose shares differ between the labels.
  public var scalesTerms = true
  /// Whether pieces of long texts are learned from too, so that short texts are answered better.
  public var learnsFromPieces = false
  /// Whether the answers of a cross-validation choose method and strength, tell the accuracy and
  /// calibrate the probabilities.
  public var crossValidates = true
  /// So many documents of each source are read. With 40,000 film reviews the names of labels did 0.8
  /// points better on short film sentences than with 20,000, with 75,000 no better than that.
  public var documentLimit = 40_000
  /// What all random choices follow from.
  public var seed: UInt64 = 1

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

extension FitConfiguration {
  /// Reads the card of a model, also of one that was written before a part was there.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    func isOn(_ key: CodingKeys) throws -> Bool {
      try values.decodeIfPresent(Bool.self, forKey: key) ?? false
    }
    weighsByFrequency = try isOn(.weighsByFrequency)
    usesDocumentMetric = try isOn(.usesDocumentMetric)
    usesPseudoLabels = try isOn(.usesPseudoLabels)
    balancesThreshold = try isOn(.balancesThreshold)
    learnsNamesScale = try isOn(.learnsNamesScale)
    usesWordPairs = try isOn(.usesWordPairs)
    scalesTerms = try isOn(.scalesTerms)
    learnsFromPieces = try isOn(.learnsFromPieces)
    crossValidates = try isOn(.crossValidates)
    documentLimit = try values.decode(Int.self, forKey: .documentLimit)
    seed = try values.decode(UInt64.self, forKey: .seed)
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
  }

  public let kind: Kind
  /// `C`, how little the weights are held back.
  public let inverseStrength: Double
}
