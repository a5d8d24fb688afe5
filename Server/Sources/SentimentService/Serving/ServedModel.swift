import SentimentTransferLearning

/// What answers requests.
struct ServedModel: Sendable {
  /// What answers call it.
  let name: String
  private let model: SentimentModel

  init(name: String, model: SentimentModel) {
    self.name = name
    self.model = model
  }

  func classify(_ text: String, explains: Bool) throws -> Prediction {
    try model.classify(text, explains: explains)
  }
}
