import Classification
import WordEmbeddings

/// Answers on texts that a model didn't learn from: each text is held out in one of several folds,
/// which have the labels' shares (Kohavi 1995).
struct CrossValidation {
  let fit: ScorerFit
  let foldCount: Int
  let threads: Int

  /// - Returns: `nil` when a label has fewer than two texts, so that a fold would lack it.
  init?(_ fit: ScorerFit, threads: Int) {
    let labelled = fit.labelled
    let rarest = labelled.counts(Array(0..<labelled.count)).min() ?? 0
    guard rarest >= 2 else { return nil }
    self.fit = fit
    self.threads = threads
    foldCount = min(
      rarest, labelled.count < Self.many ? 10 : labelled.count < Self.veryMany ? 5 : 3)
  }

  /// From so many texts on, fewer folds tell as much.
  private static let many = 500
  private static let veryMany = 5_000

  /// The scores of all texts, `[texts × outputs]`, each from a model that was learned without it.
  func scores(_ method: FitMethod, using generator: SeededGenerator) -> [Double] {
    let folds = folds(using: generator)
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

  /// The fold of each text: the texts of each label are dealt out in random order.
  private func folds(using generator: SeededGenerator) -> [Int] {
    var generator = generator
    let labelled = fit.labelled
    var folds = [Int](repeating: 0, count: labelled.count)
    var next = 0
    for label in 0..<labelled.labelCount {
      let rows = labelled.labels.indices.filter { labelled.labels[$0] == label }
      for place in generator.permutation(of: rows.count) {
        folds[rows[place]] = next % foldCount
        next += 1
      }
    }
    return folds
  }
}
