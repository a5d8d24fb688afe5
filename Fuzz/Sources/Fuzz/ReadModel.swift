import SentimentTransferLearning

/// Reads the bytes as a model, and classifies by it.
func readModel(_ bytes: [UInt8]) {
  do {
    let model = try SentimentModel(bytes: bytes, name: "fuzz")
    for text in ["", "It was great", "unseen 好"] {
      let prediction = try model.classify(text, explains: true)
      precondition(prediction.probability.isFinite, "numbers are finite")
      precondition(model.labels.contains(prediction.likeliestLabel), "a label of the model")
    }
  } catch {
    precondition(!"\(error)".utf8.contains(UInt8(ascii: "\n")), "an error is one line")
  }
}
