import Classification
import TransferLearning

extension AccuracyPoint {
  /// The share of right judgements with its 95 % interval (Wilson).
  ///
  /// - Returns: `nil` when there are none.
  init?(_ judgements: [CrossValidatedJudge.Judgement], of labels: [StoredLabel]) {
    guard !judgements.isEmpty else { return nil }
    let correct = judgements.count { $0.label == labels[$0.index].label }
    let share = Double(correct) / Double(judgements.count)
    let interval = RunStatistics.wilsonInterval(share: share, trials: Double(judgements.count))
    self.init(labels: labels.count, accuracy: share, low: interval[0], high: interval[1])
  }
}
