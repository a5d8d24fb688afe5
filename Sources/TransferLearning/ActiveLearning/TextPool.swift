import SentimentClassification

/// Texts that are read once, for one model after another to judge.
public struct TextPool: Sendable {
  public let statistics: UnlabelledStatistics
  private let words: EncodedTexts
  /// Each text's features, centred on the texts without labels and scaled by what sets documents
  /// apart (``UnlabelledStatistics``), `dimension` numbers; `nil` where no word is known.
  public let vectors: [[Float]?]

  /// - Throws: `TokenizerError` when ICU's data can't be loaded.
  public init(_ texts: [String], statistics: UnlabelledStatistics) throws {
    self.statistics = statistics
    words = try EncodedTexts(texts, embeddings: statistics.embeddings)
    let dimension = statistics.embeddings.vectors.dimension
    var means = [Float](repeating: 0, count: texts.count * dimension)
    for text in texts.indices {
      statistics.encoder.encodeWeighted(
        words.ids[words.offsets[text]..<words.offsets[text + 1]], into: &means,
        at: text * dimension)
    }
    let features = statistics.labelsMap.features(of: means)
    let words = words
    vectors = texts.indices.map { text in
      words.wordCount(text) > 0
        ? features[text * dimension..<(text + 1) * dimension].map(Float.init) : nil
    }
  }

  /// What a model says of a text.
  ///
  /// - Parameters:
  ///   - text: the text's index.
  ///   - model: one on the vectors that the pool was made with.
  /// - Throws: `FileError` when the model's numbers for the text's words aren't finite.
  public func answer(to text: Int, by model: SentimentModel) throws -> LabelProbabilities {
    try model.withClassifier { try $0.answer(knownWords: words[text]) }
  }

  /// The texts that have a known word: the labels of others would teach nothing.
  ///
  /// - Parameters:
  ///   - places: which of the texts; all by default.
  ///   - model: as for ``answer(to:by:)``; `nil` before there is a model.
  /// - Returns: candidates whose ids are the texts' places.
  /// - Throws: as ``answer(to:by:)``.
  public func candidates(
    _ places: [Int]? = nil, by model: SentimentModel?
  ) throws -> [TextSuggester.Candidate] {
    try (places ?? Array(vectors.indices)).compactMap { place in
      guard let vector = vectors[place] else { return nil }
      let probabilities = try model.map { try answer(to: place, by: $0).probabilities }
      return TextSuggester.Candidate(
        id: Int64(place), vector: vector, words: Set(words[place]),
        probabilities: probabilities ?? [])
    }
  }
}
