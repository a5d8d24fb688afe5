import SentimentTransferLearning

/// What a model answers by.
enum ModelKind: String, Codable, Sendable {
  /// Words, pairs of words and word vectors.
  case words
  /// These and an encoder that was pre-trained elsewhere.
  case encoder

  init(_ model: SentimentModel) {
    let asks =
      model.card.linearTraining?.encoder != nil
      || model.card.multiLabelTraining?.labels.contains(where: \.asksEncoder) == true
    self = asks ? .encoder : .words
  }
}
