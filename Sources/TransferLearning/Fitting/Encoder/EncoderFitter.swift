import SentimentClassification
import SentimentPlatform
import SentimentSentenceEncoders
import SentimentTextProcessing
import SentimentWordEmbeddings

/// Fits a linear model of an encoder's vectors, words and pairs to labelled texts, and teaches a model of
/// words, pairs and word vectors to answer as it does.
struct EncoderFitter {
  let encoder: TransformerEncoder
  /// What words, pairs and vectors there are.
  let statistics: UnlabelledStatistics
  /// Texts like those that the model will read: from its own answers to them the teacher teaches.
  let unlabelled: [String]
  let labelShares: [String: Double]
  let groups: TextGroups
  var threads = 1
  var cancellation = CancellationFlag()
  var progress: @Sendable (LearningProgress) -> Void = { _ in }

  /// - Throws: `FileError` when there are fewer than two labels; `CancellationError`.
  func fitWithCrossValidation(_ texts: [LabelledText], name: String) throws -> FittedModel {
    let labels = try KnownTexts.labels(of: texts, name: name)
    let places = Dictionary(uniqueKeysWithValues: labels.enumerated().map { ($1, $0) })
    let targets = texts.map { places[$0.label]! }
    let lesson = try EncoderLesson(
      texts: texts.map(\.text), targets: targets, labelCount: labels.count, unlabelled: unlabelled,
      encoder: encoder, statistics: statistics, threads: threads, cancellation: cancellation,
      progress: progress)
    let shift = try shift(labels, targets, name)
    var outcome = Outcome()
    if let validation = CrossValidation(
      labels: targets, labelCount: labels.count, groups: groups, threads: threads,
      cancellation: cancellation)
    {
      outcome = try judge(lesson, by: validation, labels: labels, shift: shift)
    }

    var teacher = try lesson.teacher(Array(0..<lesson.count))
    teacher.scale(by: outcome.calibration)
    var student = try lesson.student(of: teacher)
    student.scale(by: outcome.fastCalibration)
    for (output, step) in shift.enumerated() {
      teacher.bias[output] += step
      student.bias[output] += step
    }
    let classifier = lesson.classifier(teacher, student, threshold: outcome.threshold)
    let counts = labels.indices.map { label in targets.count { $0 == label } }
    let total = Double(texts.count + labels.count)
    var training = LinearTraining(
      configuration: statistics.configuration,
      method: FitMethod(kind: .encoder, inverseStrength: EncoderLesson.teacherStrength), names: [],
      labelCounts: counts, unlabelledTextCount: statistics.textCount)
    training.calibration = outcome.calibration
    training.encoder = EncoderTraining(
      name: encoder.name, digest: encoder.digest, taughtTextCount: lesson.count + unlabelled.count,
      threshold: outcome.threshold, askedFraction: outcome.askedFraction,
      fastAccuracy: outcome.fastAccuracy, balancedAccuracy: outcome.balancedAccuracy)
    let model = SentimentModel(
      embeddings: statistics.embeddings, labels: labels,
      prior: counts.map { Double($0 + 1) / total }, head: .encoder(classifier),
      card: ModelCard(
        training: .linear(training), textCount: texts.count, unknownTextCount: 0,
        copyCount: groups.copyCount, estimate: outcome.estimate))
    return FittedModel(
      model: model, outOfFold: outcome.answers, isRightAtLabelledShares: outcome.isRight,
      groups: groups)
  }

  /// What brings logits to the shares that were given; nothing where none were.
  private func shift(_ labels: [String], _ targets: [Int], _ name: String) throws -> [Double] {
    let outputs = LogisticRegression.outputCount(labels: labels.count)
    let labelled = labels.indices.map { label in
      Double(targets.count { $0 == label } + 1) / Double(targets.count + labels.count)
    }
    guard
      let shares = try LabelShares(labelShares, labels: labels, labelled: labelled, name: name)?.moved
    else { return [Double](repeating: 0, count: outputs) }
    let ratios = zip(shares, labelled).map { log($0 / $1) }
    return outputs == 1 ? [ratios[1] - ratios[0]] : ratios
  }
}

extension EncoderFitter {
  /// What the answers on held-out texts led to.
  private struct Outcome {
    var calibration = 1.0
    var fastCalibration = 1.0
    var threshold = EncoderFitter.defaultThreshold
    var askedFraction: Double?
    var fastAccuracy: Double?
    var balancedAccuracy: Double?
    var estimate: ModelCard.Estimate?
    var answers: [OutOfFoldPrediction] = []
    var isRight: [Bool] = []
  }

