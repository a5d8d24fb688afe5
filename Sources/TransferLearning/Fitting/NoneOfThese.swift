import SentimentPlatform
import SentimentTextProcessing

/// Which texts without labels are unlike all labelled ones: they are taken as examples of a further label for texts
/// that have none of the others.
///
/// They are those of whose label a model is less sure than of all but one in twenty of the labelled texts, each of which
/// is answered by a model that didn't learn from it (a conformal p-value; Vovk, Gammerman and Shafer 2005). What is
/// learned from them tells more such texts than the probability does, which finds the clearest alone.
struct NoneOfThese {
  /// The indices of such texts.
  let indices: [Int]
  /// At least this share of the texts without labels have none of the labels.
  let share: Double

  /// The share of the labelled texts that may be turned away.
  static let turnedAway = 0.05
  /// With fewer labelled texts none could be.
  static let leastTexts = 19
  /// So many standard errors more of the texts without labels than of the labelled ones: by chance in one case of a
  /// hundred.
  private static let significance = 2.33

  /// - Parameters:
  ///   - scores: how sure a model is of its answers to texts without labels.
  ///   - labelled: how sure such models are of labelled texts that they didn't learn from.
  /// - Returns: `nil` where there are no more such texts than chance would make.
  init?(_ scores: [Double], labelled: [Double]) {
    let allowed = Int(Self.turnedAway * Double(labelled.count + 1))
    guard allowed > 0, !scores.isEmpty else { return nil }
    let cutoff = labelled.sorted()[allowed - 1]
    indices = scores.indices.filter { scores[$0] < cutoff }
    let expected = Double(allowed) / Double(labelled.count + 1)
    let found = Double(indices.count) / Double(scores.count)
    let variance =
      expected * (1 - expected) * (1 / Double(labelled.count) + 1 / Double(scores.count))
    guard found - expected > Self.significance * variance.squareRoot() else { return nil }
    share = (found - expected) / (1 - expected)
  }
}

extension BestFit {
  /// So many texts without labels are looked at.
  private static let judgedTexts = TextSpread.Limit(texts: 2_000, bytes: 1_000_000)
  /// So many are answered by a thread at a time.
  private static let textsAtOnce = 64

  /// A model with a further label, for texts that have none of the others.
  ///
  /// - Parameter label: its name.
  /// - Throws: As `run(_:name:)`; and where the texts without labels are of the same kinds as the labelled ones.
  func runWithNone(
    _ label: String, _ texts: [LabelledText], name: String
  ) throws -> FittedModel {
    try checkNone(label, texts, name)
    var fit = self
    fit.unlabelled = try unlabelled.map { try $0.rereadable() }
    let pool = try TextSpread(
      of: fit.unlabelled, options: reading, limit: Self.judgedTexts, cancellation: cancellation
    ).texts
    guard let none = try fit.noneOfThese(pool, texts, name) else {
      throw FileError(
        .unsuitable, file: name, setting: .noneLabel,
        problem: "the texts without labels are of the same kinds as the labelled ones",
        remedy: "give texts some of which have none of the labels, or leave \(.noneLabel) out")
    }
    // Together they count as often as such texts are among those without labels, and none more than a labelled one.
    let weight = min(
      1, Double(texts.count) * none.share / (1 - none.share) / Double(none.indices.count))
    let examples = none.indices.map { LabelledText(label: label, text: pool[$0], weight: weight) }
    fit.groups = nil
    var fitted = try fit.runWithoutNone(texts + examples, name: name)
    guard var training = fitted.model.card.linearTraining else { return fitted }
    fitted = fitted.restricted(toFirst: texts.count, of: texts + examples)
    training.noneOfThese = LinearTraining.NoneOfThese(
      label: label, textCount: examples.count, share: none.share,
      turnedAway: fitted.outOfFold.isEmpty
        ? nil
        : Double(fitted.outOfFold.count { $0.label == label }) / Double(fitted.outOfFold.count))
    // Its examples are no labelled texts.
    if let place = fitted.model.labels.firstIndex(of: label) { training.labelCounts[place] = 0 }
    fitted.model.card.training = .linear(training)
    fitted.model.card.textCount = texts.count
    return fitted
  }

  /// - Parameter pool: texts without labels.
  private func noneOfThese(
    _ pool: [String], _ texts: [LabelledText], _ name: String
  ) throws -> NoneOfThese? {
    let fitted = try runWithoutNone(texts, name: name)
    var model = fitted.model
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
    // Copies count once.
    var seen = Set<Int>()
    let labelled = fitted.outOfFold.filter { seen.insert($0.group).inserted }
    return NoneOfThese(scores.flatMap { $0 }, labelled: labelled.map(\.probability))
  }

  private func checkNone(
    _ label: String, _ texts: [LabelledText], _ name: String
  ) throws(FileError) {
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
    guard !texts.contains(where: { $0.label == label }) else {
      throw refuse(
        "there are texts with the label \"\(label)\"", "give \(.noneLabel) another name")
    }
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

extension FittedModel {
  /// The same, judged by the first texts alone.
  fileprivate func restricted(toFirst count: Int, of texts: [LabelledText]) -> FittedModel {
    var fitted = self
    fitted.model.card.estimate = estimate(on: Set(0..<count), of: texts)
    let kept = outOfFold.indices.filter { outOfFold[$0].index < count }
    fitted.outOfFold = kept.map { outOfFold[$0] }
    fitted.isRightAtLabelledShares = kept.map { isRightAtLabelledShares[$0] }
    return fitted
  }
}
