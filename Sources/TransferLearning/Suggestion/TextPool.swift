import Classification

/// Texts that are read once, for one model after another to judge.
public struct TextPool: Sendable {
  private let words: EncodedTexts
  /// Each text's mean of its words' vectors; `nil` where no word is known.
  public let vectors: [[Float]?]

  /// - Throws: `TokenizerError` when ICU's data can't be loaded.
  public init(_ texts: [String], embeddings: PretrainedEmbeddings) throws {
    words = try EncodedTexts(texts, embeddings: embeddings)
    let encoder = SentenceEncoder(embeddings.vectors)
    let words = words
    vectors = texts.indices.map { words.wordCount($0) > 0 ? encoder.encode(words[$0]) : nil }
  }

  /// The labels' probabilities for a text.
  ///
  /// - Parameter classifier: of a model on the vectors that the pool was made with.
  /// - Throws: `FileError` when the model's numbers for the text's words aren't finite.
  public func probabilities(of text: Int, by classifier: TextClassifier) throws -> [Double] {
    try classifier.answer(knownWords: words[text]).probabilities
  }
}
