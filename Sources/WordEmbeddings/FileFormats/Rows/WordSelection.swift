import SentimentTextProcessing

/// Which words of a file of vectors to keep.
public struct WordSelection: Sendable {
  /// How many of the file's first words are kept; in the files of the usual trainers these are the
  /// most frequent.
  public let firstCount: Int
  /// Words that are kept wherever they stand.
  public let others: Vocabulary

  /// All words.
  public static let all = WordSelection(firstCount: .max, others: [])

  public init(firstCount: Int, others: Set<String>) {
    var builder = VocabularyBuilder(minimumCapacity: others.count)
    for word in others.sorted() {
      var word = word
      _ = word.withUTF8 { builder.add($0) }
    }
    self.firstCount = firstCount
    self.others = builder.vocabulary
  }

  /// The largest number of words that are kept of a file's.
  func maximumCount(of count: Int) -> Int {
    firstCount >= count ? count : min(count, firstCount + others.count)
  }

  func keeps(_ index: Int, _ word: UnsafeBufferPointer<UInt8>) -> Bool {
    index < firstCount || others.id(of: word) != nil
  }
}
