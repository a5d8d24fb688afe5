import TextProcessing
import TransferLearning

/// What `fit` tells a person of the model it made.
struct FitReport {
  private let card: FitCard
  private let labels: [String]

  init(_ card: FitCard, labels: [String]) {
    self.card = card
    self.labels = labels
  }

  var text: String {
    var table = TextTable(header: ["label", "labelled texts", "names"])
    for (label, count) in zip(labels, card.labelCounts) {
      let words = card.names.first { $0.label == label }?.words ?? []
      table.add([
        label.onOneLine, count.grouped,
        words.isEmpty ? "–" : words.joined(separator: " ").onOneLine,
      ])
    }
    return ([table.text] + trials + [summary]).joined(separator: "\n")
  }

  private var trials: [String] {
    guard !card.trials.isEmpty else { return [] }
    var table = TextTable(header: ["method", "C", "accuracy"])
    for trial in card.trials {
      table.add([
        trial.method.kind.rawValue, trial.method.inverseStrength.fixed(1),
        trial.accuracy.percent(),
      ])
    }
    return [table.text]
  }

  private var summary: String {
    var lines = ["method    \(card.method.kind.rawValue)"]
    if let estimate = card.estimate {
      lines.append(
        "accuracy  \(estimate.accuracy.percent()) on new texts"
          + " (95 % interval \(estimate.interval[0].percent(0)) to"
          + " \(estimate.interval[1].percent(0)); cross-validation, \(estimate.folds) folds,"
          + " \(estimate.repetitions) times)")
    } else {
      lines.append("accuracy  unknown: give a few labelled texts of each label to estimate it")
    }
    if card.unknownTextCount > 0 {
      lines.append(
        "          \(card.unknownTextCount.grouped) labelled texts have no known word and are not"
          + " learned from")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
