import Classification
import WordEmbeddings

/// Answers on texts that a model didn't learn from: each text is held out in one of several
/// ``Folds``.
struct CrossValidation {
  let fit: ScorerFit
  let foldCount: Int
  let threads: Int

  /// - Returns: `nil` when a label has fewer than two texts, so that a fold would lack it.
  init?(_ fit: ScorerFit, threads: Int) {
    let labelled = fit.labelled
    guard let count = Folds.count(labels: labelled.labels, labelCount: labelled.labelCount) else {
      return nil
    }
    self.fit = fit
    self.threads = threads
    foldCount = count
  }

  /// The scores of all texts, `[texts × outputs]`, each from a model that was learned without it.
  func scores(_ method: FitMethod, using generator: SeededGenerator) -> [Double] {
    let folds = Folds(
      labels: fit.labelled.labels, labelCount: fit.labelled.labelCount, count: foldCount,
      using: generator
    ).numbers
    let outputs = fit.labelled.outputCount
    let held = concurrentMap(foldCount, threads: threads) { fold in
      let scorer = fit.scorer(method, rows: folds.indices.filter { folds[$0] != fold })
      return folds.indices.filter { folds[$0] == fold }.map {
        (row: $0, scores: scorer.scores(of: fit.labelled.texts, $0..<$0 + 1))
      }
    }
    var scores = [Double](repeating: 0, count: folds.count * outputs)
    for (row, values) in held.joined() {
      for output in 0..<outputs { scores[row * outputs + output] = values[output] }
    }
    return scores
  }

  /// Which texts are answered right by some scores.
  func isRight(_ scores: [Double]) -> [Bool] {
    let outputs = fit.labelled.outputCount
    return fit.labelled.labels.enumerated().map { row, label in
      let probabilities = LogisticRegression.probabilities(
        scores[row * outputs..<(row + 1) * outputs])
      return Answer(probabilities: probabilities, knownWordCount: 1).label == label
    }
  }

  func accuracy(_ scores: [Double]) -> Double { Self.share(isRight(scores)) }

  static func share(_ isRight: [Bool]) -> Double {
    Double(isRight.count { $0 }) / Double(max(1, isRight.count))
  }
}
