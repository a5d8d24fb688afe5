import SentimentClassification

/// How well a student answers texts that it wasn't taught on, by what its teacher makes of them.
///
/// A few labelled texts can't tell half a point of accuracy; thousands without labels can: where the student
/// says another label than the teacher, the expected loss is the difference that the teacher's calibrated
/// probabilities make between the two. A student that was taught by every other text is asked about the rest.
struct EncoderExam {
  /// By what the student's logits are multiplied, so that its probabilities are the teacher's in the mean.
  let calibration: Double
  /// The least probability with which the student's answer stands.
  let threshold: Double
  /// The fraction of texts that the teacher has to answer then.
  let askedFraction: Double
  /// What is lost of the teacher's accuracy then, and by the student alone; below 0 for a gain.
  let balancedLoss: Double
  let fastLoss: Double

  /// Where there are too few texts to tell.
  static let defaultThreshold = 0.9
  private static let leastTexts = 200
  /// So much of the accuracy may be lost.
  private static let tolerance = 0.005
  private static let step = 0.01

  /// - Returns: `nil` where there are too few texts without labels.
  /// - Throws: `CancellationError`.
  init?(_ lesson: EncoderLesson, _ teacher: EncoderModel) throws {
    let texts = lesson.unlabelledTexts
    guard texts.count >= Self.leastTexts else { return nil }
    let taught = stride(from: 0, to: texts.count, by: 2).map { texts[$0] }
    let asked = stride(from: 1, to: texts.count, by: 2).map { texts[$0] }
    let student = try lesson.student(of: teacher, on: taught)
    let truth = lesson.targets(lesson.scores(teacher, asked))
    let scores = lesson.scores(student, asked)
    let calibration = Temperature(
      scores: scores, targets: truth, outputCount: lesson.outputCount,
      weights: [Double](repeating: 1, count: asked.count), check: {}
    ).factor
    self.calibration = calibration
    let answers = lesson.targets(scores.map { $0 * calibration })
    var losses: [(certainty: Float, loss: Double)] = []
    for (row, label) in answers.likeliest.enumerated() {
      let expected = truth[row]
      losses.append(
        (answers[row].max()!, Double(expected.max()! - expected[expected.startIndex + label])))
    }
    func loss(above threshold: Double) -> Double {
      losses.reduce(0) { $0 + (Double($1.certainty) >= threshold ? $1.loss : 0) }
        / Double(losses.count)
    }
    let threshold =
      stride(from: 0, to: 1, by: Self.step).first { loss(above: $0) <= Self.tolerance } ?? 1
    self.threshold = threshold
    askedFraction =
      Double(losses.count { Double($0.certainty) < threshold }) / Double(losses.count)
    balancedLoss = loss(above: threshold)
    fastLoss = loss(above: 0)
  }
}
