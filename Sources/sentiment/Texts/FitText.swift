import SentimentTextProcessing
import SentimentTransferLearning
import SentimentWordEmbeddings

/// What `fit` tells of the model it made.
enum FitText {
  /// For programs: the model card.
  static func json(_ model: SentimentModel) throws -> String {
    try JSONText.encode(
      Card(content: model.card, abstention: model.abstention, thresholds: model.thresholds),
      pretty: true) + "\n"
  }

  /// A card, and beside its members when the model gives no answer, or a label.
  private struct Card: Encodable {
    let content: ModelCard
    let abstention: Abstention?
    let thresholds: LabelThresholds?

    private enum CodingKeys: CodingKey { case abstention, thresholds }

    func encode(to encoder: any Encoder) throws {
      try content.encode(to: encoder)
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encodeIfPresent(abstention, forKey: .abstention)
      try container.encodeIfPresent(thresholds, forKey: .thresholds)
    }
  }

  /// For people.
  static func text(_ model: SentimentModel) -> String {
    let card = model.card
    switch card.training {
    case .linear(let linear):
      return
        ([labels(linear, model.labels).text] + vectorTrials(card) + trials(linear)
        + parts(linear)
        + [
          summary(linear.method.kind.rawValue, card) + speeds(card) + macroF1(linear)
            + noneOfThese(linear) + weights(linear) + shares(linear)
        ])
        .joined(separator: "\n") + abstention(model)
    case .network(let network):
      return summary(
        "network of \(network.configuration.hiddenSize.counted("unit")), stopped after"
          + " \(network.epochs.counted("epoch")): \(network.stopReason.rawValue)", card)
        + abstention(model)
    case .multiLabel(let multiLabel):
      return MultiLabelFitText(multiLabel, model).text + notes(card)
    }
  }

  private static func abstention(_ model: SentimentModel) -> String {
    guard let abstention = model.abstention else { return "" }
    return """
      abstains  under a probability of \(abstention.threshold.fixed(3)): answers \
      \(abstention.answeredShare.percent()) of held-out texts, \(abstention.precision.percent()) of them \
      right; on new texts \(abstention.precisionLowerBound.percent()) at least \
      (with \((Abstention.confidence * 100).fixed(0)) % confidence)

      """
  }

  private static func labels(_ training: LinearTraining, _ labels: [String]) -> TextTable {
    var table = TextTable(header: ["label", "labelled texts", "label names"])
    for (label, count) in zip(labels, training.labelCounts) {
      let words = training.names.first { $0.label == label }?.words ?? []
      table.add([
        label.onOneLine, count.grouped,
        words.isEmpty ? "–" : words.joined(separator: " ").onOneLine,
      ])
    }
    return table
  }

  private static func macroF1(_ training: LinearTraining) -> String {
    guard let macroF1 = training.macroF1 else { return "" }
    let gain =
      macroF1.shifts.allSatisfy { $0 == 0 }
      ? "rare labels aren't answered more often, as that gains nothing"
      : "\(macroF1.unshifted.fixed(3)) where the likeliest label is the answer"
    return "macro-F1  \(macroF1.f1.fixed(3)) on new texts (95 % interval"
      + " \(macroF1.interval.lowerBound.fixed(3)) to \(macroF1.interval.upperBound.fixed(3)));"
      + " \(gain)\n"
  }

  private static func noneOfThese(_ training: LinearTraining) -> String {
    guard let none = training.noneOfThese else { return "" }
    return "none      \"\(none.label.onOneLine)\" is learned from"
      + " \(none.textCount.counted("text")) without a label; of these texts"
      + " \(none.share.percent(0)) have none of the labels, or more\n"
      + (none.turnedAway.map { "          \($0.percent()) of the labelled texts got it\n" } ?? "")
  }

  private static func weights(_ training: LinearTraining) -> String {
    switch training.configuration.labelWeights {
    case .equal: return ""
    case .balanced: return "weights   balanced: all labels count the same together\n"
    case .given(let weights):
      let named = weights.sorted { $0.key < $1.key }.map { "\($0.key.onOneLine) \($0.value)" }
      return "weights   as given: \(named.joined(separator: ", "))\n"
    }
  }

  /// What the labels' shares are among the texts that the model will read.
  private static func shares(_ training: LinearTraining) -> String {
    guard let labelShares = training.labelShares else {
      return training.labelCounts.allSatisfy { $0 == 0 }
        ? ""
        : "shares    of the labels: taken as among the labelled texts; --label-share sets others\n"
    }
    switch labelShares.source {
    case .given: return "shares    as given: \(list(labelShares))\n"
    case .unlabelledTexts: return "shares    by the texts without labels: \(list(labelShares))\n"
    case .labelledTexts:
      let isAsked = labelShares.shares.contains { $0.interval != nil }
      return "shares    as among the labelled texts: \(list(labelShares)); "
        + (isAsked
          ? "the texts without labels don't show others"
          : "there are too few labels to tell others")
        + " (--label-share sets them)\n"
    }
  }

