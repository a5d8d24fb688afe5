import SentimentClassification

/// What the names of labels tell without any labelled text: scores for which three views of a text
/// are added, each with the median 0 and the standard deviation 1 over the reference.
///
/// From the direction `δ` from the other labels' names to the label's (means of unit vectors) follow
/// the directions of a ``DocumentMetric``. One view is the mean vector along that of the power ¼. The
/// others are the polarities of words and of pairs (``LogCountRatio``) among the texts that the linear
/// discriminant, the power 0, is surest of: it is less right, but its mistakes depend less on what a
/// document is about, which the terms would learn.
struct SeedWordPrior {
  let statistics: UnlabelledStatistics

  /// - Parameter names: for each label in order; at least two.
  /// - Returns: scores of standard deviation 1 over the reference.
  /// - Throws: `FileError` when the vectors know none of a label's words.
  func scorer(_ names: [SeedWords]) throws -> LinearModel {
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
    let metric = statistics.metric
    var sum = standardized(
      metric?.directions(direction, power: FitConfiguration.namesPower) ?? direction, outputs)
    guard statistics.configuration.parts.contains(.pseudoLabels) else { return sum }
    let source = standardized(metric?.directions(direction, power: 0) ?? direction, outputs)
    let scores = source.scores(of: statistics.features)
    let polarity = LogCountRatio(
      features: statistics.features, index: statistics.index, sources: statistics.sources)
    let shares = [Double](repeating: 1 / Double(names.count), count: outputs)
    for terms in [LogCountRatio.Terms.words, .pairs] {
      let scorer = LinearModel(
        direction: [Double](repeating: 0, count: direction.count),
        bias: [Double](repeating: 0, count: outputs),
        termWeights: polarity.weights(terms, scores: scores, shares: shares))
      sum.add(standardized(scorer), times: [Double](repeating: 1, count: outputs))
    }
    return standardized(sum)
  }

  private func standardized(_ direction: [Double], _ outputs: Int) -> LinearModel {
    standardized(
      LinearModel(direction: direction, bias: [Double](repeating: 0, count: outputs)))
  }

  private func standardized(_ scorer: LinearModel) -> LinearModel {
    scorer.standardized(over: statistics.features, statistics.reference)
  }
}
