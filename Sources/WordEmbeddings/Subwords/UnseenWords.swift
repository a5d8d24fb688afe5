import SentimentTextProcessing

/// Vectors of words that a vocabulary lacks, made of n-grams as a text brings them: one thread's
/// tool.
///
/// Such a word gets the next number after the vocabulary's, for as long as the text is worked on.
package final class UnseenWords {
  private let subwords: SubwordTable
  private let firstID: Int
  private var ids: [[UInt8]: Int?] = [:]
  /// The words' vectors, one after another, `dimension` numbers each.
  package private(set) var vectors: [Float] = []

  package init(_ subwords: SubwordTable, vocabularySize: Int) {
    self.subwords = subwords
    firstID = vocabularySize
  }

  /// Forgets the words of the text before.
  package func removeAll() {
    guard !ids.isEmpty else { return }
    ids.removeAll(keepingCapacity: true)
    vectors.removeAll(keepingCapacity: true)
  }

  /// The number of a word that the vocabulary lacks; `nil` when it has no n-gram.
  package func id(of word: Span<UInt8>) -> Int? {
    let bytes = word.withUnsafeBufferPointer(Array.init)
    if let id = ids[bytes] { return id }
    let vector = bytes.withUnsafeBufferPointer { subwords.vector(for: $0, own: nil) }
    let id = vector.map { vector in
      vectors += vector
      return firstID + vectors.count / vector.count - 1
    }
    ids[bytes] = .some(id)
    return id
  }

  /// The vector of a number that ``id(of:)`` gave, `dimension` numbers.
  package func vector(_ id: Int) -> [Float] {
    let dimension = subwords.rows.dimension
    return Array(vectors[(id - firstID) * dimension..<(id - firstID + 1) * dimension])
  }
}
