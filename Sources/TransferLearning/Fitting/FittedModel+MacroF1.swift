import SentimentClassification
import SentimentPlatform
import SentimentTextProcessing
import SentimentWordEmbeddings

extension FittedModel {
  /// What chooses the shifts for a text's answer in the estimate are nine tenths of the other texts.
  private static let foldCount = 10

  /// The same model with its labels' logits shifted so that macro-F1 is the largest on held-out texts; its
  /// probabilities are then those at which the labels' mistakes are equally dear. Where held-out texts show no gain,
  /// nothing is shifted.
  ///
  /// - Parameters:
  ///   - texts: all that the model was fitted to.
  ///   - seed: of the parts of the texts that choose for each other.
  /// - Throws: `FileError` when no text was held out, or the model isn't linear.
  public func optimizingMacroF1(_ texts: [LabelledText], seed: UInt64 = 1) throws -> FittedModel {
    try optimizingMacroF1(
      texts, name: "the labelled texts", seed: seed, cancellation: CancellationFlag())
  }

  /// - Parameter name: what messages call the texts.
  func optimizingMacroF1(
    _ texts: [LabelledText], name: String, seed: UInt64, cancellation: CancellationFlag
  ) throws -> FittedModel {
    guard !outOfFold.isEmpty, var training = model.card.linearTraining else {
      throw FileError(
        .tooFewLabels, file: name, setting: .metric,
        problem: "too few labelled texts to choose by",
        remedy:
          "give two texts of each label or more, with cross-validation, or without \(.metric)")
    }
    let labelCount = model.labels.count
    let places = Dictionary(uniqueKeysWithValues: model.labels.enumerated().map { ($1, $0) })
    let truths = outOfFold.map { places[texts[$0.index].label]! }
    // Copies count once.
    let firsts = outOfFold.firstOfEachGroup(\.group)
    func shifts(by rows: [Int]) throws -> MacroF1Shift {
      try cancellation.check()
      return MacroF1Shift(
        rows.map { outOfFold[$0].probabilities }, truths: rows.map { truths[$0] },
        labelCount: labelCount)
    }
    var generator = SeededGenerator(seed: seed)
    let order = generator.permutation(of: groups.count)
    let byFold = try (0..<Self.foldCount).map { fold in
      try shifts(by: firsts.filter { order[outOfFold[$0].group] % Self.foldCount != fold }).shifts
    }
    let shifted = outOfFold.map { answer in
      answer.shifted(
        by: byFold[order[answer.group] % Self.foldCount], labels: model.labels,
        truth: places[texts[answer.index].label]!)
    }
    let before = Self.macroF1(outOfFold, firsts, truths, places, seed: seed)
    let after = Self.macroF1(shifted, firsts, truths, places, seed: seed)
    let isBetter = after.f1 > before.f1
    let chosen = try shifts(by: firsts).shifts
    training.macroF1 = LinearTraining.MacroF1(
      shifts: isBetter ? chosen : chosen.map { _ in 0 },
      f1: isBetter ? after.f1 : before.f1,
      interval: (isBetter ? after : before).f1Interval, unshifted: before.f1)
    var fitted = self
    fitted.model.card.training = .linear(training)
    guard isBetter, let head = model.head.shifted(by: chosen) else { return fitted }
    fitted.model.head = head
    fitted.outOfFold = shifted
    fitted.model.card.estimate = fitted.estimate(on: Set(shifted.map(\.index)), of: texts)
    return fitted
  }

  /// What answers say of macro-F1 on new texts.
  private static func macroF1(
    _ answers: [OutOfFoldPrediction], _ rows: [Int], _ truths: [Int], _ places: [String: Int],
    seed: UInt64
  ) -> MultiLabelReport.Mean {
    var tally = MultiLabelTally(labelCount: places.count, seed: seed)
    for row in rows { tally.add(truth: [truths[row]], answer: [places[answers[row].label]!]) }
    return tally.report(labels: places.sorted { $0.value < $1.value }.map(\.key)).macro
      .widened(by: ModelCard.Estimate.intervalFactor)
  }
}

extension OutOfFoldPrediction {
  /// What the same model would have answered with its logits shifted.
  fileprivate func shifted(by shifts: [Double], labels: [String], truth: Int)
    -> OutOfFoldPrediction
  {
    let logits = zip(probabilities, shifts).map { log(max($0, 1e-12)) + $1 }
    return OutOfFoldPrediction(
      index: index, truth: truth, probabilities: LogisticRegression.softmax(logits[...]),
      labels: labels, group: group)
  }
}

extension Head {
  /// The same with numbers added to the labels' logits; `nil` for a network.
  fileprivate func shifted(by shifts: [Double]) -> Head? {
    func shift(_ classifier: NGramClassifier) -> [Float] {
      (classifier.outputCount == 1 ? [shifts[1] - shifts[0]] : shifts).map(Float.init)
    }
    switch self {
    case .network, .recurrent: return nil
    case .ngrams(let classifier): return .ngrams(classifier.shifted(by: shift(classifier)))
    case .encoder(let classifier):
      let shift = shift(classifier.fast)
      return .encoder(
        classifier.adding(
          classifier.weights.map { _ in 0 }, bias: shift, fast: classifier.fast.shifted(by: shift)))
    }
  }
}
