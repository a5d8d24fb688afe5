import SentimentClassification
import SentimentTextProcessing
import SentimentWordEmbeddings

/// Answers on texts that a model didn't learn from: each text is held out in one of several
/// ``Folds``.
struct CrossValidation {
  let fit: LinearModelFit
  let foldCount: Int
  let threads: Int
  /// Called after each fold, by several threads.
  var foldIsDone: @Sendable () -> Void = {}

  /// - Returns: `nil` when a label has fewer than two texts, so that a fold would lack it.
  init?(_ fit: LinearModelFit, threads: Int) {
    let labelled = fit.labelled
    guard let count = Folds.count(labels: labelled.labels, labelCount: labelled.labelCount) else {
      return nil
    }
    self.fit = fit
    self.threads = threads
    foldCount = count
  }

  /// The scores of all texts, each from a model that was learned without it.
  ///
  /// - Returns: for each method, `[texts × outputs]`.
  func scores(_ methods: [FitMethod], using generator: SeededGenerator) -> [[Double]] {
    let folds = Folds(
      labels: fit.labelled.labels, labelCount: fit.labelled.labelCount, count: foldCount,
      using: generator
    ).numbers
    let outputs = fit.labelled.outputCount
    let held = concurrentMap(foldCount, threads: threads) { fold in
      defer { foldIsDone() }
      let rows = folds.indices.filter { folds[$0] == fold }
      let scorers = fit.scorers(methods, rows: folds.indices.filter { folds[$0] != fold })
      return (
        rows: rows,
        scores: scorers.map { scorer in
          rows.flatMap { scorer.scores(of: fit.labelled.texts, $0..<$0 + 1) }
        }
      )
    }
    var scores = methods.map { _ in [Double](repeating: 0, count: folds.count * outputs) }
    for (rows, values) in held {
      for method in methods.indices {
        for (place, row) in rows.enumerated() {
          for output in 0..<outputs {
            scores[method][row * outputs + output] = values[method][place * outputs + output]
          }
        }
      }
    }
    return scores
  }

  /// Which texts are answered right by some scores.
  func isRight(_ scores: [Double]) -> [Bool] {
    let outputs = fit.labelled.outputCount
    return fit.labelled.labels.enumerated().map { row, label in
      let probabilities = LogisticRegression.probabilities(
        scores[row * outputs..<(row + 1) * outputs])
      return LabelProbabilities(probabilities: probabilities, knownWordCount: 1).label == label
    }
  }

  func accuracy(_ scores: [Double]) -> Double { Self.share(isRight(scores)) }

  static func share(_ isRight: [Bool]) -> Double {
    Double(isRight.count { $0 }) / Double(max(1, isRight.count))
  }
}
