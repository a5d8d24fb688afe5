import SentimentClassification
import Testing

/// The metrics on cases that can be worked out by hand; Tests/Peers/test-evaluation compares them with
/// scikit-learn on many texts.
struct MetricsTests {
  /// Rows are the labels, columns the answers; nobody has or is given the last label.
  private func matrix() -> ConfusionMatrix {
    var matrix = ConfusionMatrix(labelCount: 4)
    let answers = [(0, 0, 3), (0, 1, 1), (1, 0, 2), (1, 1, 4), (2, 1, 2)]
    for (truth, answer, count) in answers {
      for _ in 0..<count { matrix.add(truth: truth, answer: answer) }
    }
    return matrix
  }

  @Test func scoresOfEachLabelFollowFromTheMatrix() {
    let report = ClassificationReport(matrix(), labels: ["a", "b", "c", "d"])
    #expect(report.texts == 12 && report.correct == 7)
    #expect(report.accuracy == 7.0 / 12)
    #expect(report.labels.map(\.support) == [4, 6, 2, 0])
    #expect(report.labels.map(\.answers) == [5, 7, 0, 0])
    #expect(report.labels.map(\.precision) == [3.0 / 5, 4.0 / 7, nil, nil])
    #expect(report.labels.map(\.recall) == [3.0 / 4, 4.0 / 6, 0, nil])
    #expect(report.labels.map(\.f1) == [6.0 / 9, 8.0 / 13, 0, nil])
  }

  @Test func macroMeansCountUndefinedAsZeroAndLeaveAbsentLabelsOut() {
    let macro = ClassificationReport(matrix(), labels: ["a", "b", "c", "d"]).macro
    #expect(abs(macro.precision - (3.0 / 5 + 4.0 / 7) / 3) < 1e-12)
    #expect(abs(macro.recall - (3.0 / 4 + 4.0 / 6) / 3) < 1e-12)
    #expect(abs(macro.f1 - (6.0 / 9 + 8.0 / 13) / 3) < 1e-12)
  }

  @Test func theBaselineIsTheMostFrequentLabel() {
    let report = ClassificationReport(matrix(), labels: ["a", "b", "c", "d"])
    #expect(report.majorityBaseline.label == "b" && report.majorityBaseline.accuracy == 0.5)
  }

  @Test func theIntervalIsWilsons() {
    let report = ClassificationReport(matrix(), labels: ["a", "b", "c", "d"])
    #expect(report.accuracyInterval == RunStatistics.wilsonInterval(share: 7.0 / 12, trials: 12))
    #expect(report.accuracyInterval.lowerBound < report.accuracy)
    #expect(report.accuracyInterval.upperBound > report.accuracy)
  }

  /// The bins are open below and closed above, as Guo et al. have them.
  @Test func binsHoldTheirUpperEnd() {
    var calibration = Calibration(binCount: 10)
    for confidence in [0, 0.1, 0.100001, 0.5, 0.95, 1] {
      calibration.add(confidence: confidence, isCorrect: true)
    }
    #expect(calibration.bins.map(\.texts) == [2, 1, 0, 0, 1, 0, 0, 0, 0, 2])
    #expect(calibration.bins[2].confidence == nil && calibration.bins[2].accuracy == nil)
    #expect(calibration.bins[9].confidence == 0.975)
  }

  @Test func theCalibrationErrorIsTheMeanGap() {
    var calibration = Calibration(binCount: 10)
    #expect(calibration.expectedError == 0)
    // 4 answers at 75 %, of which 3 are right: no gap. 2 at 95 %, of which 1 is right: 45 %.
    for isCorrect in [true, true, false, true] {
      calibration.add(confidence: 0.75, isCorrect: isCorrect)
    }
    for isCorrect in [true, false] { calibration.add(confidence: 0.95, isCorrect: isCorrect) }
    #expect(abs(calibration.expectedError - 2.0 / 6 * 0.45) < 1e-12)
  }

  @Test func probabilitiesAreScored() {
    var scores = ProbabilityScores()
    scores.add([0.5, 0.25, 0.25], truth: 0)
    scores.add([0, 1, 0], truth: 1)
    #expect(abs(scores.logLoss - 0.6931471805599453 / 2) < 1e-12)
    #expect(abs(scores.brierScore - (0.25 + 0.0625 + 0.0625) / 2) < 1e-12)
    scores.add([0, 1, 0], truth: 0)
    #expect(scores.logLoss.isFinite)
  }

  /// Values of printed tables.
  @Test(arguments: [
    (0.975, 30.0, 2.0423), (0.995, 14.0, 2.9768), (0.995, 126.0, 2.6154), (0.99, 1e6, 2.3263),
  ])
  func quantilesOfStudentsT(probability: Double, freedom: Double, value: Double) {
    #expect(abs(StudentT.quantile(probability, freedom: freedom) - value) < 0.001)
  }
}
