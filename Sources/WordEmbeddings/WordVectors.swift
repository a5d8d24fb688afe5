import TextProcessing

/// Words with their vectors.
public struct WordVectors: Sendable {
  public let vocabulary: Vocabulary
  /// The word vectors, `[vocabulary × dimension]`.
  public let input: EmbeddingMatrix
  /// The vectors of the words as context, `[vocabulary × dimension]`; `nil` in files of formats
  /// that don't keep them. Training can go on only with them.
  public let output: EmbeddingMatrix?

  public init(vocabulary: Vocabulary, input: EmbeddingMatrix, output: EmbeddingMatrix? = nil) {
    precondition(vocabulary.count == input.rowCount, "a vector for each word")
    self.vocabulary = vocabulary
    self.input = input
    self.output = output
  }

  /// Numbers in a vector.
  public var dimension: Int { input.dimension }

  /// The vector of a word, or `nil` when the word is unknown.
  public func vector(for word: String) -> [Float]? {
    vocabulary.id(of: word).map { input[$0] }
  }
}
