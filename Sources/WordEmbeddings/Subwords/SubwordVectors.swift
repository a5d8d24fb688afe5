import CSentimentKernels
import SentimentTextProcessing

/// What words' vectors are composed of while they are trained: each word's own vector, and those of
/// its n-grams.
///
///     x(w) = (z(w) + Σ z(g)) / (1 + |G(w)|),   g ∈ G(w)
///
/// Bojanowski et al. 2017, equation 2, with the mean of fastText's program in place of the sum.
package struct SubwordVectors: Sendable {
  package let ngrams: VocabularyNGrams
  /// The vectors `z`, `[rows of the n-grams × dimension]`.
  package let rows: EmbeddingMatrix

  /// The generator's stream, one that no epoch has.
  private static let stream = -4

  package init(ngrams: VocabularyNGrams, rows: EmbeddingMatrix) {
    self.ngrams = ngrams
    self.rows = rows
  }

  /// What training begins with: the words' own vectors as they would be without n-grams, and the
  /// n-grams' as random as these.
  init(_ ngrams: VocabularyNGrams, words: EmbeddingMatrix, generator: SeededGenerator) {
    self.init(
      ngrams: ngrams,
      rows: EmbeddingMatrix(rowCount: ngrams.rowCount, dimension: words.dimension))
    for word in 0..<words.rowCount {
      rows.row(word).update(from: words.row(word), count: words.dimension)
    }
    for row in words.rowCount..<rows.rowCount {
      var generator = generator.stream(Self.stream, row)
      rows.randomize(row, using: &generator)
    }
  }

  /// The same from the rows of a file, which are copied.
  ///
  /// - Returns: `nil` when the rows aren't those of the n-grams.
  package init?(_ ngrams: VocabularyNGrams, table: SubwordTable) {
    guard table.minimum == ngrams.lengths.minimum, table.maximum == ngrams.lengths.maximum,
      table.bucketCount == VocabularyNGrams.bucketCount, table.rows.rowCount == ngrams.rowCount,
      table.rowsOfBuckets == ngrams.rowsOfBuckets
    else { return nil }
    self.init(ngrams: ngrams, rows: table.rows.copy())
  }

  /// The n-grams' vectors, from which words that were never seen get theirs.
  package var table: SubwordTable {
    SubwordTable(
      minimum: ngrams.lengths.minimum, maximum: ngrams.lengths.maximum,
      bucketCount: VocabularyNGrams.bucketCount, rows: rows, rowsOfBuckets: ngrams.rowsOfBuckets)
  }

  /// Composes some words' vectors.
  ///
  /// - Parameters:
  ///   - matrix: where they go, each to the row of its word.
  ///   - copies: where they go too, one after another.
  func compose(
    _ words: UnsafeBufferPointer<UInt32>, into matrix: EmbeddingMatrix,
    copies: UnsafeMutablePointer<Float>?, level: Int32
  ) {
    ngrams.starts.withUnsafeBufferPointer { starts in
      ngrams.rows.withUnsafeBufferPointer { ids in
        ngrams.weights.withUnsafeBufferPointer { weights in
          ngrams.shares.withUnsafeBufferPointer { shares in
            var table = ck_subwords(
              rows: rows.base, stride: Int32(matrix.stride), starts: starts.baseAddress,
              ids: ids.baseAddress, weights: weights.baseAddress, shares: shares.baseAddress)
            ck_compose(level, &table, matrix.base, copies, words.baseAddress, words.count)
          }
        }
      }
    }
  }
}
