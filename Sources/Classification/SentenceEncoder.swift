import WordEmbeddings

/// Makes one vector of a sentence: the mean of its known words' vectors.
public struct SentenceEncoder: Sendable {
  public let vectors: WordVectors

  public init(_ vectors: WordVectors) { self.vectors = vectors }

  /// The mean of the words' vectors, `dimension` numbers; zeros when there is no word.
  ///
  /// - Parameter words: ids of known content words, in any order, repeated as in the sentence.
  public func encode(_ words: [Int]) -> [Float] {
    let dimension = vectors.dimension
    var sum = [Float](repeating: 0, count: dimension)
    sum.withUnsafeMutableBufferPointer { sum in
      for word in words {
        let row = vectors.input.row(word)
        for column in 0..<dimension { sum[column] += row[column] }
      }
      guard !words.isEmpty else { return }
      let share = 1 / Float(words.count)
      for column in 0..<dimension { sum[column] *= share }
    }
    return sum
  }
}