  private static let listedShares = 10

  private static func list(_ shares: LabelShares) -> String {
    let named = shares.shares.prefix(listedShares).map { share in
      let interval =
        share.interval.map { " (95 % interval \($0.percent(0)))" } ?? ""
      return "\(share.label.onOneLine) \(share.share.percent(0))\(interval)"
    }
    return named.joined(separator: ", ") + (shares.shares.count > listedShares ? ", …" : "")
  }

  private static func vectorTrials(_ card: ModelCard) -> [String] {
    guard let trials = card.vectorTrials else { return [] }
    var table = TextTable(header: ["vectors", "words", "dimension", "accuracy", ""])
    for trial in trials {
      table.add([
        trial.name.onOneLine, trial.vocabularySize.grouped, String(trial.dimension),
        trial.accuracy.percent(), trial.name == card.vectors ? "chosen" : "",
      ])
    }
    return [table.text]
  }

  private static func trials(_ training: LinearTraining) -> [String] {
    guard !training.trials.isEmpty else { return [] }
    var table = TextTable(header: ["method", "C", "accuracy", ""])
    for trial in training.trials {
      table.add([
        trial.method.kind.rawValue, trial.method.inverseStrength.fixed(1),
        trial.accuracy.percent(),
        trial.method == training.method ? "chosen" : "",
      ])
    }
    return [table.text]
  }

  /// What a model with an encoder is mixed of.
  private static func parts(_ training: LinearTraining) -> [String] {
    guard let parts = training.encoder?.parts, parts.contains(where: { $0.loss != nil }) else {
      return []
    }
    var table = TextTable(header: ["mixed of", "weight", "log loss"])
    for part in parts {
      table.add([part.method.rawValue, part.weight.fixed(2), part.loss?.fixed(3) ?? "–"])
    }
    return [table.text]
  }

  /// What the speeds of a model with an encoder are worth.
  private static func speeds(_ card: ModelCard) -> String {
    guard let encoder = card.linearTraining?.encoder else { return "" }
    let about = "          accurate asks the encoder \(encoder.name.onOneLine) about each text"
    guard let asked = encoder.askedFraction, let balanced = encoder.balancedLoss,
      let fast = encoder.fastLoss
    else { return about + "\n" }
    return about + """
      ; balanced about \(asked.percent(0)) of them
                and should lose \(balanced.percent()) of the answers; fast asks it about none, and loses \
      \(fast.percent())

      """
  }

  private static func summary(_ method: String, _ card: ModelCard) -> String {
    var lines = ["method    \(method)"]
    if let estimate = card.estimate {
      lines.append(
        "accuracy  \(estimate.accuracy.percent()) on new texts"
          + " (95 % interval \(estimate.interval.percent(0)); cross-validation,"
          + " \(estimate.folds) folds,"
          + " \(estimate.repetitions == 1 ? "once" : "\(estimate.repetitions) times"))")
      if let baseline = estimate.majorityBaseline {
        lines.append("baseline  \(baseline.inWords)")
      }
      if let thin = estimate.thinLabels {
        let names = thin.map { "\"\($0.onOneLine)\"" }.joined(separator: ", ")
        lines.append(
          "          of texts without those of \(names): with one text a label can be learned,"
            + " not tested")
      }
    } else {
      lines.append(
        "accuracy  unknown: give two texts or more of two labels or more, none a copy of another,"
          + " to estimate it")
    }
    return lines.joined(separator: "\n") + "\n" + notes(card)
  }

  /// What was found in the labelled texts.
  private static func notes(_ card: ModelCard) -> String {
    var lines: [String] = []
    if let copies = card.copyCount, copies > 0 {
      lines.append(
        "          \(copies.grouped) labelled text\(copies == 1 ? " is a copy of another" : "s are copies of others")"
          + ", as \(copies == 1 ? "it is" : "they are") or nearly; each text counts once")
    }
    if card.unknownTextCount > 0 {
      let isOne = card.unknownTextCount == 1
      lines.append(
        "          \(card.unknownTextCount.grouped) labelled text\(isOne ? " has" : "s have") no known"
          + " word and \(isOne ? "is" : "are") not learned from")
    }
    return lines.map { $0 + "\n" }.joined()
  }
}
