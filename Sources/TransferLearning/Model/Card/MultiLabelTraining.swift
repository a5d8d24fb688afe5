import SentimentClassification

/// How a model of texts with any number of labels was fitted: for each label a linear model that tells the texts with
/// the label from those without (one versus the rest).
public struct MultiLabelTraining: Sendable, Codable, Equatable {
  /// How the model of one label was fitted.
  public struct Label: Sendable, Codable, Equatable {
    public let label: String
    /// The labelled texts that have it.
    public let textCount: Int
    public let method: FitMethod
    /// By what scores were multiplied so that probabilities are right as often as they say.
    public let calibration: Double
    /// Whether an encoder is part of it.
    public let asksEncoder: Bool
  }

  /// What the answers of a cross-validation say of the labels of new texts, copies of a text counted once. For each
  /// text, thresholds are those that the other texts would have chosen.
  public struct Estimate: Sendable, Codable, Equatable {
    public let report: MultiLabelReport
    /// Labels that one text has, or all but one, or copies of one: they are learned, and not part of the estimate.
    public let untestedLabels: [String]
  }

  public let configuration: FitConfiguration
  /// In the order of the model's labels.
  public let labels: [Label]
  public let unlabelledTextCount: Int
  /// `nil` where there are too few labelled texts.
  public internal(set) var estimate: Estimate?

  private enum CodingKeys: String, CodingKey {
    case configuration, labels, unlabelledTextCount
    // A card has an estimate of the accuracy by the plain name.
    case estimate = "labelEstimate"
  }
}
