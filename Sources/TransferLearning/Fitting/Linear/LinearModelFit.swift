import SentimentClassification
import SentimentPlatform
import SentimentTextProcessing
import SentimentWordEmbeddings

/// Learns a linear model from some of the labelled texts by one method.
struct LinearModelFit {
  let statistics: UnlabelledStatistics
  let labelled: LabelledFeatures
  /// The scores of the labels' names; `nil` where there are none.
  let names: OffsetScores?
  /// Whether the threshold between two labels with few texts is moved to where their shares say it is
  /// among the texts without labels.
  var balances = true
  /// The labels' shares among the texts to be read; `nil` for those among the labelled ones.
  var shares: [Double]?
  private let cancellation: CancellationFlag

  private var configuration: FitConfiguration { statistics.configuration }
  private var outputs: Int { labelled.outputCount }

  /// - Parameter names: of standard deviation 1.
  init(
    statistics: UnlabelledStatistics, labelled: LabelledFeatures, names: LinearModel?,
    cancellation: CancellationFlag = CancellationFlag()
  ) {
    self.cancellation = cancellation
    self.statistics = statistics
    self.labelled = labelled
    self.names = names.map {
      OffsetScores(
        $0, of: labelled, scale: FitConfiguration.namesScale,
        deviation: statistics.configuration.parts.contains(.namesScale)
          ? FitConfiguration.namesScaleDeviation : 0)
    }
  }

  /// - Parameter rows: the texts to learn from.
  /// - Throws: `CancellationError`.
  func scorer(_ method: FitMethod, rows: [Int]) throws -> LinearModel {
    try scorers([method], rows: rows)[0]
  }

  /// The same by several methods, which share what they have in common.
  func scorers(_ methods: [FitMethod], rows: [Int]) throws -> [LinearModel] {
    let hints = names.map { [$0] } ?? []
    var pairs: OffsetScores?
    return try methods.map { method in
      if method.kind == .means { return try means(method, rows) }
      if pairs == nil, labelled.isMany { pairs = try self.pairs(rows, hints) }
      let hints = hints + (pairs.map { [$0] } ?? [])
      if method.kind == .terms { return try terms(method, rows, hints) }
      var result = try linear(
        method, rows, dense(labelled.byNamesMap, rows), statistics.namesMap, hints: hints)
      try balance(&result, rows: rows)
      return result
    }
  }

  private func dense(_ features: [Double], _ rows: [Int]) -> [Double] {
    let dimension = labelled.texts.dimension
    return rows.flatMap { features[$0 * dimension..<($0 + 1) * dimension] }
  }

  /// - Parameters:
  ///   - features: of `rows` and `pieces`, `[(rows + pieces) × dimension]`, as `map` makes them.
  ///   - terms: further columns.
  ///   - pieces: to learn from too, with the places of their texts among `rows`.
  /// - Returns: the model without these, and their weights, `[columns × outputs]`.
  private func regression(
    _ method: FitMethod, _ rows: [Int], _ features: [Double], _ map: FeatureMap,
    hints: [OffsetScores], terms: SparseRows? = nil, pieces: [Int] = [], places: [Int] = []
  ) throws -> (scorer: LinearModel, termWeights: ArraySlice<Double>) {
    let strength = method.inverseStrength
    let dimension = labelled.texts.dimension
    let count = rows.count + pieces.count
    let scores = hints.map { $0.scores(rows, pieces: pieces) }
    var offsets = [Double](repeating: 0, count: count * outputs)
    var columns: [Double] = []
    for row in 0..<count {
      columns += features[row * dimension..<(row + 1) * dimension]
      for (hint, scores) in zip(hints, scores) {
        let factor = hint.factor(inverseStrength: strength)
        for place in row * outputs..<(row + 1) * outputs {
          offsets[place] += hint.scale * scores[place]
          if hint.columnCount > 0 { columns.append(factor * scores[place]) }
        }
      }
    }
    let labels = rows.map { labelled.labels[$0] }
    var problem = LogisticRegression.Problem(
      features: DesignMatrix(dense: columns, rowCount: count, sparse: terms),
      labels: labels + places.map { labels[$0] }, labelCount: labelled.labelCount)
    problem.inverseStrength = strength
    problem.biasVariance = 1
    problem.offsets = hints.isEmpty ? nil : offsets
    problem.importances = importances(rows, pieces: pieces, places: places)
    let regression = try LogisticRegression(problem, check: cancellation.check)
    var start = dimension * outputs
    let folded = map.folded(Array(regression.weights[..<start]), bias: regression.bias)
    var scorer = LinearModel(direction: folded.direction, bias: folded.bias)
    for hint in hints {
      let end = start + hint.columnCount * outputs
      scorer.add(
        hint.scorer, mixedBy: hint.mix(regression.weights[start..<end], inverseStrength: strength))
      start = end
    }
    return (scorer, regression.weights[start...])
  }

