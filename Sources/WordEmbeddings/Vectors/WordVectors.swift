import SentimentTextProcessing

/// Words with their vectors.
///
/// The names of what can be asked (``vector(for:)``, `neighbors(for:maximumCount:)`,
/// ``distance(between:and:)``) are those of NLEmbedding in Apple's Natural Language framework.
public struct WordVectors: Sendable {
  public let vocabulary: Vocabulary
  /// The word vectors, `[vocabulary × dimension]`; with `subwords`, the means with the n-grams.
  public var input: EmbeddingMatrix {
    switch rows {
    case .ready(let matrix): matrix
    case .rounded(let lazy): lazy.matrix
    }
  }
  /// Numbers in a vector.
  public let dimension: Int
  /// The vectors of the words as context, `[vocabulary × dimension]`; `nil` in files of formats
  /// that don't keep them. Training can go on only with them.
  public let output: EmbeddingMatrix?
  /// The vectors of character n-grams, for words that aren't in the vocabulary; `nil` when there
  /// are none.
  package let subwords: SubwordTable?
  /// Made at the first question for neighbours, and shared by copies.
  let nearest: LazyNearestRows
  private let rows: Rows

  private enum Rows {
    case ready(EmbeddingMatrix)
    /// Rounded to eight bits in a file.
    case rounded(LazyMatrix)
  }

  /// - Parameters:
  ///   - vocabulary: the words.
  ///   - input: their vectors, `[vocabulary × dimension]`.
  public init(vocabulary: Vocabulary, input: EmbeddingMatrix) {
    self.init(vocabulary: vocabulary, input: input, output: nil, subwords: nil)
  }

  package init(
    vocabulary: Vocabulary, input: EmbeddingMatrix, output: EmbeddingMatrix? = nil,
    subwords: SubwordTable? = nil
  ) {
    precondition(vocabulary.count == input.rowCount, "a vector for each word")
    precondition(
      subwords.map { $0.rows.dimension == input.dimension } ?? true, "n-grams of one dimension")
    self.vocabulary = vocabulary
    rows = .ready(input)
    dimension = input.dimension
    self.output = output
    self.subwords = subwords
    nearest = LazyNearestRows()
  }

  /// - Parameter input: gives a row for each word when the vectors are read.
  init(vocabulary: Vocabulary, input: LazyMatrix, subwords: SubwordTable?) {
    self.vocabulary = vocabulary
    rows = .rounded(input)
    dimension = input.dimension
    output = nil
    self.subwords = subwords
    nearest = LazyNearestRows()
  }

  /// Words in the vocabulary.
  public var vocabularySize: Int { vocabulary.count }

  /// Whether the vocabulary has the word.
  public func contains(_ word: String) -> Bool { vocabulary.id(of: word) != nil }

  /// The vector of a word, `dimension` numbers; of a word that isn't in the vocabulary, the mean of
  /// its n-grams' vectors where there are `subwords`.
  ///
  /// - Returns: `nil` when there is none. Numbers of a mapped file are checked here, as they are
  ///   used: for a row that isn't finite there is none either.
  public func vector(for word: String) -> [Float]? {
    guard let id = vocabulary.id(of: word) else { return subwords?.vector(for: word) }
    return input.numbers(id).areFinite ? input[id] : nil
  }

  /// - Throws: `FileError` that names the first word of which the vector isn't finite.
  public func checkNumbers() throws(FileError) {
    if let row = input.firstUnsoundRow { throw unsoundVector(row) }
    if let row = subwords?.rows.firstUnsoundRow {
      throw FileError.damaged(
        input.file ?? "the vectors", "row \(row) of the n-grams holds a number that isn't finite")
    }
  }

  /// - Throws: `FileError` when the word is in the vocabulary and its vector isn't finite.
  package func checkNumbers(of word: String) throws(FileError) {
    if let id = vocabulary.id(of: word), !input.numbers(id).areFinite { throw unsoundVector(id) }
  }

  func unsoundVector(_ row: Int) -> FileError {
    FileError.damaged(
      input.file ?? "the vectors",
      "the vector of \"\(vocabulary.word(row))\" holds a number that isn't finite")
  }
}
