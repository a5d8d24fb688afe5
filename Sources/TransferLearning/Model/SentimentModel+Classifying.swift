/// From any number of threads and tasks at a time.
extension SentimentModel {
  /// What the model says of a text.
  ///
  /// - Parameters:
  ///   - text: one document, of any length.
  ///   - explains: whether to say what each word contributes, which takes several times as long.
  /// - Throws: `FileError` when the model's numbers for the text's words aren't finite;
  ///   `TokenizerError` when ICU's data can't be loaded.
  public func classify(_ text: String, explains: Bool = false) throws -> Prediction {
    try withClassifier { try $0.classify(text, explains: explains) }
  }

  /// What the model says of many texts, by as many threads as there are processors.
  ///
  /// - Returns: the predictions in the order of the texts.
  /// - Throws: as for one text; `CancellationError` when the task is cancelled, at the
  ///   latest after the texts that are being classified.
  public func classify(_ texts: [String], explains: Bool = false) async throws -> [Prediction] {
    let batches = stride(from: 0, to: texts.count, by: Self.textsAtOnce).map {
      $0..<min($0 + Self.textsAtOnce, texts.count)
    }
    return try await withThrowingTaskGroup(of: (index: Int, predictions: [Prediction]).self) {
      group in
      for (index, batch) in batches.enumerated() {
        group.addTask {
          (index, try classify(together: texts[batch], explains: explains))
        }
      }
      var predictions = [[Prediction]](repeating: [], count: batches.count)
      for try await batch in group { predictions[batch.index] = batch.predictions }
      return Array(predictions.joined())
    }
  }

  /// The same by the calling thread alone.
  ///
  /// - Throws: as for one text.
  public func classify(_ texts: [String], explains: Bool = false) throws -> [Prediction] {
    var predictions: [Prediction] = []
    for first in stride(from: 0, to: texts.count, by: Self.textsAtOnce) {
      let batch = texts[first..<min(first + Self.textsAtOnce, texts.count)]
      predictions += try classify(together: batch, explains: explains)
    }
    return predictions
  }

  /// What an encoder reads of the texts, it reads together.
  private func classify(
    together texts: ArraySlice<String>, explains: Bool
  ) throws -> [Prediction] {
    try withClassifier { classifier in
      try classifier.prepare(texts)
      return try texts.map { text in
        try Task.checkCancellation()
        return try classifier.classify(text, explains: explains)
      }
    }
  }

  /// What each content word of a text, in order, contributes to a label.
  ///
  /// - Parameters:
  ///   - text: one document, of any length.
  ///   - label: one of the model's labels; by default the most probable one.
  /// - Throws: `FileError` when the model doesn't have the label, and as `classify(_:explains:)`.
  public func influences(
    of text: String, on label: String? = nil
  ) throws -> [Prediction.Word] {
    try withClassifier { try $0.influences(of: text, on: label) }
  }

  /// The number of texts that a thread takes at a time: enough to outweigh handing them over, few
  /// enough that a cancelled task ends at once.
  private static let textsAtOnce = 64

  /// Lends a tool that classifies texts, which no other call has meanwhile.
  package func withClassifier<Result>(
    _ body: (TextClassifier) throws -> Result
  ) throws -> Result {
    try classifiers.withClassifier(makeClassifier, body)
  }

  /// A tool that classifies texts; make one for each thread.
  ///
  /// - Throws: `TokenizerError` when ICU's data can't be loaded.
  package func makeClassifier() throws -> TextClassifier {
    try TextClassifier(
      embeddings: embeddings, head: head, labels: labels, prior: prior, answers: answers,
      abstention: abstention, thresholds: thresholds, name: name, speed: speed,
      knowsLanguagesByWords: knowsLanguagesByWords)
  }
}

extension AsyncSequence where Element == String {
  /// What a model says of each text, as the texts come.
  ///
  /// - Parameters:
  ///   - model: is shared, not copied.
  ///   - explains: whether to say what each word contributes.
  /// - Returns: a sequence of ``Prediction`` in the order of the texts. It throws what this one
  ///   throws, and as `SentimentModel.classify(_:explains:)`.
  public func classified(
    by model: SentimentModel, explains: Bool = false
  ) -> AsyncThrowingMapSequence<Self, Prediction> {
    map { try model.classify($0, explains: explains) }
  }
}
