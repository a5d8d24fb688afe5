import SentimentClassification
import SentimentPlatform
import SentimentSentenceEncoders
import SentimentTextProcessing
import SentimentWordEmbeddings

/// Fits a linear model of an encoder's vectors, words and pairs to labelled texts, and teaches a model of
/// words, pairs and word vectors to answer as it does.
struct EncoderFitter {
  let encoder: TransformerEncoder
  let cache: VectorCache?
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
      encoder: encoder, cache: cache, statistics: statistics, threads: threads,
      cancellation: cancellation,
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
    for (output, step) in shift.enumerated() { teacher.bias[output] += step }
    let exam = try EncoderExam(lesson, teacher)
    var student = try lesson.student(of: teacher)
    student.scale(by: exam?.calibration ?? 1)
    let threshold = exam?.threshold ?? EncoderExam.defaultThreshold
    let classifier = lesson.classifier(teacher, student, threshold: threshold)
    let counts = labels.indices.map { label in targets.count { $0 == label } }
    let total = Double(texts.count + labels.count)
    var training = LinearTraining(
      configuration: statistics.configuration,
      method: FitMethod(kind: .encoder, inverseStrength: EncoderLesson.teacherStrength), names: [],
      labelCounts: counts, unlabelledTextCount: statistics.textCount)
    training.calibration = outcome.calibration
    training.encoder = EncoderTraining(
      name: encoder.name, digest: encoder.digest, taughtTextCount: lesson.count + unlabelled.count,
      threshold: threshold, askedFraction: exam?.askedFraction, balancedLoss: exam?.balancedLoss,
      fastLoss: exam?.fastLoss)
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
      let shares = try LabelShares(labelShares, labels: labels, labelled: labelled, name: name)?
        .moved
    else { return [Double](repeating: 0, count: outputs) }
    let ratios = zip(shares, labelled).map { log($0 / $1) }
    return outputs == 1 ? [ratios[1] - ratios[0]] : ratios
  }
}

extension EncoderFitter {
  /// What the answers on held-out texts led to.
  private struct Outcome {
    var calibration = 1.0
    var estimate: ModelCard.Estimate?
    var answers: [OutOfFoldPrediction] = []
    var isRight: [Bool] = []
  }

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
      let scores = lesson.scores(try lesson.teacher(training), heldOut)
      return stride(from: 0, to: scores.count, by: lesson.outputCount).map {
        Array(scores[$0..<$0 + lesson.outputCount])
      }
    }
    let truths = scored.map { lesson.targets[$0] }
    var outcome = Outcome()
    outcome.calibration =
      Temperature(
        scores: scores.flatMap { $0 }, labels: truths, outputCount: lesson.outputCount,
        weights: groups.weights
      ).factor
    let probabilities = scores.map { scores in
      LogisticRegression.probabilities(
        zip(scores, shift).map { $0 * outcome.calibration + $1 }[...])
    }
    outcome.isRight = zip(probabilities, truths).map {
      LabelProbabilities(probabilities: $0, knownWordCount: 1).label == $1
    }
    outcome.estimate = ModelCard.Estimate(
      accuracy: groups.accuracy(outcome.isRight), groups: groups, truths: truths.map { labels[$0] },
      thinLabels: validation.thinLabels.map { labels[$0] }, folds: validation.foldCount,
      repetitions: 1)
    outcome.answers = zip(scored, probabilities).map { row, probabilities in
      OutOfFoldPrediction(
        index: row, truth: lesson.targets[row], probabilities: probabilities, labels: labels,
        group: self.groups.numbers[row])
    }
    return outcome
  }
}
