import SentimentTextProcessing

/// The words of a fastText model, and which n-grams were kept.
struct FastTextDictionary {
  struct Entry {
    let word: UnsafeBufferPointer<UInt8>
    let count: Int
  }

  let words: [Entry]
  /// For each kept bucket its row after the words'; `nil` when all were kept.
  let rowsOfBuckets: [Int32: Int32]?

  private static let part = "its dictionary"
  /// A word's zero byte, its count, and whether it is a label.
  private static let smallestEntry = 1 + 8 + 1

  init(_ cursor: inout ByteCursor, isVersioned: Bool) throws(FileError) {
    let path = cursor.file.path
    let size = Int(try cursor.next(Int32.self, of: Self.part))
    let wordCount = Int(try cursor.next(Int32.self, of: Self.part))
    let labelCount = Int(try cursor.next(Int32.self, of: Self.part))
    try cursor.skip(8, of: Self.part)
    let prunedCount = isVersioned ? Int(try cursor.next(Int64.self, of: Self.part)) : -1
    guard wordCount > 0, labelCount >= 0, wordCount + labelCount == size,
      size <= cursor.remaining / Self.smallestEntry
    else { throw .damagedVectors(path, nil, "its dictionary has \(size) entries, which can't be") }
    var words: [Entry] = []
    words.reserveCapacity(wordCount)
    for index in 0..<size {
      let word = try cursor.nextString(of: Self.part)
      let count = Int(try cursor.next(Int64.self, of: Self.part))
      let isLabel = try cursor.next(UInt8.self, of: Self.part) == 1
      // Words stand before labels.
      guard isLabel == (index >= wordCount), count >= 0 else {
        throw .damagedVectors(path, nil, "entry \(index + 1) of its dictionary can't be")
      }
      if !isLabel { words.append(Entry(word: word, count: count)) }
    }
    self.words = words
    guard prunedCount >= 0 else {
      rowsOfBuckets = nil
      return
    }
    guard prunedCount <= cursor.remaining / 8 else {
      throw .damagedVectors(path, nil, "its list of n-grams is longer than the file")
    }
    var rows: [Int32: Int32] = [:]
    rows.reserveCapacity(prunedCount)
    for _ in 0..<prunedCount {
      let bucket = try cursor.next(Int32.self, of: Self.part)
      rows[bucket] = try cursor.next(Int32.self, of: Self.part)
    }
    rowsOfBuckets = rows
  }
}
