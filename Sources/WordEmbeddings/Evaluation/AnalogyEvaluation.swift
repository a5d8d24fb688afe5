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
