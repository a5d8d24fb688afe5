import SentimentClassification
import SentimentTextProcessing
import SentimentWordEmbeddings

/// Fits a linear model to as many or few labels as there are: labelled texts, names of the labels, or
/// both.
///
/// It keeps what texts without labels tell, so that fitting anew after each further label is quick.
public struct LinearFitter: Sendable {
  public let statistics: UnlabelledStatistics
  /// The result doesn't depend on it.
  public var threads = 1
  /// Whether a cross-validation chooses the method, tells the accuracy and calibrates; it takes many
  /// times as long as the fit.
  public var crossValidates: Bool
  /// Called after each fold of the cross-validation, by several threads.
  public var progress: @Sendable (LearningProgress) -> Void = { _ in }
  package var cancellation = CancellationFlag()
  /// Which of the texts to fit to are copies of each other; `nil` to find it out.
  package var groups: TextGroups?
  /// Whether the texts without labels are asked for the labels' shares, where nobody gave them.
  public var estimatesShares = true
  /// How a model of labels like these was learned after a cross-validation: its method, its calibration and what was
  /// added for macro-F1 are taken where there is none. `nil` for the method for few labels.
  public var precedent: LinearTraining?

  /// How much more the texts of some labels count; at first as the configuration says.
  public var labelWeights: LabelWeights

  /// The names of all labels, in the order of the labels; empty where there are none.
  public let names: [SeedWords]
  private let prior: LinearModel?

  private var configuration: FitConfiguration {
    var configuration = statistics.configuration
    configuration.labelWeights = labelWeights
    if crossValidates {
      configuration.parts.insert(.crossValidation)
    } else {
      configuration.parts.remove(.crossValidation)
    }
    return configuration
  }

  /// - Parameter names: for all labels or for none.
  /// - Throws: `FileError` when there are names of one label alone, a label stands there twice, or
  ///   the vectors have none of a label's words.
  public init(_ statistics: UnlabelledStatistics, names: [SeedWords] = []) throws {
    self.statistics = statistics
    crossValidates = statistics.configuration.parts.contains(.crossValidation)
    labelWeights = statistics.configuration.labelWeights
    self.names = names.sorted { $0.label < $1.label }
    guard names.count != 1 else {
      throw FileError(
        .tooFewLabels, file: "\(.seedWords) \(names[0].label)", setting: .seedWords,
        problem: "it is the only label with words",
        remedy: "give names of at least two labels, or of none")
    }
    for (names, next) in zip(self.names, self.names.dropFirst()) where names.label == next.label {
      throw FileError(
        .wrongLabel, file: "\(.seedWords) \(names.label)", setting: .seedWords,
        problem: "the label has them twice",
        remedy: "give all its words at once")
    }
    prior = try names.isEmpty ? nil : SeedWordPrior(statistics: statistics).scorer(self.names)
  }

  /// - Parameters:
  ///   - texts: may be empty where there are names.
  ///   - name: what messages call the labelled texts, usually their file.
  /// - Throws: `FileError` when there are fewer than two labels, one of them has no names though
  ///   others have, or no word is known.
  public func fit(
    _ texts: [LabelledText], name: String = "the labelled texts"
  ) throws -> SentimentModel {
    try fitWithCrossValidation(texts, name: name).model
  }

