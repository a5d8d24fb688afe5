/// How many questions of the form "a is to b as c is to …" vectors answer.
public struct AnalogyEvaluation: Sendable, Codable, Equatable {
  /// One section of the file, or all of it.
  public struct Score: Sendable, Codable, Equatable {
    public let name: String
    public let correct: Int
    /// Questions of which all four words are known.
    public let questions: Int
    /// Questions that were left out because a word is unknown.
    public let unknownQuestions: Int
    /// The share of `correct` in `questions`; `nil` when there are none.
    public let accuracy: Double?

    init(name: String, correct: Int, questions: Int, unknownQuestions: Int) {
      self.name = name
      self.correct = correct
      self.questions = questions
      self.unknownQuestions = unknownQuestions
      accuracy = questions > 0 ? Double(correct) / Double(questions) : nil
    }
  }

  /// The file of questions.
  public let file: String
  public let sections: [Score]
  public let total: Score
  /// The share of questions that were left out in all questions.
  public let unknownShare: Double
  /// Lines that don't have four words.
  public let skippedLines: Int
}

/// How well the cosine of two words' vectors agrees with what people said of the words' likeness.
public struct WordPairEvaluation: Sendable, Codable, Equatable {
  /// The file of pairs.
  public let file: String
  /// Pairs of known words; the correlations are over these.
  public let pairs: Int
  /// Pairs that were left out because a word is unknown.
  public let unknownPairs: Int
  /// The share of `unknownPairs` in all pairs.
  public let unknownShare: Double
  /// Lines that are no pair with a score, and no comment.
  public let skippedLines: Int
  /// Spearman's ρ; `nil` when there are too few pairs.
  public let spearman: Double?
  /// Pearson's r; `nil` when there are too few pairs.
  public let pearson: Double?
}
