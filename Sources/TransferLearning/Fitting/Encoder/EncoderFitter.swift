import SentimentClassification
import SentimentPlatform
import SentimentSentenceEncoders
import SentimentTextProcessing
import SentimentWordEmbeddings

/// Fits linear models of an encoder's vectors, words and pairs to labelled texts, to the labels' names or to
/// both, mixes them with a model of words alone by what held-out texts say of each, and teaches a model of
/// words, pairs and word vectors to answer as the mixture does.
struct EncoderFitter {
  let encoder: TransformerEncoder
  let cache: VectorCache?
  /// A model of words alone that was fitted to the same texts.
  var base: FittedModel
  let names: [SeedWords]
  /// Texts like those that the model will read: from its own answers to them the teacher teaches.
  let unlabelled: [String]
  /// Whether the texts without labels are asked for the labels' shares, where nobody gave them.
  var estimatesShares = true
  /// What the encoder makes of the labelled texts and those without labels; `nil` to have it read them.
  var vectors: TextVectors?
  var threads = 1
  var cancellation = CancellationFlag()
  var progress: @Sendable (LearningProgress) -> Void = { _ in }

  /// What is learned from.
  ///
  /// - Throws: `FileError`; `CancellationError`.
  func lesson(of texts: [LabelledText]) throws -> EncoderLesson? {
    guard let linear = base.linear, !(texts.isEmpty && unlabelled.isEmpty) else { return nil }
    let labels = base.model.labels
    let places = Dictionary(uniqueKeysWithValues: labels.enumerated().map { ($1, $0) })
    return try EncoderLesson(
      texts: texts.map(\.text), targets: texts.map { places[$0.label]! },
      labelCount: labels.count,
      weights: try linear.statistics.configuration.labelWeights.weights(
        of: texts, labels: labels, name: "the labelled texts"),
      unlabelled: unlabelled, vectors: vectors, encoder: encoder,
      cache: cache, base: linear, names: names.sorted { $0.label < $1.label }, threads: threads,
      cancellation: cancellation, progress: progress)
  }

  /// - Returns: the model of words alone where the encoder adds nothing to it.
  /// - Throws: `FileError`; `CancellationError`.
  func fitWithCrossValidation(_ texts: [LabelledText], name: String) throws -> FittedModel {
    try lesson(of: texts).map { try fit($0, to: texts, name: name) } ?? base
  }

  /// The same where the lesson is made already.
  func fit(_ lesson: EncoderLesson, to texts: [LabelledText], name: String) throws -> FittedModel {
    guard let linear = base.linear else { return base }
    let labels = base.model.labels
    let targets = lesson.targets
    let outcome =
      try texts.isEmpty
      ? judgeNames(lesson, labels, name) : judge(lesson, labels, linear, name)
    guard outcome.mixture.parts.contains(where: { $0.method != .words && $0.weight > 0 }) else {
      return base
    }

    var teacher = outcome.teacher
    teacher.scale(by: outcome.calibration)
    for (output, step) in outcome.shift.enumerated() { teacher.words.bias[output] += step }
    let exam = try EncoderExam(lesson, teacher)
    var student = try lesson.student(of: teacher)
    student.scale(by: exam?.calibration ?? 1)
    let threshold = exam?.threshold ?? EncoderExam.defaultThreshold
    let counts = labels.indices.map { label in targets.count { $0 == label } }
    var training = LinearTraining(
      configuration: linear.statistics.configuration,
      method: FitMethod(kind: .encoder, inverseStrength: EncoderLesson.teacherStrength),
      names: names.sorted { $0.label < $1.label }, labelCounts: counts,
      unlabelledTextCount: linear.statistics.textCount)
    training.calibration = outcome.calibration
    training.labelShares = outcome.shares
    training.encoder = EncoderTraining(
      name: encoder.name, digest: encoder.digest, parts: outcome.mixture.parts,
      taughtTextCount: lesson.textCount, threshold: threshold, askedFraction: exam?.askedFraction,
      balancedLoss: exam?.balancedLoss, fastLoss: exam?.fastLoss)
    var card = ModelCard(
      training: .linear(training), textCount: texts.count, unknownTextCount: 0,
      copyCount: base.groups.copyCount, estimate: outcome.estimate)
    card.vectors = base.model.card.vectors
    card.vectorTrials = base.model.card.vectorTrials
    let model = SentimentModel(
      embeddings: linear.statistics.embeddings, labels: labels,
      prior: texts.isEmpty ? base.model.prior : LabelShares.labelled(counts),
      head: .encoder(lesson.classifier(teacher, student, threshold: threshold)), card: card)
    return FittedModel(
      model: model, outOfFold: outcome.answers, isRightAtLabelledShares: outcome.isRight,
      groups: base.groups)
  }
}

