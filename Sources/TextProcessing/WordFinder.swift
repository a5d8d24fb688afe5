/// Looks the words of many texts up in a vocabulary: one thread's tool.
///
/// A word's place in the vocabulary's table is seldom in the cache. So the words of a stretch of
/// text are gathered first, with the fetches from memory under way side by side, and then looked at.
package final class WordFinder {
  /// As many fetches as the cache that is next to the processor holds well.
  private static let gathered = 128

  private let vocabulary: Vocabulary
  private let tokenizer: Tokenizer
  private var keys: [WordKey] = []
  private var longWords: [UInt8] = []

  package init(_ vocabulary: Vocabulary, tokenizer: Tokenizer) {
    self.vocabulary = vocabulary
    self.tokenizer = tokenizer
  }

  /// Writes the ids of a text's words that the vocabulary has over `ids`, in order.
  ///
  /// - Parameter text: UTF-8, well-formed or not.
  package func findWords(of text: UnsafeBufferPointer<UInt8>, into ids: inout [Int]) {
    ids.removeAll(keepingCapacity: true)
    let table = vocabulary.table
    // Local while the loop runs: access to a class's properties is checked each time.
    var keys: [WordKey] = []
    var longWords: [UInt8] = []
    swap(&keys, &self.keys)
    swap(&longWords, &self.longWords)
    tokenizer.forEachToken(in: text) { token in
      token.withUnsafeBufferPointer { word in
        let key = WordKey(word)
        table.prefetch(key)
        if !key.isWhole { longWords.append(contentsOf: word) }
        keys.append(key)
      }
      if keys.count == Self.gathered {
        Self.look(keys, longWords, table, &ids)
        keys.removeAll(keepingCapacity: true)
        longWords.removeAll(keepingCapacity: true)
      }
    }
    Self.look(keys, longWords, table, &ids)
    keys.removeAll(keepingCapacity: true)
    longWords.removeAll(keepingCapacity: true)
    swap(&keys, &self.keys)
    swap(&longWords, &self.longWords)
  }

  private static func look(
    _ keys: [WordKey], _ longWords: [UInt8], _ table: WordTable, _ ids: inout [Int]
  ) {
    table.find(keys, in: longWords) { ids.append($0) }
  }
}