  /// The same, with what each labelled text got from a model that was learned without it.
  public func fitWithCrossValidation(
    _ texts: [LabelledText], name: String = "the labelled texts"
  ) throws -> FittedModel {
    let labels = try labels(of: texts, name)
    let embeddings = statistics.embeddings
    let known = try KnownTexts(texts, labels: labels, embeddings: embeddings) { _, _ in
      try cancellation.check()
    }
    try known.check(name: name)
    let targets = known.targets
    let weights = try configuration.labelWeights.weights(of: texts, labels: labels, name: name)
    let groups = try self.groups ?? TextGroups(texts.lazy.map(\.text))
    let knownGroups = groups.restricted(to: known.indices)
    let isMany = knownGroups.count >= FitConfiguration.comparedFrom
    let precedent = crossValidates ? nil : precedent
    // Weights for words and pairs come from a comparison alone.
    let addsPairs =
      isMany && configuration.parts.contains(.wordPairs)
      && (crossValidates || precedent?.method.kind == .terms)
    let labelled = try LabelledFeatures(
      known.encoded, labels: targets, labelCount: labels.count,
      weights: weights.map { weights in known.indices.map { weights[$0] } }, statistics: statistics,
      isMany: isMany, addsPairs: addsPairs, threads: threads, cancellation: cancellation)
    let fit = LinearModelFit(
      statistics: statistics, labelled: labelled, names: prior, cancellation: cancellation)
    let given = try LabelShares(
      configuration.labelShares, labels: labels,
      labelled: fit.labelledShares(Array(0..<labelled.count)), name: name)
    var outcome = Outcome(
      method: FitMethod(
        kind: targets.isEmpty ? .names : prior == nil ? .means : .meansAndNames,
        inverseStrength: prior == nil
          ? FitConfiguration.metricStrength : FitConfiguration.namesStrength))
    let possible: Set<FitMethod.Kind> =
      prior == nil ? [.means, .terms] : [.means, .meansAndNames, .terms]
    if let precedent, possible.contains(precedent.method.kind), !targets.isEmpty,
      addsPairs || precedent.method.kind != .terms
    {
      (outcome.method, outcome.calibration) = (precedent.method, precedent.calibration)
    }
    let validation =
      crossValidates
      ? CrossValidation(
        labels: targets, labelCount: labels.count, groups: knownGroups, threads: threads,
        cancellation: cancellation) : nil
    if let validation {
      outcome = try choose(
        fit, by: validation, isMany: isMany, default: outcome.method, labels: labels,
        given: given)
    } else if let given {
      outcome.shares = given
    }
    var scorer: LinearModel
    let all = Array(0..<labelled.count)
    var adapted = fit
    adapted.shares = outcome.shares?.moved
    if let prior, outcome.method.kind == .names {
      scorer = prior
      if adapted.shares != nil { try adapted.balance(&scorer, rows: []) }
      scorer.scale(by: FitConfiguration.namesScaleWithoutLabels)
    } else {
      scorer = try adapted.scorer(outcome.method, rows: all)
    }
    let learned = outcome.shares?.moved == nil ? scorer : try fit.scorer(outcome.method, rows: all)
    scorer.scale(by: outcome.calibration)
    for (output, step) in adapted.shift(rows: all).enumerated() { scorer.bias[output] += step }
    if let shifts = precedent?.macroF1?.shifts, shifts.count == labels.count {
      let steps = scorer.bias.count == 1 ? [shifts[1] - shifts[0]] : shifts
      for (output, step) in steps.enumerated() { scorer.bias[output] += step }
    }
    let total = Double(texts.count + labels.count)
    var training = LinearTraining(
      configuration: configuration, method: outcome.method, names: names, labelCounts: known.counts,
      unlabelledTextCount: statistics.textCount)
    training.trials = outcome.trials
    training.calibration = outcome.calibration
    training.labelShares = outcome.shares
    let model = SentimentModel(
      embeddings: embeddings, labels: labels,
      prior: texts.isEmpty
        ? labels.map { _ in 1 / Double(labels.count) }
        : known.counts.map { Double($0 + 1) / total },
      head: .ngrams(scorer.classifier(encoder: statistics.encoder, index: labelled.index)),
      card: ModelCard(
        training: .linear(training), textCount: texts.count,
        unknownTextCount: texts.count - targets.count, copyCount: groups.copyCount,
        estimate: outcome.estimate))
    let answers = zip(validation?.scored ?? [], outcome.probabilities).map { row, probabilities in
      OutOfFoldPrediction(
        index: known.indices[row], truth: targets[row], probabilities: probabilities,
        labels: labels, group: groups.numbers[known.indices[row]])
    }
    var fitted = FittedModel(
      model: model, outOfFold: answers, isRightAtLabelledShares: outcome.isRight, groups: groups)
    fitted.linear = FittedLinearModel(
      statistics: statistics, index: labelled.index, model: learned, names: prior,
      outOfFold: outcome.scores.map { scores in
        let outputs = labelled.outputCount
        return Dictionary(
          uniqueKeysWithValues: (validation?.scored ?? []).enumerated().map { place, row in
            (known.indices[row], Array(scores[place * outputs..<(place + 1) * outputs]))
          })
      })
    return fitted
  }

