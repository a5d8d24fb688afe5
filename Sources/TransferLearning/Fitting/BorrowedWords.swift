import SentimentPlatform
import SentimentTextProcessing
import SentimentWordEmbeddings

/// Vectors for words that some vectors lack, made of other vectors that have them.
///
/// A linear map tells where a word of the other space lies in this one: `v ≈ A u`, with `A` by least squares from
/// the words that both have (Mikolov, Le and Sutskever 2013, "Exploiting Similarities among Languages for Machine
/// Translation"). Own words stay where they are.
struct BorrowedWords {
  let vectors: WordVectors

  /// How much `A` is held back, as in ``NewWords``.
  private static let ridge = 0.1

  /// - Returns: `nil` where there is no such word, or no word is shared.
  init?(adding other: WordVectors, to own: WordVectors) {
    let words = other.vocabulary
    let ownIDs = (0..<words.count).map { id in
      words.withBytes(of: id) { own.vocabulary.id(of: $0) }
    }
    let shared = ownIDs.indices.filter { ownIDs[$0] != nil }
    let fresh = ownIDs.indices.filter { ownIDs[$0] == nil }
    guard !shared.isEmpty, !fresh.isEmpty else { return nil }
    let (input, ownInput) = (other.input, own.input)
    func rows(_ ids: [Int]) -> [Double] { ids.flatMap { input[$0].map(Double.init) } }
    // A word's own vector is the surer the more frequent it is.
    let importances = shared.map { log1p(Double(own.vocabulary.counts[ownIDs[$0]!])) }
    guard
      let map = RidgeMap(
        from: rows(shared), to: shared.flatMap { ownInput[ownIDs[$0]!].map(Double.init) },
        importances: importances, dimension: other.dimension, ridge: Self.ridge)
    else { return nil }
    let made = map.outputs(of: rows(fresh), count: fresh.count)
    // With as large a share of all words as the other vectors' texts gave them.
    let share = Double(own.vocabulary.tokenCount) / Double(max(1, words.tokenCount))
    vectors = own.adding(
      fresh.enumerated().map { place, id in
        (
          bytes: words.withBytes(of: id) { Array($0) },
          count: Int((Double(words.counts[id]) * share).rounded()),
          vector: made[place * own.dimension..<(place + 1) * own.dimension].map(Float.init)
        )
      }, subwords: nil)
  }
}

extension PretrainedEmbeddings {
  /// The same, where words that these vectors lack are read by others that have them: each as the vector of this
  /// space that a linear map of the shared words gives it.
  public func borrowingWords(of other: PretrainedEmbeddings) -> PretrainedEmbeddings {
    BorrowedWords(adding: other.vectors, to: vectors).map {
      PretrainedEmbeddings(self, vectors: $0.vectors)
    } ?? self
  }
}
