import SentimentClassification
import SentimentWordEmbeddings

/// Makes one vector of words: the mean of theirs, weighted by frequency.
struct WeightedEncoder: Sendable {
  let vectors: WordVectors
  let weights: FrequencyWeights

  /// Writes the mean over the numbers from `start` on; zeros when there is no word.
  func encode(_ words: ArraySlice<UInt32>, into means: inout [Float], at start: Int) {
    let dimension = vectors.dimension
    let matrix = vectors.input
    means.withUnsafeMutableBufferPointer { means in
      let sum = means.baseAddress! + start
      sum.update(repeating: 0, count: dimension)
      var total: Float = 0
      for word in words {
        let weight = weights.values[Int(word)]
        let row = matrix.row(Int(word))
        total += weight
        for column in 0..<dimension { sum[column] += weight * row[column] }
      }
      guard total > 0 else { return }
      for column in 0..<dimension { sum[column] /= total }
    }
  }
}
