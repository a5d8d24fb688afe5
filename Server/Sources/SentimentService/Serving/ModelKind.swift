import SentimentTransferLearning

/// What a model answers by.
enum ModelKind: String, Codable, Sendable {
  /// Words, pairs of words and word vectors.
  case words
  /// These and an encoder that was pre-trained elsewhere.
  case encoder

  init(_ model: SentimentModel) {
    self = model.card.linearTraining?.encoder == nil ? .words : .encoder
  }
}
