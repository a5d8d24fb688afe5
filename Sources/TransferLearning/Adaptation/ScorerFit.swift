import Classification
import Glibc

/// Learns a linear model from some of the labelled texts by one method.
struct ScorerFit {
  let statistics: UnlabelledStatistics
  let labelled: LabelledFeatures
  /// The scores of the labels' names, of standard deviation 1; `nil` where there are none.
  let names: LinearScorer?
  /// The same for the labelled texts, `[texts × outputs]`.
  private let nameScores: [Double]
  /// The same for their pieces.
  private let pieceNameScores: [Double]

  private var configuration: FitConfiguration { statistics.configuration }
  private var outputs: Int { labelled.outputCount }

  init(statistics: UnlabelledStatistics, labelled: LabelledFeatures, names: LinearScorer?) {
    self.statistics = statistics
    self.labelled = labelled
    self.names = names
    nameScores = names?.scores(of: labelled.texts) ?? []
    pieceNameScores = labelled.pieces.flatMap { names?.scores(of: $0.features) } ?? []
  }

  /// - Parameter rows: the texts to learn from.
  func scorer(_ method: FitMethod, rows: [Int]) -> LinearScorer {
    var result: LinearScorer
    switch method.kind {
    case .names: preconditionFailure("names alone need no labelled texts")
    case .means:
      result = linear(method, rows, labelled.byLabelsMap, statistics.labelsMap, offsets: nil)
      if configuration.usesPseudoLabels { addPairs(to: &result, rows: rows) }
    case .meansAndNames:
      result = linear(
        method, rows, labelled.byNamesMap, statistics.namesMap, offsets: offsets(rows))
    case .terms:
      result = terms(method, rows)
    }
    if let names, method.kind != .means { result.add(names, times: nameFactors) }
    if method.kind != .terms { balance(&result, rows: rows) }
    return result
  }

  private var nameFactors: [Double] {
    [Double](repeating: FitConfiguration.namesScale, count: outputs)
  }

  /// What the names say of the texts, in logits.
  private func offsets(_ rows: [Int], pieces: [Int] = []) -> [Double]? {
    guard names != nil else { return nil }
    func scaled(_ scores: [Double], _ rows: [Int]) -> [Double] {
      rows.flatMap { row in
        (0..<outputs).map { scores[row * outputs + $0] * FitConfiguration.namesScale }
      }
    }
    return scaled(nameScores, rows) + scaled(pieceNameScores, pieces)
  }

  private func dense(_ features: [Double], _ rows: [Int]) -> [Double] {
    let dimension = labelled.texts.dimension
    return rows.flatMap { features[$0 * dimension..<($0 + 1) * dimension] }
  }

  private func problem(
    _ method: FitMethod, _ labels: [Int], _ features: DesignMatrix, offsets: [Double]?
  ) -> LogisticRegression.Problem {
    var problem = LogisticRegression.Problem(
      features: features, labels: labels, labelCount: labelled.labelCount)
    problem.inverseStrength = method.inverseStrength
    problem.biasVariance = 1
    problem.offsets = offsets
    return problem
  }

  private func linear(
    _ method: FitMethod, _ rows: [Int], _ features: [Double], _ map: FeatureMap,
    offsets: [Double]?
  ) -> LinearScorer {
    let matrix = DesignMatrix(dense: dense(features, rows), rowCount: rows.count)
    let regression = LogisticRegression(
      problem(method, rows.map { labelled.labels[$0] }, matrix, offsets: offsets))
    let folded = map.folded(regression.weights, bias: regression.bias)
    return LinearScorer(direction: folded.direction, bias: folded.bias)
  }

  /// Gives weight to the pairs of words by what the model makes of the texts without labels.
  private func addPairs(to scorer: inout LinearScorer, rows: [Int]) {
    var scores = scorer.scores(of: statistics.features)
    if outputs > 1 {
      // Each label against the mean of all.
      for text in 0..<statistics.features.count {
        let range = text * outputs..<(text + 1) * outputs
        let mean = scores[range].reduce(0, +) / Double(outputs)
        for place in range { scores[place] -= mean }
      }
    }
    let pairs = LinearScorer(
      direction: [Double](repeating: 0, count: scorer.direction.count),
      bias: [Double](repeating: 0, count: outputs),
      termWeights: statistics.polarity.weights(
        .pairs, scores: scores, shares: outputShares(rows)))
    let spreads = (0..<outputs).map { output in
      ScoreColumn(
        Array(
          scores[
            statistics.reference.lowerBound * outputs..<statistics.reference.upperBound * outputs]),
        output: output, of: outputs
      ).standardDeviation
    }
    scorer.add(
      pairs.standardized(over: statistics.features, statistics.reference),
      times: spreads.map { $0 * FitConfiguration.pairShareOfLabels })
  }

