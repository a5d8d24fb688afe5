import CSentimentKernels
import SentimentWordEmbeddings

/// Makes one vector of a sentence: the mean of its known words' vectors, in which rare words may
/// count more than frequent ones.
package struct SentenceEncoder: Sendable {
  package let vectors: WordVectors
  /// `nil` where every word counts the same.
  package let weights: FrequencyWeights?

  package init(_ vectors: WordVectors) {
    self.vectors = vectors
    weights = nil
  }

  /// - Parameter weights: one for each word of the vectors.
  package init(_ vectors: WordVectors, weights: FrequencyWeights) {
    precondition(weights.values.count == vectors.vocabularySize, "a weight for each word")
    self.vectors = vectors
    self.weights = weights
  }

  /// The mean of the words' vectors, `dimension` numbers; zeros when there is no word.
  ///
  /// - Parameters:
  ///   - words: ids of known content words, in any order, repeated as in the sentence.
  ///   - unseen: what has the vectors of ids that aren't of the vocabulary; each counts the same.
  package func encode(_ words: [Int], unseen: UnseenWords? = nil) -> [Float] {
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

  /// Writes the mean of words of the vocabulary, by their ``weights``, over the numbers of `means`
  /// from `start` on; zeros when there is no word.
  package func encodeWeighted(
    _ words: ArraySlice<UInt32>, into means: inout [Float], at start: Int
  ) {
    let dimension = vectors.dimension
    let matrix = vectors.input
    means.withUnsafeMutableBufferPointer { means in
      let sum = means.baseAddress! + start
      sum.update(repeating: 0, count: dimension)
      var total: Float = 0
      for word in words {
        let weight = weights?.values[Int(word)] ?? 1
        let row = matrix.row(Int(word))
        total += weight
        for column in 0..<dimension { sum[column] += weight * row[column] }
      }
      guard total > 0 else { return }
      for column in 0..<dimension { sum[column] /= total }
    }
  }
}
