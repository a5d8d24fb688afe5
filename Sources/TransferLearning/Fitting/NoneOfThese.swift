import SentimentPlatform
import SentimentTextProcessing

/// Texts without labels that are unlike all labelled ones, as examples of a further label for texts that have none of
/// the others.
///
/// They are those of whose label a model is less sure than of all but one in twenty of the labelled texts, each of which
/// is answered by a model that didn't learn from it (a conformal p-value; Vovk, Gammerman and Shafer 2005). What is
/// learned from them tells more such texts than the probability does, which finds the clearest alone.
public struct NoneOfThese: Sendable {
  /// The further label's name.
  public let label: String
  /// The examples' texts.
  public let texts: [String]
  /// At least this share of the texts without labels have none of the labels.
  public let share: Double

  /// The share of the labelled texts that may be turned away.
  static let turnedAway = 0.05
  /// With fewer labelled texts none could be.
  static let leastTexts = 19
  /// So many standard errors more of the texts without labels than of the labelled ones: by chance in one case of a
  /// hundred.
  private static let significance = 2.33

  /// - Parameters:
  ///   - texts: without labels.
  ///   - scores: how sure a model is of its answers to them.
  ///   - labelled: how sure such models are of labelled texts that they didn't learn from.
  /// - Returns: `nil` where there are no more such texts than chance would make.
  init?(_ label: String, among texts: [String], scores: [Double], labelled: [Double]) {
    let allowed = Int(Self.turnedAway * Double(labelled.count + 1))
    guard allowed > 0, !scores.isEmpty else { return nil }
    let cutoff = labelled.sorted()[allowed - 1]
    self.label = label
    self.texts = texts.indices.filter { scores[$0] < cutoff }.map { texts[$0] }
    let expected = Double(allowed) / Double(labelled.count + 1)
    let found = Double(self.texts.count) / Double(scores.count)
    let variance =
      expected * (1 - expected) * (1 / Double(labelled.count) + 1 / Double(scores.count))
    guard found - expected > Self.significance * variance.squareRoot() else { return nil }
    share = (found - expected) / (1 - expected)
  }

  /// The examples beside labelled texts. Together with those labelled so by hand they count as often as such texts are
  /// among those without labels, and none more than a labelled text.
  public func examples(beside labelled: [LabelledText]) -> [LabelledText] {
    let given = labelled.count { $0.label == label }
    let missing = Double(labelled.count - given) * share / (1 - share) - Double(given)
    guard missing > 0 else { return [] }
    let weight = min(1, missing / Double(texts.count))
    return texts.map { LabelledText(label: label, text: $0, weight: weight) }
  }
}

extension FittedModel {
  /// So many texts without labels are looked at.
  static let textsForNone = TextSpread.Limit(texts: 2_000, bytes: 1_000_000)
  /// So many are answered by a thread at a time.
  private static let textsAtOnce = 64

  /// Which texts without labels are unlike all that the model was fitted to.
  ///
  /// - Parameters:
  ///   - label: the name of a further label for them.
  ///   - unlabelled: at most 2,000 of them are looked at, spread over all.
  ///   - labelled: the texts that have a label, by hand or as one of the further label; those among `unlabelled`
  ///     are left out.
  ///   - threads: the result doesn't depend on it.
  /// - Returns: `nil` where there are no more such texts than chance would make, or too few labelled ones to tell.
  public func noneOfThese(
    _ label: String, among unlabelled: [String], beside labelled: [LabelledText], threads: Int = 1
  ) throws -> NoneOfThese? {
    try noneOfThese(
      label, among: unlabelled, beside: labelled, threads: threads,
      cancellation: CancellationFlag())
  }

  func noneOfThese(
    _ label: String, among unlabelled: [String], beside labelled: [LabelledText], threads: Int,
    cancellation: CancellationFlag
  ) throws -> NoneOfThese? {
    let known = Set(labelled.lazy.map(\.text))
    let pool = TextSpread(
      unlabelled.filter { !known.contains($0) }, limit: Self.textsForNone
    ).texts
    var model = model
    model.speed = .accurate
    let parts = stride(from: 0, to: pool.count, by: Self.textsAtOnce).map {
      pool[$0..<min($0 + Self.textsAtOnce, pool.count)]
    }
    let scores = try concurrentMap(parts.count, threads: threads) { [model] part in
      try model.withClassifier { classifier in
        try cancellation.check()
        try classifier.prepare(parts[part])
        return try parts[part].map { text in
          let answer = try classifier.answer(text.utf8.span)
          // A text of which no word is known says nothing.
          return answer.knownWordCount > 0 ? answer.probability : .infinity
        }
      }
    }
    return NoneOfThese(
      label, among: pool, scores: scores.flatMap { $0 },
      labelled: outOfFold.firstOfEachGroup(\.group).map { outOfFold[$0].probability })
  }

