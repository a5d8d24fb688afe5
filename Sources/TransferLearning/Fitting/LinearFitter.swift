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

  /// The names of all labels, in the order of the labels; empty where there are none.
  public let names: [SeedWords]
  private let prior: LinearModel?

  private var configuration: FitConfiguration {
    var configuration = statistics.configuration
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
    let isMany = targets.count >= FitConfiguration.comparedFrom
    // Weights for words and pairs come from a comparison alone.
    let labelled = try LabelledFeatures(
      known.encoded, labels: targets, labelCount: labels.count, statistics: statistics,
      addsPairs: isMany && configuration.parts.contains(.wordPairs) && crossValidates,
      threads: threads, cancellation: cancellation)
    let fit = LinearModelFit(
      statistics: statistics, labelled: labelled, names: prior, cancellation: cancellation)
    var outcome = Outcome(
      method: FitMethod(
        kind: targets.isEmpty ? .names : prior == nil ? .means : .meansAndNames,
        inverseStrength: prior == nil
          ? FitConfiguration.metricStrength : FitConfiguration.namesStrength))
    if crossValidates,
      let validation = CrossValidation(
        labels: targets, labelCount: labels.count, threads: threads, cancellation: cancellation)
    {
      outcome = try choose(fit, by: validation, isMany: isMany, default: outcome.method)
    }
    var scorer: LinearModel
    if let prior, outcome.method.kind == .names {
      scorer = prior
      scorer.scale(by: FitConfiguration.namesScaleWithoutLabels)
    } else {
      scorer = try fit.scorer(outcome.method, rows: Array(0..<labelled.count))
    }
    scorer.scale(by: outcome.calibration)
    let total = Double(texts.count + labels.count)
    var training = LinearTraining(
      configuration: configuration, method: outcome.method, names: names, labelCounts: known.counts,
      unlabelledTextCount: statistics.textCount)
    training.trials = outcome.trials
    training.calibration = outcome.calibration
    let model = SentimentModel(
      embeddings: embeddings, labels: labels,
      prior: texts.isEmpty
        ? labels.map { _ in 1 / Double(labels.count) }
        : known.counts.map { Double($0 + 1) / total },
      head: .ngrams(scorer.classifier(encoder: statistics.encoder, index: labelled.index)),
      card: ModelCard(
        training: .linear(training), textCount: texts.count,
        unknownTextCount: texts.count - targets.count, estimate: outcome.estimate))
    let answers = zip(known.indices, zip(targets, outcome.probabilities)).map {
      OutOfFoldPrediction(index: $0, truth: $1.0, probabilities: $1.1, labels: labels)
    }
    return FittedModel(model: model, outOfFold: answers)
  }

  /// All labels in order.
  private func labels(of texts: [LabelledText], _ name: String) throws -> [String] {
    guard !names.isEmpty else {
      return try KnownTexts.labels(
        of: texts, name: name,
        remedy: "give texts of at least two labels, or names of the labels")
    }
    let labels = names.map(\.label)
    guard let unnamed = Set(texts.map(\.label)).subtracting(labels).min() else { return labels }
    throw FileError(
      .wrongLabel, file: name, problem: "the label \"\(unnamed)\" has no names, others have",
      remedy: "give names of each label, or of none")
  }
}

extension LinearFitter {
  /// What the answers on held-out texts led to.
  private struct Outcome {
    var method: FitMethod
    var trials: [LinearTraining.Trial] = []
    var calibration = 1.0
    var estimate: ModelCard.Estimate?
    /// Of all labels for each held-out text, once calibrated; empty without a cross-validation.
    var probabilities: [[Double]] = []
  }

  /// With few texts the answers are repeated with other folds, so that they depend less on chance.
  private static let repetitionsOfFew = 3

  private func choose(
    _ fit: LinearModelFit, by validation: CrossValidation, isMany: Bool, default method: FitMethod
  ) throws -> Outcome {
    let labelled = fit.labelled
    let methods = isMany ? [method] + others(fit) : [method]
    let progress = progress
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
      let isRight = fit.isRight(scores)
      if isMany {
        outcome.trials.append(.init(method: method, accuracy: CrossValidation.accuracy(isRight)))
      }
      if best.map({ McNemar.ofMethods.isBetter(isRight, than: $0.isRight) }) ?? true {
        best = (method, scores, isRight)
      }
    }
    guard let best else { return outcome }
    outcome.method = best.method
    outcome.calibration =
      Temperature(
        scores: best.scores, labels: labelled.labels, outputCount: labelled.outputCount
      ).factor
    outcome.probabilities = fit.probabilities(best.scores.map { $0 * outcome.calibration })
    var accuracies = [CrossValidation.accuracy(best.isRight)]
    if !isMany {
      for repetition in 1..<Self.repetitionsOfFew {
        let scores = try fit.outOfFoldScores(
          [best.method], by: validation, using: generator.stream(repetition))
        accuracies.append(CrossValidation.accuracy(fit.isRight(scores[0])))
      }
    }
    outcome.estimate = ModelCard.Estimate(
      accuracy: accuracies.reduce(0, +) / Double(accuracies.count), textCount: labelled.count,
      folds: validation.foldCount, repetitions: accuracies.count)
    return outcome
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
