/// What a model says of one text.
public struct Prediction: Sendable, Equatable {
  /// A content word of the text and its part in the answer.
  public struct Word: Sendable, Codable, Equatable {
    public let text: String
    /// Whether the model knows the word.
    public let isKnown: Bool
    /// By how much the log-odds of the label would fall without the word, wherever it stands in
    /// the text; 0 for unknown words.
    public let contribution: Double

    private enum CodingKeys: String, CodingKey {
      case text
      case isKnown = "known"
      case contribution
    }
  }

  public let text: String
  /// The most probable label, also where the model knows no word of the text or abstains.
  public let likeliestLabel: String
  /// The labels that the model gives the text, in its order, where it gives any number of them; `nil` where it gives
  /// one.
  public let labels: [String]?
  /// Whether the model gives no answer as it isn't sure enough of the label; `nil` where it answers
  /// always (``SentimentModel/abstention``).
  public let abstains: Bool?
  /// The label's probability.
  public let probability: Double
  /// The probability of every label; where a text has any number of labels, each is one by itself.
  public let probabilities: [String: Double]
  /// The share of the content words that the model knows; 0 when it knows none. Then the
  /// probabilities are the labels' shares in the training texts.
  public let coverage: Double
  /// The content words in order; empty where they were not asked for.
  public let words: [Word]

  /// Where the model knows less than half of the content words, most of what the text says is lost on
  /// it, and the probability can't tell how much.
  package static let leastCoverage = 0.5

  /// Whether the model knows a word of the text.
  public var isKnown: Bool { coverage > 0 }

  /// The label; `nil` where the model knows no word of the text, or isn't sure enough to answer, or gives any number
  /// of ``labels``.
  public var label: String? {
    isKnown && abstains != true && labels == nil ? likeliestLabel : nil
  }
}

/// As JSON, `label` is null where the model isn't sure enough to answer, so that no program takes it
/// for an answer. Where the model knows no word it is the likeliest one, and `coverage` is 0. Where it gives any number
/// of labels, `labels` stands in place of `label` and its `probability`.
extension Prediction: Codable {
  private enum CodingKeys: String, CodingKey {
    case text, label, labels, probability, probabilities, coverage, words
    case abstains = "abstained"
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let probabilities = try container.decode([String: Double].self, forKey: .probabilities)
    self.init(
      text: try container.decode(String.self, forKey: .text),
      likeliestLabel: try container.decodeIfPresent(String.self, forKey: .label)
        ?? Self.mostProbable(probabilities),
      labels: try container.decodeIfPresent([String].self, forKey: .labels),
      abstains: try container.decodeIfPresent(Bool.self, forKey: .abstains),
      probability: try container.decodeIfPresent(Double.self, forKey: .probability)
        ?? probabilities.values.max() ?? 0,
      probabilities: probabilities,
      coverage: try container.decode(Double.self, forKey: .coverage),
      words: try container.decode([Word].self, forKey: .words))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(text, forKey: .text)
    if let labels {
      try container.encode(labels, forKey: .labels)
    } else {
      try container.encode(abstains == true ? nil : likeliestLabel, forKey: .label)
      try container.encode(probability, forKey: .probability)
    }
    try container.encodeIfPresent(abstains, forKey: .abstains)
    try container.encode(probabilities, forKey: .probabilities)
    try container.encode(coverage, forKey: .coverage)
    try container.encode(words, forKey: .words)
  }

  /// Labels are in alphabetical order in a model; of equals the first counts.
  private static func mostProbable(_ probabilities: [String: Double]) -> String {
    probabilities.min { (-$0.value, $0.key) < (-$1.value, $1.key) }?.key ?? ""
  }
}
