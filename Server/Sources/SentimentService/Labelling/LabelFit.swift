import SentimentTextProcessing
import SentimentTransferLearning

/// How the server makes a model of vectors, the user's texts and a few labels: the one place that
/// says it.
///
/// What the texts tell without labels is computed once; a model for further labels then takes
/// milliseconds. The labels' names help where the vectors know all of them, unless a
/// cross-validation finds that they don't.
struct LabelFit: Sendable {
  /// What a cross-validation found.
  struct Outcome: Sendable {
    let judged: JudgedModel
    let usesNames: Bool
    /// What there is of a further label for none of these; `nil` where no text seems to have it.
    var none: NoneOfThese?
  }

  /// So many texts are looked at, spread over all: with more, a model for a further label of long
  /// reviews takes longer than a person notices (docs/server.md).
  static let mostTexts = 8_000
  /// Of more labels a cross-validation looks at a part, so that it takes seconds (docs/server.md).
  static let mostValidated = 2_000

  private(set) var names: [String] = []
  /// Whether a text may have any number of labels; then their names tell nothing.
  var isMultiLabel: Bool
  private let learning: LearningSettings
  /// Texts that may have none of the labels; none where it isn't asked.
  private let texts: [String]
  /// What the texts tell without labels.
  var statistics: UnlabelledStatistics { plain.statistics }
  private var plain: LinearFitter
  private var named: LinearFitter?
  /// Whether the names helped when that was last judged.
  private var usesNames = true
  /// How the model was learned that was last judged: the next ones are learned so until they are judged.
  private var precedent: SentimentModel?
  /// What that was learned of none of these.
  private(set) var none: NoneOfThese?

  /// - Throws: `FileError` when no text has a known word.
  init(
    _ embeddings: PretrainedEmbeddings, texts: [String], names: [String], isMultiLabel: Bool,
    learning: LearningSettings
  ) throws {
    (self.isMultiLabel, self.learning) = (isMultiLabel, learning)
    self.texts = learning.noneLabel == nil ? [] : texts
    plain = try LinearFitter(UnlabelledStatistics(embeddings, texts: texts))
    plain.estimatesShares = false
    setNames(names)
  }

  /// Takes other names of the labels.
  mutating func setNames(_ names: [String]) {
    self.names = names
    (usesNames, precedent, none) = (true, nil, nil)
    // The names of labels may be anything; those that the vectors don't know are no help.
    named =
      names.count < 2
      ? nil
      : try? LinearFitter(
        plain.statistics, names: names.map { SeedWords(label: $0, words: [$0]) })
    named?.estimatesShares = false
  }

  /// Lets models for further labels be learned as a cross-validation found best.
  mutating func use(_ outcome: Outcome) {
    (usesNames, precedent, none) = (outcome.usesNames, outcome.judged.precedent, outcome.none)
  }

  /// Words of the labels, where they help.
  var helpfulNames: [SeedWords] { usesNames && !isMultiLabel ? named?.names ?? [] : [] }

  /// A model at once, without a cross-validation.
  ///
  /// - Throws: `FileError` when there are fewer than two labels, or no word is known.
  func model(_ labels: [StoredLabel]) throws -> SentimentModel {
    guard !isMultiLabel else { return try quickMultiLabelFitter.fit(labels.multiLabelTexts) }
    let (texts, examples) = learned(labels)
    return try quickFitter(for: texts + examples).fitWithCrossValidation(texts + examples)
      .judged(by: texts, beside: examples, of: none).model
  }

  /// The labelled texts, and the examples of none of these beside them.
  private func learned(_ labels: [StoredLabel]) -> (texts: [LabelledText], examples: [LabelledText])
  {
    let texts = labels.labelledTexts
    return (texts, none?.examples(beside: texts) ?? [])
  }

  private func quickFitter(for texts: [LabelledText]) -> LinearFitter {
    var fitter = usesNames ? fitter(for: texts) : weighted(plain, texts)
    fitter.crossValidates = false
    fitter.precedent = precedent?.card.linearTraining
    return fitter
  }

  /// With the names' help, unless texts have a label that is no name.
  private func fitter(for texts: [LabelledText]) -> LinearFitter {
    let isNamed = named.map { named in
      let names = Set(named.names.map(\.label))
      return texts.allSatisfy { names.contains($0.label) }
    }
    return weighted(isNamed == true ? named! : plain, texts)
  }