  /// How much each of some texts and of some pieces counts.
  ///
  /// - Parameter places: those of the pieces' texts among `rows`.
  private func importances(_ rows: [Int], pieces: [Int], places: [Int]) -> [Double]? {
    let weights = labelled.weights.map { weights in rows.map { weights[$0] } }
    guard let all = labelled.pieces, !pieces.isEmpty else { return weights }
    return (weights ?? rows.map { _ in 1 })
      + zip(pieces, places).map { all.importances[$0] * (weights?[$1] ?? 1) }
  }

  private func linear(
    _ method: FitMethod, _ rows: [Int], _ features: [Double], _ map: FeatureMap,
    hints: [OffsetScores] = []
  ) throws -> LinearModel {
    try regression(method, rows, features, map, hints: hints).scorer
  }

  private func means(_ method: FitMethod, _ rows: [Int]) throws -> LinearModel {
    var result = try linear(
      method, rows, dense(labelled.byLabelsMap, rows), statistics.labelsMap)
    if configuration.parts.contains(.pseudoLabels) {
      let scores = result.scores(of: statistics.features, statistics.reference)
      let shares = (0..<outputs).map {
        ScoreColumn(scores, output: $0, of: outputs).standardDeviation
          * FitConfiguration.pairShareOfLabels
      }
      result.add(try pairs(by: result, rows: rows), times: shares)
    }
    try balance(&result, rows: rows)
    return result
  }

  /// What pairs of words tell by the labels that a model of mean vectors, and of the names' own,
  /// gives to the texts without labels.
  private func pairs(_ rows: [Int], _ hints: [OffsetScores]) throws -> OffsetScores? {
    guard configuration.parts.contains(.pseudoLabels) else { return nil }
    let hasNames = !hints.isEmpty
    var source = try linear(
      FitMethod(
        kind: hasNames ? .meansAndNames : .means,
        inverseStrength: hasNames
          ? FitConfiguration.namesStrength : FitConfiguration.metricStrength), rows,
      dense(hasNames ? labelled.byNamesMap : labelled.byLabelsMap, rows),
      hasNames ? statistics.namesMap : statistics.labelsMap, hints: hints)
    // Terms would be weighed by what they weigh already.
    source.termWeights = []
    return OffsetScores(
      try pairs(by: source, rows: rows), of: labelled, scale: 0,
      deviation: FitConfiguration.pairsScaleDeviation)
  }

  /// Weights for pairs of words by what a model makes of the texts without labels.
  private func pairs(by source: LinearModel, rows: [Int]) throws -> LinearModel {
    try cancellation.check()
    let features = statistics.features
    var scores = [Double](repeating: 0, count: features.count * outputs)
    for sample in statistics.samples {
      scores.replaceSubrange(
        sample.lowerBound * outputs..<sample.upperBound * outputs,
        with: source.scores(of: features, sample))
      // Of more than two labels, each against the mean of all.
      for text in sample where outputs > 1 {
        let range = text * outputs..<(text + 1) * outputs
        let mean = scores[range].reduce(0, +) / Double(outputs)
        for place in range { scores[place] -= mean }
      }
    }
    let polarity = LogCountRatio(
      features: features, index: statistics.index, sources: statistics.samples)
    return LinearModel(
      direction: [Double](repeating: 0, count: source.direction.count),
      bias: [Double](repeating: 0, count: outputs),
      termWeights: polarity.weights(.pairs, scores: scores, shares: outputShares(rows))
    ).standardized(over: features, statistics.reference)
  }

  /// The outputs' labels' shares.
  private func outputShares(_ rows: [Int]) -> [Double] {
    let shares = shares ?? labelledShares(rows)
    return outputs == 1 ? [shares[1]] : shares
  }