  /// The same on a thread of its own; when the task is cancelled, it ends within a tenth of a second.
  public func fitInBackground(_ texts: [LabelledText]) async throws -> FittedModel {
    try await runInBackground { cancellation in
      var fitter = self
      fitter.cancellation = cancellation
      return try fitter.fitWithCrossValidation(texts)
    }
  }

  /// All labels in order.
  private func labels(of texts: [LabelledText], _ name: String) throws -> [String] {
    guard !names.isEmpty else {
      return try KnownTexts.labels(
        of: texts, name: name,
        remedy: "give texts of at least two labels, or names of the labels")
    }
    try Self.check(names, of: texts, name)
    return names.map(\.label)
  }

  /// - Throws: `FileError` when a label of the texts has no names though others have.
  static func check(
    _ names: [SeedWords], of texts: [LabelledText], _ name: String
  ) throws(FileError) {
    guard !names.isEmpty,
      let unnamed = Set(texts.lazy.map(\.label)).subtracting(names.map(\.label)).min()
    else { return }
    throw FileError(
      .wrongLabel, file: name, setting: .seedWords,
      problem: "the label \"\(unnamed)\" has no \(.seedWords), \"\(names[0].label)\" has",
      remedy: "give \(.seedWords) of each label, or of none")
  }
}

extension LinearFitter {
  /// What the answers on held-out texts led to.
  private struct Outcome {
    var method: FitMethod
    var trials: [LinearTraining.Trial] = []
    var calibration = 1.0
    var estimate: ModelCard.Estimate?
    /// Of all labels for each scored text, once calibrated; empty without a cross-validation.
    var probabilities: [[Double]] = []
    /// Which of these texts are answered right at the labelled texts' shares.
    var isRight: [Bool] = []
    /// Their scores at these shares, for each repetition.
    var scores: [[Double]] = []
    var shares: LabelShares?
  }

  /// With few texts the answers are repeated with other folds, so that they depend less on chance.
  private static let repetitionsOfFew = 3

  private func choose(
    _ fit: LinearModelFit, by validation: CrossValidation, isMany: Bool, default method: FitMethod,
    labels: [String], given: LabelShares?
  ) throws -> Outcome {
    let labelled = fit.labelled
    let methods = isMany ? [method] + others(fit) : [method]
    let progress = progress
    let (scored, groups) = (validation.scored, validation.groups)
    var validation = validation
    validation.foldIsDone =
      ShareCount(of: validation.foldCount * (isMany ? 1 : Self.repetitionsOfFew)) {
        progress(LearningProgress(.crossValidation, fractionCompleted: $0))
      }.add
    let generator = SeededGenerator(seed: configuration.seed)
    var best: (method: FitMethod, scores: [Double], isRight: [Bool])?
    var outcome = Outcome(method: method)
    for (method, scores) in zip(
      methods, try fit.outOfFoldScores(methods, by: validation, using: generator.stream(0)))
    {
      let isRight = fit.isRight(scores, scored)
      if isMany {
        outcome.trials.append(.init(method: method, accuracy: groups.accuracy(isRight)))
      }
      if best.map({ McNemar.ofMethods.isBetter(isRight, than: $0.isRight, groups: groups) })
        ?? true
      {
        best = (method, scores, isRight)
      }
    }
    guard let best else { return outcome }
    outcome.method = best.method
    outcome.isRight = best.isRight
    let truths = scored.map { labelled.labels[$0] }
    outcome.shares =
      try given
      ?? estimatedShares(
        fit, best.method, best.scores, by: validation, labels: labels, using: generator.stream(0))
    var adapted = fit
    adapted.shares = outcome.shares?.moved
    let shift = adapted.shift(rows: scored)
    let importances = adapted.shares.map { groups.importances(truths, shares: $0) }
    func answers(_ repetition: Int) throws -> [Double] {
      try adapted.outOfFoldScores(
        [best.method], by: validation, using: generator.stream(repetition))[0]
    }
    func isRight(_ scores: [Double]) -> [Bool] {
      fit.isRight(Self.logits(scores, outcome.calibration, shift), scored)
    }
    let scores = adapted.shares == nil ? best.scores : try answers(0)
    outcome.calibration =
      try Temperature(
        scores: scores, labels: truths, outputCount: labelled.outputCount,
        weights: groups.weights.indices.map { place in
          groups.weights[place] * (importances?[place] ?? 1)
            * (labelled.weights?[scored[place]] ?? 1)
        }, check: cancellation.check
      ).factor
    outcome.probabilities = fit.probabilities(Self.logits(scores, outcome.calibration, shift))
    var accuracies = [groups.accuracy(isRight(scores), importances: importances)]
    outcome.scores = [best.scores]
    if !isMany {
      for repetition in 1..<Self.repetitionsOfFew {
        let scores = try answers(repetition)
        accuracies.append(groups.accuracy(isRight(scores), importances: importances))
        if adapted.shares == nil { outcome.scores.append(scores) }
      }
    }
    outcome.estimate = ModelCard.Estimate(
      accuracy: accuracies.reduce(0, +) / Double(accuracies.count), groups: groups,
      truths: truths.map { labels[$0] }, importances: importances,
      thinLabels: validation.thinLabels.map { labels[$0] }, folds: validation.foldCount,
      repetitions: accuracies.count)
    return outcome
  }

