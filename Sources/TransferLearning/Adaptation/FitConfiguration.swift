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
  /// Whether words and pairs get weights of their own where labels suffice.
  public var usesWordPairs = true
  /// Whether the answers of a cross-validation choose method and strength, tell the accuracy and
  /// calibrate the probabilities.
  public var crossValidates = true
  /// So many documents of each source are read.
  public var documentLimit = 20_000
  /// What all random choices follow from.
  public var seed: UInt64 = 1

  public init() {}

  // The strengths `C` of the penalties (see ``LogisticRegression``) where labels don't suffice to
  // choose them, found on short film sentences and long film reviews with 4 to 256 labels of each
  // kind.
  static let metricStrength = 5.0
  static let namesStrength = 0.5
  /// How far the scores of the labels' names go, in logits a standard deviation; with no labelled
  /// text they are trusted less.
  static let namesScale = 3.0
  static let namesScaleWithoutLabels = 2.0
  /// The weight of pairs beside the words in scores of names, and beside those of labels.
  static let pairShareOfNames = 0.5
  static let pairShareOfLabels = 0.6
  /// From so many texts of the rarest label on, the threshold is the labels' own.
  static let balancedBelow = 64
  /// The same where the rarest label has a smaller share: its share among the texts without labels
  /// may be another.
  static let balancedFromShare = 0.3
  /// From so many labelled texts on, methods are compared by cross-validation.
  static let comparedFrom = 128
}