  /// The labels' shares among some of the texts.
  func labelledShares(_ rows: [Int]) -> [Double] { LabelShares.labelled(labelled.counts(rows)) }

  /// Whether the threshold lies where the labels' shares say it is among the texts without labels, with
  /// a model that was learned from some of the texts.
  func isBalanced(rows: [Int]) -> Bool {
    let rarest = labelled.counts(rows).min() ?? 0
    // Where texts count differently, that is to move the threshold.
    guard balances, labelled.weights == nil, outputs == 1,
      configuration.parts.contains(.balancedThreshold), rarest < FitConfiguration.balancedBelow
    else { return false }
    if shares != nil { return statistics.hasUnlabelledTexts }
    return Double(rarest + 1) >= FitConfiguration.balancedFromShare * Double(rows.count + 2)
  }

  /// What brings the logits of a calibrated model to the labels' shares among the texts to be read; nothing
  /// where its threshold was moved there.
  ///
  /// - Parameter rows: the texts that the model is learned from.
  func shift(rows: [Int]) -> [Double] {
    LabelShares.shift(
      from: labelledShares(rows), to: isBalanced(rows: rows) ? nil : shares, outputs: outputs)
  }

  /// Of two labels with few texts, moves the threshold to where their shares say it is among the
  /// texts without labels.
  func balance(_ scorer: inout LinearModel, rows: [Int]) throws {
    try cancellation.check()
    guard isBalanced(rows: rows) else { return }
    let scores = scorer.scores(of: statistics.features, statistics.reference)
    scorer.bias[0] -= ScoreColumn(scores, output: 0, of: 1).quantile(1 - outputShares(rows)[0])
  }
}

extension LinearModelFit {
  /// Naive Bayes' log ratios as scales of words and pairs, beside the mean vector (Wang and Manning
  /// 2012, with logistic regression in place of the support vector machine).
  private func terms(
    _ method: FitMethod, _ rows: [Int], _ hints: [OffsetScores]
  ) throws -> LinearModel {
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
    var (scorer, weights) = try regression(
      method, rows,
      dense(labelled.byPairsMap, rows) + dense(labelled.pieces?.byPairsMap ?? [], pieces),
      statistics.pairsMap, hints: hints, terms: sparse, pieces: pieces, places: places)
    var termWeights = [Float](repeating: 0, count: labelled.index.count * outputs)
    for place in scorer.termWeights.indices { termWeights[place] = scorer.termWeights[place] }
    for (place, weight) in zip(0..., weights) {
      let term = terms[place / outputs]
      termWeights[term * outputs + place % outputs] += Float(weight) * scales[term]
    }
    scorer.termWeights = termWeights
    return scorer
  }

  /// `|r|` of each term, the largest over the labels against the others, with one more text for
  /// each term, and the least scale added.
  private func termScales(_ rows: [Int]) -> [Float] {
    let index = labelled.index
    guard configuration.parts.contains(.termScales) else {
      return [Float](repeating: 1, count: index.count)
    }
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
    return scales.map { $0 + FitConfiguration.leastTermScale }
  }
}

extension LinearModelFit {
  /// The scores of the texts that a cross-validation asks for, each from a model that was learned
  /// without it.
  ///
  /// - Returns: for each method, `[scored texts × outputs]`.
  /// - Throws: `CancellationError`.
  func outOfFoldScores(
    _ methods: [FitMethod], by validation: CrossValidation, using generator: SeededGenerator
  ) throws -> [[Double]] {
    let scores = try validation.outOfFold(using: generator) { training, heldOut in
      let scorers = try scorers(methods, rows: training)
      return heldOut.map { text in
        scorers.map { $0.scores(of: labelled.texts, text..<text + 1) }
      }
    }
    return methods.indices.map { method in scores.flatMap { $0[method] } }
  }

  /// The probabilities of all labels for each text by its scores, `[texts × outputs]`.
  func probabilities(_ scores: [Double]) -> [[Double]] {
    stride(from: 0, to: scores.count, by: outputs).map {
      LogisticRegression.probabilities(scores[$0..<$0 + outputs])
    }
  }

  /// Which of some texts are answered right by their scores, `[texts × outputs]`.
  func isRight(_ scores: [Double], _ texts: [Int]) -> [Bool] {
    zip(probabilities(scores), texts).map {
      LabelProbabilities(probabilities: $0, knownWordCount: 1).label == labelled.labels[$1]
    }
  }
}
