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
  /// The same after it, in a cross-validation: each text by a model that was updated without it and
  /// its copies; `nil` where no label has two texts. Labels with a single one are left out of both.
  public let accuracyAfter: Double?
  /// The folds of that cross-validation.
  public let folds: Int?
  /// The share of the model's answers that stayed the same, on texts of random words that the update
  /// didn't use.
  public let keptShare: Double
  /// How many texts of random words stood for those that the model had learned from before.
  public let rehearsalCount: Int
}
