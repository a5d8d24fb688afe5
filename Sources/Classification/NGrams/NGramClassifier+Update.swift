import SentimentWordEmbeddings

extension NGramClassifier {
  /// The same model with an output for each of more labels than it has.
  ///
  /// The one output `z` of two labels becomes `−z/2` and `z/2`, which give the same probabilities.
  ///
  /// - Parameters:
  ///   - places: where each of its labels is among all.
  ///   - biases: of all labels; those of new ones count, whose other weights are 0.
  package func mapping(_ places: [Int], biases: [Double]) -> NGramClassifier {
    let outputs = biases.count
    /// Where the numbers of each output come from, and by what they are multiplied.
    var sources = [(output: Int, factor: Float)?](repeating: nil, count: outputs)
    for (label, place) in places.enumerated() {
      sources[place] = outputCount == 1 ? (0, label == 0 ? -0.5 : 0.5) : (label, 1)
    }
    func mapped(_ row: UnsafePointer<Float>, to result: UnsafeMutablePointer<Float>) {
      for (output, source) in sources.enumerated() {
        result[output] = source.map { $0.factor * row[$0.output] } ?? 0
      }
    }
    let words = EmbeddingMatrix(rowCount: words.rowCount, dimension: 1 + 2 * outputs)
    for id in 0..<words.rowCount {
      let (from, to) = (self.words.row(id), words.row(id))
      to[0] = from[0]
      mapped(from + 1, to: to + 1)
      mapped(from + 1 + outputCount, to: to + 1 + outputs)
    }
    let pairWeights = EmbeddingMatrix(rowCount: pairs.count, dimension: outputs)
    for pair in 0..<pairs.count { mapped(self.pairWeights.row(pair), to: pairWeights.row(pair)) }
    let dimension = direction.count / outputCount
    return NGramClassifier(
      words: words, pairs: pairs, pairWeights: pairWeights,
      direction: sources.flatMap { source in
        (0..<dimension).map { column in
          source.map { $0.factor * direction[$0.output * dimension + column] } ?? 0
        }
      },
      bias: zip(sources, biases).map { source, bias in
        source.map { $0.factor * self.bias[$0.output] } ?? Float(bias)
      })
  }

  /// The sum of this model and one of the mean vector alone.
  ///
  /// - Parameters:
  ///   - direction: `[outputs × dimension]`.
  ///   - bias: `[outputs]`.
  ///   - vectors: `[vocabulary × dimension]`.
  package func adding(
    _ direction: [Float], bias: [Float], vectors: EmbeddingMatrix
  ) -> NGramClassifier {
    let words = EmbeddingMatrix(rowCount: words.rowCount, dimension: words.dimension)
    for id in 0..<words.rowCount {
      let (row, vector) = (words.row(id), vectors.row(id))
      row.update(from: self.words.row(id), count: words.dimension)
      for output in 0..<outputCount {
        var product: Float = 0
        for column in 0..<vectors.dimension {
          product += vector[column] * direction[output * vectors.dimension + column]
        }
        row[1 + output] += row[0] * product
      }
    }
    return NGramClassifier(
      words: words, pairs: pairs, pairWeights: pairWeights,
      direction: zip(self.direction, direction).map(+), bias: zip(self.bias, bias).map(+))
  }
}
