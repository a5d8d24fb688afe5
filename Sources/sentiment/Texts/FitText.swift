import SentimentTextProcessing
import SentimentTransferLearning
import SentimentWordEmbeddings

/// What `fit` tells of the model it made.
enum FitText {
  /// For programs: the model card.
  static func json(_ model: SentimentModel) throws -> String {
    switch model.head {
    case .terms(_, let card):
      try JSONText.encode(Card(card, model.abstention), pretty: true) + "\n"
    case .network(_, let card), .recurrent(_, let card):
      try JSONText.encode(Card(card, model.abstention), pretty: true) + "\n"
    }
  }

  /// A card, and beside its members when the model gives no answer.
  private struct Card<Content: Encodable>: Encodable {
    let content: Content
    let abstention: Abstention?

    private enum CodingKeys: CodingKey { case abstention }

    init(_ content: Content, _ abstention: Abstention?) {
      (self.content, self.abstention) = (content, abstention)
    }

    func encode(to encoder: any Encoder) throws {
      try content.encode(to: encoder)
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encodeIfPresent(abstention, forKey: .abstention)
    }
  }

  /// For people.
  static func text(_ model: SentimentModel) -> String {
    switch model.head {
    case .terms(_, let card):
      ([labels(card, model.labels).text] + vectorTrials(card) + trials(card)
        + [summary(card.method.kind.rawValue, card.estimate, card.unknownTextCount)])
        .joined(separator: "\n") + abstention(model)
    case .network(_, let card), .recurrent(_, let card):
      summary(
        "network of \(card.configuration.hiddenSize) units, stopped after \(card.epochs) epochs:"
          + " \(card.stopReason.rawValue)", card.estimate, card.unknownTextCount)
        + abstention(model)
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

  private static func labels(_ card: ModelCard, _ labels: [String]) -> TextTable {
    var table = TextTable(header: ["label", "labelled texts", "names"])
    for (label, count) in zip(labels, card.labelCounts) {
      let words = card.names.first { $0.label == label }?.words ?? []
      table.add([
        label.onOneLine, count.grouped,
        words.isEmpty ? "–" : words.joined(separator: " ").onOneLine,
      ])
    }
    return table
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

  private static func trials(_ card: ModelCard) -> [String] {
    guard !card.trials.isEmpty else { return [] }
    var table = TextTable(header: ["method", "C", "accuracy", ""])
    for trial in card.trials {
      table.add([
        trial.method.kind.rawValue, trial.method.inverseStrength.fixed(1),
        trial.accuracy.percent(),
        trial.method == card.method ? "chosen" : "",
      ])
    }
    return [table.text]
  }

  private static func summary(
    _ method: String, _ estimate: ModelCard.Estimate?, _ unknownTextCount: Int
  ) -> String {
    var lines = ["method    \(method)"]
    if let estimate {
      lines.append(
        "accuracy  \(estimate.accuracy.percent()) on new texts"
          + " (95 % interval \(estimate.interval[0].percent(0)) to"
          + " \(estimate.interval[1].percent(0)); cross-validation, \(estimate.folds) folds,"
          + " \(estimate.repetitions == 1 ? "once" : "\(estimate.repetitions) times"))")
    } else {
      lines.append("accuracy  unknown: give a few labelled texts of each label to estimate it")
    }
    if unknownTextCount > 0 {
      lines.append(
        "          \(unknownTextCount.grouped) labelled texts have no known word and are not"
          + " learned from")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