  /// Calibrated scores, at the shares of the texts to be read.
  private static func logits(_ scores: [Double], _ factor: Double, _ shift: [Double]) -> [Double] {
    scores.enumerated().map { $1 * factor + shift[$0 % shift.count] }
  }

  /// The labels' shares by the texts without labels; `nil` where these aren't asked.
  ///
  /// - Parameters:
  ///   - scores: of the texts that the cross-validation answers.
  ///   - generator: dealt the texts out for these.
  private func estimatedShares(
    _ fit: LinearModelFit, _ method: FitMethod, _ scores: [Double], by validation: CrossValidation,
    labels: [String], using generator: SeededGenerator
  ) throws -> LabelShares? {
    // Probabilities of a model of weighed texts don't say how many texts have which label.
    guard estimatesShares, fit.labelled.weights == nil, statistics.hasUnlabelledTexts else {
      return nil
    }
    let all = Array(0..<fit.labelled.count)
    let labelled = fit.labelledShares(all)
    let truths = validation.scored.map { fit.labelled.labels[$0] }
    return try LabelShares(labels, labelled: labelled, truths: truths, groups: validation.groups) {
      // A balanced threshold would hide what is looked for.
      var plain = fit
      plain.balances = false
      let isPlain = validation.allTrainings(using: generator) { !fit.isBalanced(rows: $0) }
      let scores =
        try isPlain
        ? scores : plain.outOfFoldScores([method], by: validation, using: generator)[0]
      let factor = try Temperature(
        scores: scores, labels: truths, outputCount: fit.labelled.outputCount,
        weights: validation.groups.weights, check: cancellation.check
      ).factor
      return try LabelShareEstimate(
        plain.probabilities(scores.map { $0 * factor }), labels: truths, groups: validation.groups,
        unlabelled: plain.probabilities(
          try plain.scorer(method, rows: all).scores(of: statistics.features, statistics.reference)
            .map { $0 * factor }),
        using: generator.stream(1, 0), check: cancellation.check)
    }
  }

  /// What is compared with the method for few labels.
  private func others(_ fit: LinearModelFit) -> [FitMethod] {
    var methods: [FitMethod] = []
    if fit.names != nil {
      methods.append(FitMethod(kind: .meansAndNames, inverseStrength: 2))
      methods.append(
        FitMethod(kind: .means, inverseStrength: FitConfiguration.metricStrength))
    }
    if configuration.parts.contains(.wordPairs) {
      methods += [1, 3, 10, 30].map { FitMethod(kind: .terms, inverseStrength: $0) }
    }
    return methods
  }
}