extension EncoderFitter {
  /// What is known of the methods, and what follows from it.
  private struct Outcome {
    let mixture: EncoderMixture
    /// Before it is calibrated.
    let teacher: EncoderModel
    var calibration = 1.0
    var shares: LabelShares?
    /// What brings calibrated logits to these shares.
    var shift: [Double]
    var estimate: ModelCard.Estimate?
    var answers: [OutOfFoldPrediction] = []
    /// Which of these are right at the labelled texts' shares.
    var isRight: [Bool] = []
  }

  /// Without labelled texts.
  private func judgeNames(
    _ lesson: EncoderLesson, _ labels: [String], _ name: String
  ) throws -> Outcome {
    guard let teacher = lesson.teacherOfNames() else {
      preconditionFailure("there are names where there is no labelled text")
    }
    let equal = labels.map { _ in 1 / Double(labels.count) }
    let shares = try given(labels, equal, name)
    return Outcome(
      mixture: EncoderMixture(untold: [.encoderAndNames]), teacher: teacher, shares: shares,
      shift: LabelShares.shift(
        from: equal, to: shares?.moved, outputs: lesson.outputCount))
  }

  private func given(
    _ labels: [String], _ labelled: [Double], _ name: String
  ) throws -> LabelShares? {
    try LabelShares(
      base.linear!.statistics.configuration.labelShares, labels: labels, labelled: labelled,
      name: name)
  }