  /// The same model, of labelled texts and the examples behind them, judged by the labelled ones alone.
  ///
  /// - Parameters:
  ///   - texts: the labelled ones.
  ///   - examples: of a further label, behind which the model was fitted to no more.
  ///   - none: what the examples are from; `nil` where all of that label were labelled by hand.
  public func judged(
    by texts: [LabelledText], beside examples: [LabelledText], of none: NoneOfThese?
  ) -> FittedModel {
    guard let none, !examples.isEmpty, var training = model.card.linearTraining else { return self }
    var fitted = self
    fitted.model.card.estimate = estimate(on: Set(texts.indices), of: texts + examples)
    let kept = outOfFold.indices.filter { outOfFold[$0].index < texts.count }
    fitted.outOfFold = kept.map { outOfFold[$0] }
    fitted.isRightAtLabelledShares = kept.map { isRightAtLabelledShares[$0] }
    let others = fitted.outOfFold.filter { texts[$0.index].label != none.label }
    training.noneOfThese = LinearTraining.NoneOfThese(
      label: none.label, textCount: examples.count, share: none.share,
      turnedAway: others.isEmpty
        ? nil : Double(others.count { $0.label == none.label }) / Double(others.count))
    // Its examples are no labelled texts.
    if let place = model.labels.firstIndex(of: none.label) {
      training.labelCounts[place] -= examples.count
    }
    fitted.model.card.training = .linear(training)
    fitted.model.card.textCount = texts.count
    return fitted
  }
}

extension BestFit {
  /// A model with a further label, for texts that have none of the others.
  ///
  /// - Parameters:
  ///   - label: its name.
  ///   - texts: some may have that label by hand.
  /// - Throws: As `run(_:name:)`; and where the texts without labels are of the same kinds as the labelled ones, and
  ///   no text has that label by hand.
  func runWithNone(
    _ label: String, _ texts: [LabelledText], name: String
  ) throws -> FittedModel {
    let others = texts.filter { $0.label != label }
    try checkNone(texts.count - others.count, others, name)
    guard !unlabelled.isEmpty else { return try runWithoutNone(texts, name: name) }
    var fit = self
    fit.unlabelled = try unlabelled.map { try $0.rereadable() }
    let pool = try TextSpread(
      of: fit.unlabelled, options: reading, limit: FittedModel.textsForNone,
      cancellation: cancellation
    ).texts
    fit.groups = nil
    // What is said of the further label is for the model that has it.
    var first = fit
    first.configuration.labelShares = [:]
    first.configuration.labelWeights = configuration.labelWeights.without(label)
    let none = try first.runWithoutNone(others, name: name)
      .noneOfThese(label, among: pool, beside: texts, threads: threads, cancellation: cancellation)
    guard none != nil || others.count < texts.count else {
      throw FileError(
        .unsuitable, file: name, setting: .noneLabel,
        problem: "the texts without labels are of the same kinds as the labelled ones",
        remedy: "give texts some of which have none of the labels, or leave \(.noneLabel) out")
    }
    let examples = none?.examples(beside: texts) ?? []
    return try fit.runWithoutNone(texts + examples, name: name)
      .judged(by: texts, beside: examples, of: none)
  }

  /// - Parameters:
  ///   - given: how many texts have the further label by hand.
  ///   - texts: the others.
  private func checkNone(_ given: Int, _ texts: [LabelledText], _ name: String) throws(FileError) {
    func refuse(_ problem: String, _ remedy: String) -> FileError {
      FileError(
        .invalidSetting, file: name, setting: .noneLabel, problem: problem, remedy: remedy)
    }
    guard encoder == .mean else {
      throw refuse("an LSTM has no label for none of these", "leave \(.noneLabel) out")
    }
    guard configuration.metric == nil, configuration.parts.contains(.crossValidation) else {
      throw refuse(
        configuration.metric == nil
          ? "it is judged by a cross-validation, which is left out"
          : "it is judged by how many answers are right, not by macro-F1",
        "leave \(.noneLabel) out, or the other")
    }
    guard seedWords.isEmpty else {
      throw refuse(
        "there are \(.seedWords), and none of a label for none of these",
        "leave \(.seedWords) out, or \(.noneLabel)")
    }
    guard given == 0 else { return }
    guard !unlabelled.isEmpty else {
      throw refuse(
        "there are no texts without labels, some of which have none of the labels",
        "give such texts, or leave \(.noneLabel) out")
    }
    guard texts.count >= NoneOfThese.leastTexts else {
      throw FileError(
        .tooFewLabels, file: name, setting: .noneLabel,
        problem: "\(texts.count) labelled texts can't tell what is unlike them",
        remedy: "give \(NoneOfThese.leastTexts) or more, or leave \(.noneLabel) out")
    }
  }
}
