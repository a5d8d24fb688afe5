import WordEmbeddings

/// Makes one vector of a sentence: the mean of its known words' vectors.
public struct SentenceEncoder: Sendable {
  public let vectors: WordVectors

  public init(_ vectors: WordVectors) { self.vectors = vectors }

  /// The mean of the words' vectors, `dimension` numbers; zeros when there is no word.
  ///
  /// - Parameter words: ids of known content words, in any order, repeated as in the sentence.
  public func encode(_ words: [Int]) -> [Float] {
    var mean = [Float](repeating: 0, count: vectors.dimension)
    encode(words, into: &mean)
    return mean
  }

  /// The same, written over the numbers of `mean`, which has `dimension`.
  package func encode(_ words: [Int], into mean: inout [Float]) {
    let dimension = vectors.dimension
    let matrix = vectors.input
    mean.withUnsafeMutableBufferPointer { sum in
      sum.update(repeating: 0)
      for word in words {
        let row = matrix.row(word)
        for column in 0..<dimension { sum[column] += row[column] }
      }
      guard !words.isEmpty else { return }
      let share = 1 / Float(words.count)
      for column in 0..<dimension { sum[column] *= share }
    }
  }
}
