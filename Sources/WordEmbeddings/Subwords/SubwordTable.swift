import SentimentTextProcessing

/// Vectors of character n-grams, from which a word that was never seen gets a vector
/// (Bojanowski, Grave, Joulin and Mikolov 2017, "Enriching Word Vectors with Subword Information").
///
/// A word's n-grams are the runs of `minimum` to `maximum` characters (Unicode code points) of
/// `<word>`, where `<` and `>` mark its ends; the marks alone are none. N-grams share rows by
/// their hash.
package struct SubwordTable: Sendable {
  /// Characters in the shortest n-gram.
  package let minimum: Int
  /// Characters in the longest n-gram.
  package let maximum: Int
  /// How many values the hash of an n-gram has.
  package let bucketCount: Int
  /// The n-grams' vectors, `[bucketCount × dimension]`; with fewer rows when `rowsOfBuckets` says
  /// which were kept.
  package let rows: EmbeddingMatrix
  /// For each kept bucket its row; `nil` when each bucket has the row of its own number.
  package let rowsOfBuckets: [Int32: Int32]?

  /// fastText's longest n-grams have 6 characters; a word has `maximum` n-grams a character.
  package static let longestMaximum = 64

  /// - Parameters:
  ///   - minimum: the characters of the shortest n-grams.
  ///   - maximum: the characters of the longest n-grams.
  ///   - rows: one row for each bucket.
  package init(minimum: Int, maximum: Int, rows: EmbeddingMatrix) {
    self.init(
      minimum: minimum, maximum: maximum, bucketCount: rows.rowCount, rows: rows,
      rowsOfBuckets: nil)
  }

  /// - Parameter rowsOfBuckets: rows by bucket; n-grams of other buckets were pruned.
  package init(
    minimum: Int, maximum: Int, bucketCount: Int, rows: EmbeddingMatrix,
    rowsOfBuckets: [Int32: Int32]?
  ) {
    precondition(1 <= minimum && minimum <= maximum && maximum <= Self.longestMaximum, "n-grams")
    precondition(bucketCount > 0 && bucketCount <= Int(Int32.max), "buckets")
    precondition(rowsOfBuckets != nil || bucketCount == rows.rowCount, "a row for each bucket")
    self.minimum = minimum
    self.maximum = maximum
    self.bucketCount = bucketCount
    self.rows = rows
    self.rowsOfBuckets = rowsOfBuckets
  }

  /// The mean of the vectors of a word's n-grams, `dimension` numbers.
  ///
  /// - Returns: `nil` when the word has no n-gram of the table's lengths, or their vectors in a
  ///   damaged file aren't finite.
  package func vector(for word: String) -> [Float]? {
    var word = word
    return word.withUTF8 { vector(for: $0, own: nil) }
  }

  /// The mean of the vectors of a word's n-grams, and of its own vector if it has one.
  ///
  /// The sum runs in fastText's order, the word's own vector first, and in single precision, so
  /// that it is the same to the last bit.
  package func vector(
    for word: UnsafeBufferPointer<UInt8>, own: UnsafeBufferPointer<Float>?
  ) -> [Float]? {
    var sum = own.map(Array.init) ?? [Float](repeating: 0, count: rows.dimension)
    var count = own == nil ? 0 : 1
    sum.withUnsafeMutableBufferPointer { sum in
      forEachRow(of: word) { row in
        let numbers = rows.numbers(row)
        for column in 0..<sum.count { sum[column] += numbers[column] }
        count += 1
      }
      let share = Float(1 / Double(count))
      for column in 0..<sum.count { sum[column] *= share }
    }
    guard count > 0, sum.withUnsafeBufferPointer(\.areFinite) else { return nil }
    return sum
  }

  /// Passes the row of each of a word's n-grams to `body`, in order of their start, the shorter
  /// first.
  package func forEachRow(of word: UnsafeBufferPointer<UInt8>, _ body: (Int) -> Void) {
    CharacterNGrams.forEachHash(of: word, minimum: minimum, maximum: maximum) { hash in
      let bucket = Int(hash) % bucketCount
      guard let rowsOfBuckets else { return body(bucket) }
      if let row = rowsOfBuckets[Int32(bucket)] { body(Int(row)) }
    }
  }
}

/// Which character n-grams words are composed of: those of `minimum` to `maximum` characters.
public struct SubwordLengths: Sendable, Codable, Equatable {
  public let minimum: Int
  public let maximum: Int

  /// - Returns: `nil` when there is no such n-gram, or one of them would be too long.
  public init?(minimum: Int, maximum: Int) {
    guard 1 <= minimum, minimum <= maximum, maximum <= SubwordTable.longestMaximum else {
      return nil
    }
    self.minimum = minimum
    self.maximum = maximum
  }

  /// - Throws: `DecodingError` when there is no such n-gram, or one of them would be too long.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let lengths = SubwordLengths(
      minimum: try container.decode(Int.self, forKey: .minimum),
      maximum: try container.decode(Int.self, forKey: .maximum))
    guard let lengths else {
      throw DecodingError.dataCorruptedError(
        forKey: .minimum, in: container, debugDescription: "no such n-grams")
    }
    self = lengths
  }

  /// The same as text: `3-6`, or `4` for one length.
  public init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard 1...2 ~= parts.count, let minimum = parts[0], let maximum = parts[parts.count - 1] else {
      return nil
    }
    self.init(minimum: minimum, maximum: maximum)
  }
}
