import SentimentTextProcessing

/// Finds the most frequent words of a vocabulary, whatever the case of their letters.
///
/// As in gensim, words are compared by their upper-case form, code point by code point, and of
/// several forms of one word the first in the vocabulary stands for all.
struct CaseInsensitiveIndex: Sendable {
  private let ids: [[UInt8]: Int32]
  /// For each word the id of the first with the same upper-case form.
  let representatives: [Int32]

  /// - Parameter limit: how many words, from the first on, can be found.
  init(_ vocabulary: Vocabulary, limit: Int) {
    let count = min(limit, vocabulary.count)
    var ids: [[UInt8]: Int32] = [:]
    ids.reserveCapacity(count)
    representatives = (0..<count).map { id in
      let key = Self.key(vocabulary.word(id))
      if let first = ids[key] { return first }
      ids[key] = Int32(id)
      return Int32(id)
    }
    self.ids = ids
  }

  /// How many words can be found, counting each form.
  var wordCount: Int { representatives.count }

  func id(of word: some StringProtocol) -> Int32? { ids[Self.key(word)] }

  private static func key(_ word: some StringProtocol) -> [UInt8] { Array(word.uppercased().utf8) }
}
