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
  }

  /// So many texts are looked at, spread over all: with more, a model for a further label of long
  /// reviews takes longer than a person notices (docs/server.md).
  static let mostTexts = 8_000
  /// Of more labels a cross-validation looks at a part, so that it takes seconds (docs/server.md).
  static let mostValidated = 2_000

  private(set) var names: [String] = []
  /// Whether a text may have any number of labels; then their names tell nothing.
  var isMultiLabel: Bool
  /// What the texts tell without labels.
  var statistics: UnlabelledStatistics { plain.statistics }
  private var plain: LinearFitter
  private var named: LinearFitter?
  /// Whether the names helped when that was last judged.
  private var usesNames = true
  /// How the model was learned that was last judged: the next ones are learned so until they are judged.
  private var precedent: SentimentModel?

  /// - Throws: `FileError` when no text has a known word.
  init(
    _ embeddings: PretrainedEmbeddings, texts: [String], names: [String], isMultiLabel: Bool
  ) throws {
    self.isMultiLabel = isMultiLabel
    plain = try LinearFitter(UnlabelledStatistics(embeddings, texts: texts))
    plain.estimatesShares = false
    setNames(names)
  }

  /// Takes other names of the labels.
  mutating func setNames(_ names: [String]) {
    self.names = names
    (usesNames, precedent) = (true, nil)
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
    (usesNames, precedent) = (outcome.usesNames, outcome.judged.precedent)
  }

  /// Words of the labels, where they help.
  var helpfulNames: [SeedWords] { usesNames && !isMultiLabel ? named?.names ?? [] : [] }

  /// A model at once, without a cross-validation.
  ///
  /// - Throws: `FileError` when there are fewer than two labels, or no word is known.
  func model(_ labels: [StoredLabel]) throws -> SentimentModel {
    try isMultiLabel
      ? quickMultiLabelFitter.fit(labels.multiLabelTexts) : quickFitter.fit(labels.labelledTexts)
  }

  private var quickFitter: LinearFitter {
    var fitter = usesNames ? named ?? plain : plain
    fitter.crossValidates = false
    fitter.precedent = precedent?.card.linearTraining
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
    var fitted = try await (named ?? plain).fitInBackground(examined.labelledTexts)
    var usesNames = named != nil
    // With many labels the fit itself has compared what the names are worth.
    if usesNames, fitted.model.card.linearTraining?.trials.isEmpty ?? true {
      let unnamed = try await plain.fitInBackground(examined.labelledTexts)
      if Self.accuracy(of: fitted) < Self.accuracy(of: unnamed) {
        (fitted, usesNames) = (unnamed, false)
      }
    }
    let outcome = Outcome(judged: JudgedModel(fitted, examined), usesNames: usesNames)
    guard examined.count < labels.count else { return outcome }
    // All labels are learned as was found best for these.
    var all = self
    all.use(outcome)
    let model = try await all.quickFitter.fitInBackground(labels.labelledTexts).model
    return Outcome(judged: JudgedModel(fitted, examined, model: model), usesNames: usesNames)
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
