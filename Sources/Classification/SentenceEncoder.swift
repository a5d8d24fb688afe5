import CPrefetch
import WordEmbeddings

/// Makes one vector of a sentence: the mean of its known words' vectors.
public struct SentenceEncoder: Sendable {
  public let vectors: WordVectors

  public init(_ vectors: WordVectors) { self.vectors = vectors }

  /// The mean of the words' vectors, `dimension` numbers; zeros when there is no word.
  ///
  /// - Parameters:
  ///   - words: ids of known content words, in any order, repeated as in the sentence.
  ///   - unseen: what has the vectors of ids that aren't of the vocabulary.
  public func encode(_ words: [Int], unseen: UnseenWords? = nil) -> [Float] {
    var mean = [Float](repeating: 0, count: vectors.dimension)
    encode(words, unseen: unseen, into: &mean)
    return mean
  }

  /// A row is fetched from memory in the time that it takes to add so many.
  private static let lookahead = 8

  /// The same, written over the numbers of `mean`, which has `dimension`.
  package func encode(_ words: [Int], unseen: UnseenWords? = nil, into mean: inout [Float]) {
    let dimension = vectors.dimension
    let matrix = vectors.input
    mean.withUnsafeMutableBufferPointer { sum in
      sum.update(repeating: 0)
      for (place, word) in words.enumerated() {
        if place + Self.lookahead < words.count, words[place + Self.lookahead] < matrix.rowCount {
          matrix.prefetch(row: words[place + Self.lookahead])
        }
        if let unseen, word >= matrix.rowCount {
          let vector = unseen.vector(word)
          for column in 0..<dimension { sum[column] += vector[column] }
          continue
        }
        let row = matrix.row(word)
        for column in 0..<dimension { sum[column] += row[column] }
      }
      guard !words.isEmpty else { return }
      let share = 1 / Float(words.count)
      for column in 0..<dimension { sum[column] *= share }
    }
  }
}

extension EmbeddingMatrix {
  /// Numbers in a cache line.
  private static let lineSize = 16

  /// Begins to fetch a row that will be read soon.
  @inline(__always)
  fileprivate func prefetch(row: Int) {
    let start = self.row(row)
    for column in Swift.stride(from: 0, to: dimension, by: Self.lineSize) {
      prefetch_line(start + column)
    }
    // A row needn't start on a line.
    prefetch_line(start + (dimension - 1))
  }
}