  /// The outputs' labels' shares, with one more text of each label (Laplace's rule).
  private func outputShares(_ rows: [Int]) -> [Double] {
    let counts = labelled.counts(rows)
    let total = Double(rows.count + counts.count)
    let shares = counts.map { Double($0 + 1) / total }
    return outputs == 1 ? [shares[1]] : shares
  }

  /// Of two labels with few texts, moves the threshold to where their shares say it is among the
  /// texts without labels.
  private func balance(_ scorer: inout LinearScorer, rows: [Int]) {
    let rarest = labelled.counts(rows).min() ?? 0
    guard configuration.balancesThreshold, outputs == 1, rarest < FitConfiguration.balancedBelow,
      Double(rarest + 1) >= FitConfiguration.balancedFromShare * Double(rows.count + 2)
    else { return }
    let scores = scorer.scores(of: statistics.features, statistics.reference)
    scorer.bias[0] -= ScoreColumn(scores, output: 0, of: 1).quantile(1 - outputShares(rows)[0])
  }
}

extension ScorerFit {
  /// Naive Bayes' log ratios as scales of words and pairs, beside the mean vector (Wang and Manning
  /// 2012, with logistic regression in place of the support vector machine).
  private func terms(_ method: FitMethod, _ rows: [Int]) -> LinearScorer {
    let scales = termScales(rows)
    var columns = [Int32](repeating: -1, count: labelled.index.count)
    var terms: [Int] = []
    for row in rows {
      for term in labelled.texts.terms(of: row) where columns[Int(term)] < 0 {
        columns[Int(term)] = Int32(terms.count)
        terms.append(Int(term))
      }
    }
    let (pieces, places) = labelled.pieces?.pieces(of: rows) ?? ([], [])
    var sparse = SparseRows(columnCount: terms.count)
    func append(_ features: TextFeatures, _ rows: [Int]) {
      for row in rows {
        let share = features.normalizers[row]
        sparse.append(
          features.terms(of: row).lazy.map {
            (UInt32(columns[Int($0)]), scales[Int($0)] * share)
          })
      }
    }
    append(labelled.texts, rows)
    if let all = labelled.pieces { append(all.features, pieces) }
    let matrix = DesignMatrix(
      dense: dense(labelled.byPairsMap, rows) + dense(labelled.pieces?.byPairsMap ?? [], pieces),
      rowCount: rows.count + pieces.count, sparse: sparse)
    let labels = rows.map { labelled.labels[$0] }
    var problem = problem(
      method, labels + places.map { labels[$0] }, matrix, offsets: offsets(rows, pieces: pieces))
    if let all = labelled.pieces {
      problem.importances = rows.map { _ in 1 } + pieces.map { all.importances[$0] }
    }
    let regression = LogisticRegression(problem)
    let split = labelled.texts.dimension * outputs
    let folded = statistics.pairsMap.folded(
      Array(regression.weights[..<split]), bias: regression.bias)
    var weights = [Float](repeating: 0, count: labelled.index.count * outputs)
    for (column, term) in terms.enumerated() {
      for output in 0..<outputs {
        weights[term * outputs + output] =
          Float(regression.weights[split + column * outputs + output]) * scales[term]
      }
    }
    return LinearScorer(direction: folded.direction, bias: folded.bias, termWeights: weights)
  }

  /// `|r|` of each term, the largest over the labels against the others, with one more text for
  /// each term.
  private func termScales(_ rows: [Int]) -> [Float] {
    let index = labelled.index
    var scales = [Float](repeating: 0, count: index.count)
    for label in 0..<(outputs == 1 ? 1 : labelled.labelCount) {
      var with = [Float](repeating: 1, count: index.count)
      var without = with
      for row in rows {
        if labelled.labels[row] == label {
          for term in labelled.texts.terms(of: row) { with[Int(term)] += 1 }
        } else {
          for term in labelled.texts.terms(of: row) { without[Int(term)] += 1 }
        }
      }
      let total = log(
        without.reduce(0.0) { $0 + Double($1) } / with.reduce(0.0) { $0 + Double($1) })
      for term in scales.indices {
        scales[term] = max(scales[term], abs(log(with[term] / without[term]) + Float(total)))
      }
    }
    return scales
  }
}
