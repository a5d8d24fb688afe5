import SentimentClassification
import SentimentTextProcessing
import SentimentWordEmbeddings

/// Fits a model to as many or few labels as there are: labelled texts, names of the labels, or both.
///
/// It keeps what texts without labels tell, so that fitting anew after each further label is quick.
public struct LinearFitter: Sendable {
  public let statistics: UnlabelledStatistics
  /// The result doesn't depend on it.
  public var threads = 1
  /// Whether a cross-validation chooses the method, tells the accuracy and calibrates; it takes many
  /// times as long as the fit.
  public var crossValidates: Bool
  /// Called with the share of the cross-validation that is done, by several threads.
  public var progress: @Sendable (Double) -> Void = { _ in }

  /// The names of all labels, in the order of the labels; empty where there are none.
  public let names: [SeedWords]
  private let prior: LinearModel?

  private var configuration: FitConfiguration {
    var configuration = statistics.configuration
    configuration.crossValidates = crossValidates
    return configuration
  }

  /// - Parameter names: for all labels or for none.
  /// - Throws: `FileError` when there are names of one label alone, a label stands there twice, or
  ///   the vectors have none of a label's words.
  public init(_ statistics: UnlabelledStatistics, names: [SeedWords] = []) throws {
    self.statistics = statistics
    crossValidates = statistics.configuration.crossValidates
    self.names = names.sorted { $0.label < $1.label }
    guard names.count != 1 else {
      throw FileError(
        .tooFewLabels, file: "\(.seedWords) \(names[0].label)", setting: .seedWords,
        problem: "there is one label only",
        remedy: "give names of at least two labels")
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
  ///
  /// - Returns: the answers in the order of the texts; none for texts without a known word, or where
  ///   there was no cross-validation.
  public func fitWithCrossValidation(
    _ texts: [LabelledText], name: String = "the labelled texts"
  ) throws -> (model: SentimentModel, answers: [OutOfFoldPrediction]) {
    let labels = try labels(of: texts, name)
    let embeddings = statistics.embeddings
    let known = try KnownTexts(texts, labels: labels, embeddings: embeddings)
    let targets = known.targets
    guard texts.isEmpty || !targets.isEmpty else {
      throw FileError(
        .unknownWords, file: name, problem: "none of its words is known to the vectors",
        remedy: "use vectors that were trained on text of the same language and kind")
    }
    let isMany = targets.count >= FitConfiguration.comparedFrom
    // Weights for words and pairs come from a comparison alone.
    let labelled = LabelledFeatures(
      known.encoded, labels: targets, labelCount: labels.count, statistics: statistics,
      addsPairs: isMany && configuration.usesWordPairs && crossValidates, threads: threads)
    let fit = LinearModelFit(statistics: statistics, labelled: labelled, names: prior)
    var outcome = Outcome(
      method: FitMethod(
        kind: targets.isEmpty ? .names : prior == nil ? .means : .meansAndNames,
        inverseStrength: prior == nil
          ? FitConfiguration.metricStrength : FitConfiguration.namesStrength))
    if crossValidates, let validation = CrossValidation(fit, threads: threads) {
      outcome = choose(validation, isMany: isMany, default: outcome.method)
    }
    var scorer: LinearModel
    if let prior, outcome.method.kind == .names {
      scorer = prior
      scorer.scale(by: FitConfiguration.namesScaleWithoutLabels)
    } else {
      scorer = fit.scorer(outcome.method, rows: Array(0..<labelled.count))
    }
    scorer.scale(by: outcome.calibration)
    let total = Double(texts.count + labels.count)
    var card = ModelCard(
      configuration: configuration, method: outcome.method, names: names, labelCounts: known.counts,
      unknownTextCount: texts.count - targets.count, unlabelledTextCount: statistics.textCount)
    card.trials = outcome.trials
    card.calibration = outcome.calibration
    card.estimate = outcome.estimate
    let answers = outcome.answers(labelled, places: known.places, labels: labels)
    let model = SentimentModel(
      embeddings: embeddings, labels: labels,
      prior: texts.isEmpty
        ? labels.map { _ in 1 / Double(labels.count) }
        : known.counts.map { Double($0 + 1) / total },
      head: .terms(
        scorer.classifier(encoder: statistics.encoder, index: labelled.index), card))
    return (model, answers)
  }

  /// All labels in order.
  private func labels(of texts: [LabelledText], _ name: String) throws -> [String] {
    let own = Set(texts.map(\.label))
    if !names.isEmpty {
      let labels = names.map(\.label)
      guard let unnamed = own.subtracting(labels).min() else { return labels }
      throw FileError(
        .wrongLabel, file: name, problem: "the label \"\(unnamed)\" has no names, others have",
        remedy: "give names of each label, or of none")
    }
    guard own.count > 1 else {
      throw FileError(
        .tooFewLabels, file: name, problem: "all its texts have the label \"\(own.first ?? "")\"",
        remedy: "give texts of at least two labels, or names of the labels")
    }
    return own.sorted()
  }
}

extension LinearFitter {
  /// What the answers on held-out texts led to.
  private struct Outcome {
    var method: FitMethod
    var trials: [ModelCard.Trial] = []
    var calibration = 1.0
    var estimate: ModelCard.Estimate?
    /// Of the held-out texts, `[texts × outputs]`, before they are calibrated.
    var scores: [Double] = []

    /// - Parameter places: of the labelled texts among all that were given.
    func answers(
      _ labelled: LabelledFeatures, places: [Int], labels: [String]
    ) -> [OutOfFoldPrediction] {
      guard !scores.isEmpty else { return [] }
      let outputs = labelled.outputCount
      return places.enumerated().map { row, place in
        let logits = scores[row * outputs..<(row + 1) * outputs].map { $0 * calibration }
        let probabilities = LogisticRegression.probabilities(logits[...])
        let answer = LabelProbabilities(probabilities: probabilities, knownWordCount: 1)
        return OutOfFoldPrediction(
          index: place, label: labels[answer.label], probability: answer.probability,
          isRight: answer.label == labelled.labels[row],
          probabilityOfTruth: probabilities[labelled.labels[row]])
      }
    }
  }

  /// With few texts the answers are repeated with other folds, so that they depend less on chance.
  private static let repetitionsOfFew = 3

  private func choose(
    _ validation: CrossValidation, isMany: Bool, default method: FitMethod
  ) -> Outcome {
    let labelled = validation.fit.labelled
    let methods = isMany ? [method] + others(validation) : [method]
    let progress = ShareCount(
      of: validation.foldCount * (isMany ? 1 : Self.repetitionsOfFew), progress)
    var validation = validation
    validation.foldIsDone = progress.add
    let generator = SeededGenerator(seed: configuration.seed)
    var best: (method: FitMethod, scores: [Double], isRight: [Bool])?
    var outcome = Outcome(method: method)
    for (method, scores) in zip(
      methods, validation.scores(methods, using: generator.stream(0)))
    {
      let isRight = validation.isRight(scores)
      if isMany {
        outcome.trials.append(.init(method: method, accuracy: CrossValidation.share(isRight)))
      }
      if best.map({ Self.isBetter(isRight, than: $0.isRight) }) ?? true {
        best = (method, scores, isRight)
      }
    }
    guard let best else { return outcome }
    outcome.method = best.method
    outcome.scores = best.scores
    outcome.calibration =
      Temperature(
        scores: best.scores, labels: labelled.labels, outputCount: labelled.outputCount
      ).factor
    var accuracies = [CrossValidation.share(best.isRight)]
    if !isMany {
      for repetition in 1..<Self.repetitionsOfFew {
        accuracies.append(
          validation.accuracy(
            validation.scores([best.method], using: generator.stream(repetition))[0]))
      }
    }
    let accuracy = accuracies.reduce(0, +) / Double(accuracies.count)
    outcome.estimate = ModelCard.Estimate(
      accuracy: accuracy, textCount: labelled.count, folds: validation.foldCount,
      repetitions: accuracies.count)
    return outcome
  }

  /// What is compared with the method for few labels.
  private func others(_ validation: CrossValidation) -> [FitMethod] {
    var methods: [FitMethod] = []
    if validation.fit.names != nil {
      methods.append(FitMethod(kind: .meansAndNames, inverseStrength: 2))
      methods.append(
        FitMethod(kind: .means, inverseStrength: FitConfiguration.metricStrength))
    }
    if configuration.usesWordPairs {
      methods += [1, 3, 10, 30].map { FitMethod(kind: .terms, inverseStrength: $0) }
    }
    return methods
  }

  /// By so many standard deviations a method must win; by one, chance took a worse one often enough to
  /// cost 0.5 points with 64 short sentences a label.
  private static let leastAdvantage = 2.0

  /// Whether one method's answers beat another's by more than chance would: of the texts on which
  /// they differ, it must win more than it loses (McNemar 1947).
  private static func isBetter(_ challenger: [Bool], than champion: [Bool]) -> Bool {
    let wins = zip(challenger, champion).count { $0 && !$1 }
    let losses = zip(challenger, champion).count { !$0 && $1 }
    return Double(wins - losses) > leastAdvantage * Double(wins + losses).squareRoot()
  }
}