  /// Where no held-out texts tell when to ask the encoder.
  private static let defaultThreshold = 0.9
  /// So much accuracy may be lost by asking it less.
  private static let tolerance = 0.005

  private func judge(
    _ lesson: EncoderLesson, by validation: CrossValidation, labels: [String], shift: [Double]
  ) throws -> Outcome {
    var validation = validation
    let progress = progress
    validation.foldIsDone =
      ShareCount(of: validation.foldCount) {
        progress(LearningProgress(.crossValidation, fractionCompleted: $0))
      }.add
    let (groups, scored) = (validation.groups, validation.scored)
    let scores = try validation.outOfFold(
      using: SeededGenerator(seed: statistics.configuration.seed).stream(0)
    ) { training, heldOut in
      let teacher = try lesson.teacher(training)
      let student = try lesson.student(of: teacher, isForEstimate: true)
      let (accurate, fast) = (
        lesson.scores(teacher, heldOut), lesson.scores(student, heldOut)
      )
      return heldOut.indices.map { index -> (accurate: [Double], fast: [Double]) in
        let range = index * lesson.outputCount..<(index + 1) * lesson.outputCount
        return (Array(accurate[range]), Array(fast[range]))
      }
    }
    let truths = scored.map { lesson.targets[$0] }
    var outcome = Outcome()
    func calibrated(_ scores: [[Double]]) -> (factor: Double, probabilities: [[Double]]) {
      let factor = Temperature(
        scores: scores.flatMap { $0 }, labels: truths, outputCount: lesson.outputCount,
        weights: groups.weights
      ).factor
      return (
        factor,
        scores.map { scores in
          LogisticRegression.probabilities(zip(scores, shift).map { $0 * factor + $1 }[...])
        }
      )
    }
    let accurate = calibrated(scores.map(\.accurate))
    let fast = calibrated(scores.map(\.fast))
    outcome.calibration = accurate.factor
    outcome.fastCalibration = fast.factor
    func isRight(_ probabilities: [[Double]]) -> [Bool] {
      zip(probabilities, truths).map {
        LabelProbabilities(probabilities: $0, knownWordCount: 1).label == $1
      }
    }
    outcome.isRight = isRight(accurate.probabilities)
    let fastIsRight = isRight(fast.probabilities)
    let certainties = fast.probabilities.map { $0.max()! }
    (outcome.threshold, outcome.askedFraction, outcome.balancedAccuracy) = Self.threshold(
      certainties, fastIsRight: fastIsRight, isRight: outcome.isRight, groups: groups)
    outcome.fastAccuracy = groups.accuracy(fastIsRight)
    outcome.estimate = ModelCard.Estimate(
      accuracy: groups.accuracy(outcome.isRight), groups: groups, truths: truths.map { labels[$0] },
      thinLabels: validation.thinLabels.map { labels[$0] }, folds: validation.foldCount,
      repetitions: 1)
    outcome.answers = zip(scored, accurate.probabilities).map { row, probabilities in
      OutOfFoldPrediction(
        index: row, truth: lesson.targets[row], probabilities: probabilities, labels: labels,
        group: self.groups.numbers[row])
    }
    return outcome
  }

  /// The least certainty of the fast model with which its answers may stand: the one that asks the encoder
  /// about the fewest texts and loses no more than half a point.
  ///
  /// - Returns: it, the fraction of texts that the encoder is asked about, and the accuracy then.
  private static func threshold(
    _ certainties: [Double], fastIsRight: [Bool], isRight: [Bool], groups: TextGroups
  ) -> (threshold: Double, asked: Double, accuracy: Double) {
    let needed = groups.accuracy(isRight) - tolerance
    let steps = stride(from: 0.0, through: 0.99, by: 0.01)
    for threshold in steps {
      let answers = certainties.indices.map {
        certainties[$0] >= threshold ? fastIsRight[$0] : isRight[$0]
      }
      let accuracy = groups.accuracy(answers)
      if accuracy >= needed {
        let asked = certainties.count { $0 < threshold }
        return (threshold, Double(asked) / Double(certainties.count), accuracy)
      }
    }
    return (1, 1, groups.accuracy(isRight))
  }
}
