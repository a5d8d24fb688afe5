import SentimentTransferLearning

/// What a model that was made without a text's label answers to it.
struct OutOfFoldAnswer: Sendable, Equatable {
  let label: String
  let probability: Double
  /// Whether the label that was given is another.
  let isWrong: Bool
}

extension LabellingSession {
  /// The answers to the labelled texts, by their ids, as far as they are known now; and whether they are being found.
  func outOfFoldAnswers() -> (answers: [Int64: OutOfFoldAnswer], judging: Bool) {
    guard let state = try? update(), let predictions = state.answeringValidation?.predictions else {
      return ([:], state.needsValidation)
    }
    var answers: [Int64: OutOfFoldAnswer] = [:]
    for prediction in predictions {
      let given = state.labels[prediction.index]
      answers[given.id] = OutOfFoldAnswer(
        label: prediction.label, probability: prediction.probability,
        isWrong: prediction.label != given.label)
    }
    return (answers, state.needsValidation)
  }

  /// How far people agree about the texts that several have labelled.
  func agreement() throws -> Agreement { Agreement(try store.sharedOpinions()) }
}
