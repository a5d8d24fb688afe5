/// What a model says of one text.
public struct Prediction: Sendable, Codable, Equatable {
  /// A content word of the text and its part in the answer.
  public struct Word: Sendable, Codable, Equatable {
    public let text: String
    /// Whether the model knows the word.
    public let known: Bool
    /// By how much the log-odds of the label would fall without the word, wherever it stands in
    /// the text; 0 for unknown words.
    public let contribution: Double
  }

  public let text: String
  /// The most probable label.
  public let label: String
  /// Its probability.
  public let probability: Double
  /// The probability of every label.
  public let probabilities: [String: Double]
  /// The share of the content words that the model knows; 0 when it knows none. Then the
  /// probabilities are the labels' shares in the training texts.
  public let coverage: Double
  /// The content words in order; empty where they were not asked for.
  public let words: [Word]
}