  private func judge(
    _ lesson: EncoderLesson, _ labels: [String], _ linear: FittedLinearModel, _ name: String
  ) throws -> Outcome {
    let all = Array(0..<lesson.count)
    let labelled = LabelShares.labelled(
      labels.indices.map { label in lesson.targets.count { $0 == label } })
    let given = try given(labels, labelled, name)
    let validation = CrossValidation(
      labels: lesson.targets, labelCount: labels.count, groups: base.groups, threads: threads,
      cancellation: cancellation)
    guard let validation, !linear.outOfFold.isEmpty else {
      let mixture = EncoderMixture(untold: lesson.methods)
      return Outcome(
        mixture: mixture, teacher: try teacher(lesson, mixture, all), shares: given,
        shift: LabelShares.shift(
          from: labelled, to: given?.moved, outputs: lesson.outputCount))
    }
    let (scored, groups) = (validation.scored, validation.groups)
    let truths = scored.map { lesson.targets[$0] }
    let mixture = EncoderMixture(
      lesson.methods, scores: try outOfFold(lesson, by: validation, linear), truths: truths,
      outputCount: lesson.outputCount, groups: groups)
    var outcome = Outcome(
      mixture: mixture, teacher: try teacher(lesson, mixture, all), shift: [])
    func probabilities(_ scores: [Double], _ shift: [Double]) -> [[Double]] {
      stride(from: 0, to: scores.count, by: lesson.outputCount).map { start in
        LogisticRegression.probabilities(
          zip(scores[start..<start + lesson.outputCount], shift).map {
            $0 * outcome.calibration + $1
          }[...])
      }
    }
    func isRight(_ probabilities: [[Double]]) -> [Bool] {
      zip(probabilities, truths).map {
        LabelProbabilities(probabilities: $0, knownWordCount: 1).label == $1
      }
    }
    let count = mixture.scores.count
    outcome.calibration =
      try Temperature(
        scores: mixture.scores.flatMap { $0 }, labels: (0..<count).flatMap { _ in truths },
        outputCount: lesson.outputCount,
        weights: (0..<count).flatMap { _ in
          zip(groups.weights, scored).map { $0 / Double(count) * (lesson.weights?[$1] ?? 1) }
        }, check: cancellation.check
      ).factor
    let unmoved = [Double](repeating: 0, count: lesson.outputCount)
    let plain = probabilities(mixture.scores[0], unmoved)
    outcome.isRight = isRight(plain)
    let asked = lesson.count..<lesson.textCount
    outcome.shares =
      try given
      ?? (estimatesShares && lesson.weights == nil && !asked.isEmpty
        ? try LabelShares(labels, labelled: labelled, truths: truths, groups: groups) {
          try LabelShareEstimate(
            plain, labels: truths, groups: groups,
            unlabelled: probabilities(lesson.scores(outcome.teacher, Array(asked)), unmoved),
            using: generator.stream(1, 0), check: cancellation.check)
        } : nil)
    outcome.shift = LabelShares.shift(
      from: labelled, to: outcome.shares?.moved, outputs: lesson.outputCount)
    let importances = outcome.shares?.moved.map { groups.importances(truths, shares: $0) }
    let moved = mixture.scores.map { probabilities($0, outcome.shift) }
    let accuracies = moved.map { groups.accuracy(isRight($0), importances: importances) }
    outcome.estimate = ModelCard.Estimate(
      accuracy: accuracies.reduce(0, +) / Double(count), groups: groups,
      truths: truths.map { labels[$0] }, importances: importances,
      thinLabels: validation.thinLabels.map { labels[$0] }, folds: validation.foldCount,
      repetitions: count)
    outcome.answers = zip(scored, moved[0]).map { row, probabilities in
      OutOfFoldPrediction(
        index: row, truth: lesson.targets[row], probabilities: probabilities, labels: labels,
        group: base.groups.numbers[row])
    }
    return outcome
  }

  private var generator: SeededGenerator {
    SeededGenerator(seed: base.linear!.statistics.configuration.seed)
  }

  private func teacher(
    _ lesson: EncoderLesson, _ mixture: EncoderMixture, _ rows: [Int]
  ) throws -> EncoderModel {
    var teacher: EncoderModel?
    for (part, factor) in zip(mixture.parts, mixture.factors) where factor > 0 {
      var model = try lesson.teacher(part.method, rows)
      model.scale(by: factor)
      teacher?.add(model, times: 1)
      teacher = teacher ?? model
    }
    return teacher!
  }

  /// The scores of each method's models for texts that these didn't learn from: for each repetition of the
  /// cross-validation, `[scored texts × outputs]`.
  private func outOfFold(
    _ lesson: EncoderLesson, by validation: CrossValidation, _ linear: FittedLinearModel
  ) throws -> [[[Double]]] {
    var validation = validation
    let progress = progress
    let repetitions = linear.outOfFold.count
    validation.foldIsDone =
      ShareCount(of: validation.foldCount * repetitions) {
        progress(LearningProgress(.crossValidation, fractionCompleted: $0))
      }.add
    let unknown = [Double](repeating: 0, count: lesson.outputCount)
    let taught = lesson.methods.filter { $0 != .words }
    var scores = lesson.methods.map { _ in [[Double]]() }
    for (repetition, words) in linear.outOfFold.enumerated() {
      let rows = try validation.outOfFold(using: generator.stream(repetition)) {
        training, heldOut in
        let models = try taught.map { try lesson.teacher($0, training) }
        return heldOut.map { text in models.map { lesson.scores($0, [text]) } }
      }
      for (place, method) in lesson.methods.enumerated() {
        // A text of which no word is known says nothing to a model of words.
        scores[place].append(
          method == .words
            ? validation.scored.flatMap { words[$0] ?? unknown }
            : rows.flatMap { $0[taught.firstIndex(of: method)!] })
      }
    }
    return scores
  }
}
