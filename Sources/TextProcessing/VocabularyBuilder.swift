/// Makes a vocabulary of words that come one by one, in the order in which they come.
package struct VocabularyBuilder {
  private var table: WordTable
  private var counts: [Int] = []

  package init(minimumCapacity: Int) { table = WordTable(minimumCapacity: minimumCapacity) }

  /// - Parameter count: how often a corpus has the word, 0 where that isn't known.
  /// - Returns: whether the word is new; a word that was there before stays as it is.
  package mutating func add(_ word: UnsafeBufferPointer<UInt8>, count: Int = 0) -> Bool {
    guard table.insert(word) == counts.count else { return false }
    counts.append(count)
    return true
  }

  /// The words so far.
  package var vocabulary: Vocabulary { Vocabulary(table: table, counts: counts) }
}
