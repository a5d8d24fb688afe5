import SentimentClassification

/// How well a model that gives texts any number of labels does on labelled texts.
public struct MultiLabelEvaluation: Sendable, Codable, Equatable {
  /// The file of the labelled texts.
  public let file: String
  public let model: String
  public let report: MultiLabelReport
  /// Texts of which the model knows no word; it gives them no label.
  public let textsWithoutKnownWord: Int
}
