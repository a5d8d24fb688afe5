import Classification

/// What the names of labels tell without any labelled text: scores for which four views of a text
/// are added, each with the median 0 and the standard deviation 1 over the reference.
///
/// With the direction `δ` from the other labels' names to the label's (means of unit vectors) these
/// are `m·δ`; `m·S⁻¹δ` with the covariance within documents (``DocumentMetric``); and, from the texts
/// that the latter is surest of, the polarities of their words and, by half, of their pairs
/// (``TermPolarity``).
struct NamesPrior {
  let statistics: UnlabelledStatistics

  /// - Parameter names: for each label in order; at least two.
  /// - Returns: scores of standard deviation 1 over the reference.
  /// - Throws: `FileError` when the vectors know none of a label's words.
  func scorer(_ names: [LabelNames]) throws -> LinearScorer {
    let embeddings = statistics.embeddings
    let analyzer = try TextAnalyzer(
      embeddings.settings, vocabulary: embeddings.vectors.vocabulary)
    let vectors = try names.map { try $0.vector(in: embeddings, by: analyzer) }
    let outputs = LogisticRegression.outputCount(labels: names.count)
    let dimension = embeddings.vectors.dimension
    var direction = [Double](repeating: 0, count: dimension * outputs)
    for output in 0..<outputs {
      // Of two labels, the output is the second's.
      let label = outputs == 1 ? 1 : output
      for column in 0..<dimension {
        let others = names.indices.filter { $0 != label }.reduce(0) { $0 + vectors[$1][column] }
        direction[column * outputs + output] =
          vectors[label][column] - others / Double(names.count - 1)
      }
    }
    var sum = standardized(direction, outputs)
    let once = [Double](repeating: 1, count: outputs)
    var source = sum
    if let metric = statistics.metric {
      source = standardized(
        Matrix.product(metric.precision, direction, rows: dimension, inner: dimension), outputs)
      sum.add(source, times: once)
    }
    guard statistics.configuration.usesPseudoLabels else { return standardized(sum) }
    let scores = source.scores(of: statistics.features)
    let shares = [Double](repeating: 1 / Double(names.count), count: outputs)
    for (terms, weight) in [
      (TermPolarity.Terms.words, 1), (.pairs, FitConfiguration.pairShareOfNames),
    ] {
      let polarity = LinearScorer(
        direction: [Double](repeating: 0, count: direction.count),
        bias: [Double](repeating: 0, count: outputs),
        termWeights: statistics.polarity.weights(terms, scores: scores, shares: shares))
      sum.add(standardized(polarity), times: once.map { $0 * weight })
    }
    return standardized(sum)
  }

  private func standardized(_ direction: [Double], _ outputs: Int) -> LinearScorer {
    standardized(
      LinearScorer(direction: direction, bias: [Double](repeating: 0, count: outputs)))
  }

  private func standardized(_ scorer: LinearScorer) -> LinearScorer {
    scorer.standardized(over: statistics.features, statistics.reference)
  }
}