  private func weighted(_ fitter: LinearFitter, _ texts: [LabelledText]) -> LinearFitter {
    var fitter = fitter
    fitter.labelWeights = learning.weights(of: texts)
    return fitter
  }

  private var quickMultiLabelFitter: MultiLabelFitter {
    var fitter = MultiLabelFitter(plain)
    fitter.labelFitter.crossValidates = false
    fitter.precedent = precedent
    return fitter
  }

  /// The model, with or without the names, that a cross-validation finds better.
  ///
  /// - Throws: `FileError` when there are fewer than two labels, or no word is known;
  ///   `CancellationError`.
  func judged(_ labels: [StoredLabel]) async throws -> Outcome {
    let examined = labels.examined(atMost: Self.mostValidated)
    return try await isMultiLabel
      ? judgedMultiLabel(labels, examined) : judgedOneLabel(labels, examined)
  }

  private func judgedMultiLabel(
    _ labels: [StoredLabel], _ examined: [StoredLabel]
  ) async throws -> Outcome {
    let fitted = try await MultiLabelFitter(plain).fitInBackground(examined.multiLabelTexts)
    let outcome = Outcome(judged: JudgedModel(fitted, examined), usesNames: false)
    guard examined.count < labels.count else { return outcome }
    var all = self
    all.use(outcome)
    let model = try await all.quickMultiLabelFitter.fitInBackground(labels.multiLabelTexts).model
    return Outcome(judged: JudgedModel(fitted, examined, model: model), usesNames: false)
  }

  private func judgedOneLabel(
    _ labels: [StoredLabel], _ examined: [StoredLabel]
  ) async throws -> Outcome {
    let texts = examined.labelledTexts
    let others = texts.filter { $0.label != learning.noneLabel }
    var (fitted, usesNames) = try await better(
      Set(others.lazy.map(\.label)).count > 1 ? others : texts)
    var none: NoneOfThese?
    if let label = learning.noneLabel {
      none = try fitted.noneOfThese(label, among: self.texts, beside: texts)
      let examples = none?.examples(beside: texts) ?? []
      if !examples.isEmpty || others.count < texts.count {
        usesNames = false
        fitted = try await weighted(plain, texts + examples).fitInBackground(texts + examples)
          .judged(by: texts, beside: examples, of: none)
      }
    }
    if learning.metric == .macroF1, !fitted.outOfFold.isEmpty {
      fitted = try fitted.optimizingMacroF1(texts)
    }
    let outcome = Outcome(
      judged: JudgedModel(fitted, examined), usesNames: usesNames, none: none)
    guard examined.count < labels.count else { return outcome }
    // All labels are learned as was found best for these.
    var all = self
    all.use(outcome)
    let (allTexts, examples) = all.learned(labels)
    let model = try await all.quickFitter(for: allTexts + examples)
      .fitInBackground(allTexts + examples).judged(by: allTexts, beside: examples, of: none).model
    return Outcome(
      judged: JudgedModel(fitted, examined, model: model), usesNames: usesNames, none: none)
  }

  /// With or without the help of the labels' names.
  private func better(_ texts: [LabelledText]) async throws -> (FittedModel, usesNames: Bool) {
    let fitter = fitter(for: texts)
    let fitted = try await fitter.fitInBackground(texts)
    // With many labels the fit itself has compared what the names are worth.
    guard !fitter.names.isEmpty, fitted.model.card.linearTraining?.trials.isEmpty ?? true else {
      return (fitted, !fitter.names.isEmpty)
    }
    let unnamed = try await weighted(plain, texts).fitInBackground(texts)
    return Self.accuracy(of: fitted) < Self.accuracy(of: unnamed)
      ? (unnamed, false) : (fitted, true)
  }

  private static func accuracy(of fitted: FittedModel) -> Double {
    fitted.model.card.estimate?.accuracy ?? 0
  }
}

extension AccuracyPoint {
  init(_ estimate: LabelEstimate, labels: Int) {
    self.init(
      labels: labels, accuracy: estimate.accuracy, low: estimate.interval.lowerBound,
      high: estimate.interval.upperBound)
  }
}
