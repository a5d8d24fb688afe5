import CSentimentKernels
import SentimentWordEmbeddings

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

  /// The same, written over the numbers of `mean`, which has `dimension`.
  package func encode(_ words: [Int], unseen: UnseenWords? = nil, into mean: inout [Float]) {
    let matrix = vectors.input
    let share = words.isEmpty ? 0 : 1 / Float(words.count)
    (unseen?.vectors ?? []).withUnsafeBufferPointer { others in
      var rows = ck_rows(
        matrix: matrix.row(0), row_count: matrix.rowCount, stride: matrix.stride,
        others: others.baseAddress, dimension: matrix.dimension)
      ck_mean_rows(Self.level, &rows, words, words.count, share, &mean)
    }
  }

  private static let level = ck_best_level()
}
