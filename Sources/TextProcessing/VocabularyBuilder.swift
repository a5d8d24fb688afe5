/// Makes a vocabulary of words that come one by one, in the order in which they come.
package struct VocabularyBuilder {
  private var table: WordTable

  package init(minimumCapacity: Int) { table = WordTable(minimumCapacity: minimumCapacity) }

  /// - Returns: whether the word is new; a word that was there before stays where it is.
  package mutating func add(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
    let count = table.count
    return table.insert(word) == count
  }

  /// The words so far, without their counts in a corpus: all counts are 0.
  package var vocabulary: Vocabulary {
    Vocabulary(table: table, counts: [Int](repeating: 0, count: table.count))
  }
}
