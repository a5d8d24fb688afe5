/// What training changes: the vectors of words, and what these are composed of.
package struct TrainedVectors: Sendable {
  /// The input vectors of all words, then their output vectors, `[2 · vocabulary × dimension]`.
  package let matrix: EmbeddingMatrix
  /// What the input vectors are composed of; `nil` without n-grams. With them the input vectors of
  /// the matrix are up to date at the end of training, and of an epoch with a held-out loss, only.
  package let subwords: SubwordVectors?

  package init(matrix: EmbeddingMatrix, subwords: SubwordVectors? = nil) {
    self.matrix = matrix
    self.subwords = subwords
  }

  /// The same from the two matrices of a file, `[vocabulary × dimension]` each, which are copied.
  package init(input: EmbeddingMatrix, output: EmbeddingMatrix, subwords: SubwordVectors? = nil) {
    let count = input.rowCount
    let matrix = EmbeddingMatrix(rowCount: 2 * count, dimension: input.dimension)
    matrix.rows(0..<count).update(from: input)
    matrix.rows(count..<2 * count).update(from: output)
    self.init(matrix: matrix, subwords: subwords)
  }

  package var input: EmbeddingMatrix { matrix.rows(0..<matrix.rowCount / 2) }
  package var output: EmbeddingMatrix { matrix.rows(matrix.rowCount / 2..<matrix.rowCount) }

  /// The same numbers, in memory of their own.
  package func copy() -> TrainedVectors {
    TrainedVectors(
      matrix: matrix.copy(),
      subwords: subwords.map { SubwordVectors(ngrams: $0.ngrams, rows: $0.rows.copy()) })
  }

  /// Takes over the numbers of vectors of the same words.
  func update(from other: TrainedVectors) {
    matrix.update(from: other.matrix)
    if let subwords, let others = other.subwords { subwords.rows.update(from: others.rows) }
  }
}
