import SentimentTransferLearning

/// What a model that was made without a text's label answers to it.
struct OutOfFoldAnswer: Sendable, Equatable {
  let label: TextLabel
  let probability: Double
  /// Whether the label that was given is another.
  let isWrong: Bool
}

extension LabellingSession {
  /// The answers to the labelled texts, by their ids, as far as they are known now; and whether they are being found.
  func outOfFoldAnswers() async throws -> (answers: [Int64: OutOfFoldAnswer], judging: Bool) {
    try await update(within: Self.patience)
    var answers: [Int64: OutOfFoldAnswer] = [:]
    if let judged = state.answeringValidation?.judged {
      for answer in judged.answers {
        let given = judged.labels[answer.index]
        answers[given.id] = OutOfFoldAnswer(
          label: answer.label, probability: answer.probability,
          isWrong: answer.label != given.label)
      }
    }
    return (answers, isJudging)
  }

  /// How far people agree about the texts that several have labelled.
  func agreement() throws -> Agreement { Agreement(try store.sharedOpinions()) }
}
