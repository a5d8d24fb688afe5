import SentimentClassification
import SentimentTextProcessing
import SentimentTransferLearning

/// What `evaluate` found, for a person.
struct EvaluationText {
  private let evaluation: ModelEvaluation
  private var report: ClassificationReport { evaluation.report }

  /// A matrix of more labels doesn't fit on a screen; its largest confusions are listed instead.
  private static let largestMatrix = 10
  private static let listedConfusions = 20

  init(_ evaluation: ModelEvaluation) { self.evaluation = evaluation }

  var text: String {
    [heading, figures, selection, labels, confusions, calibration, mistakes].filter { !$0.isEmpty }
      .joined(separator: "\n")
  }

  private var heading: String {
    var lines = [
      "\(evaluation.file.onOneLine): \(report.texts.counted("text")); model"
        + " \(evaluation.model.onOneLine)"
    ]
    if evaluation.textsWithoutKnownWord > 0 {
      lines.append(
        evaluation.textsWithoutKnownWord == 1
          ? "1 has no known word; the model answers"
            + " \"\(evaluation.answerWithoutKnownWord.onOneLine)\" for it"
          : "\(evaluation.textsWithoutKnownWord.grouped) have no known word; the model answers"
            + " \"\(evaluation.answerWithoutKnownWord.onOneLine)\" for them")
    }
    if evaluation.ties > 0 {
      lines.append(
        "\(evaluation.ties.grouped) \(evaluation.ties == 1 ? "has" : "have") equally probable labels;"
          + " the first of them was taken")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private var figures: String {
    let interval = report.accuracyInterval.percent(2)
    let baseline = report.majorityBaseline
    let rows = [
      ("accuracy", report.accuracy.percent(2), "95 % interval \(interval)"),
      (
        "majority baseline", baseline.accuracy.percent(2),
        "always \"\(baseline.label.onOneLine)\""
      ),
      ("macro-F1", report.macro.f1.fixed(4), ""),
      ("log loss", evaluation.logLoss.fixed(4), ""),
      ("Brier score", evaluation.brierScore.fixed(4), "0 to 2, all labels"),
      (
        "calibration error", evaluation.calibration.expectedCalibrationError.fixed(4),
        "expected, \(evaluation.calibration.bins.count) bins"
      ),
    ]
    return rows.map { name, value, note in
      let line = "\(name.padded(to: 17))  \(value.aligned(to: 8))"
      return note.isEmpty ? line + "\n" : "\(line)  \(note)\n"
    }.joined()
  }

  /// How many texts a model that withholds answers does answer, and how many of these rightly.
  private var selection: String {
    guard let selective = evaluation.selective else { return "" }
    let promise =
      "a precision of \(selective.promisedPrecision.percent()) is promised; answers under a probability"
      + " of \(selective.threshold.fixed(3)) are withheld"
    guard let precision = selective.precision, let interval = selective.precisionInterval else {
      return "answered           none of the texts; \(promise)\n"
    }
    return """
      answered           \(selective.answered.grouped) of \(report.texts.counted("text")), \
      \(selective.answeredShare.percent()); all other figures are of the likeliest label of every text
      precision of these \(precision.percent(2)), 95 % interval \(interval.percent(2)); \(promise)

      """
  }

  private var labels: String {
    func figure(_ value: Double?) -> String { value?.fixed(4) ?? "–" }
    var table = TextTable(header: ["label", "precision", "recall", "F1", "texts", "answers"])
    for scores in report.labels {
      table.add([
        scores.label.onOneLine, figure(scores.precision), figure(scores.recall), figure(scores.f1),
        scores.support.grouped, scores.answers.grouped,
      ])
    }
    let macro = report.macro
    table.add([
      "mean (macro)", figure(macro.precision), figure(macro.recall), figure(macro.f1),
      report.texts.grouped, report.texts.grouped,
    ])
    return table.text
  }

  private var confusions: String {
    let names = report.labels.map(\.label.onOneLine)
    guard names.count > Self.largestMatrix else {
      var table = TextTable(header: ["label, and answers given"] + names)
      for (name, row) in zip(names, report.confusionMatrix) {
        table.add([name] + row.map(\.grouped))
      }
      return table.text
    }
    var pairs: [(truth: Int, answer: Int, count: Int)] = []
    for (truth, row) in report.confusionMatrix.enumerated() {
      for (answer, count) in row.enumerated() where answer != truth && count > 0 {
        pairs.append((truth, answer, count))
      }
    }
    var table = TextTable(header: ["label taken for another, most often", "taken for", "texts"])
    for pair in pairs.sorted(by: { $0.count > $1.count }).prefix(Self.listedConfusions) {
      table.add([names[pair.truth], names[pair.answer], pair.count.grouped])
    }
    return table.text
  }

  private var calibration: String {
    var table = TextTable(header: ["confidence", "texts", "mean confidence", "accuracy"])
    for bin in evaluation.calibration.bins {
      guard let confidence = bin.confidence, let accuracy = bin.accuracy else { continue }
      table.add([
        "\((bin.lower * 100).fixed(0)) to \((bin.upper * 100).fixed(0)) %", bin.texts.grouped,
        confidence.percent(), accuracy.percent(),
      ])
    }
    return table.text
  }

  private var mistakes: String {
    guard !evaluation.worstMistakes.isEmpty else { return "" }
    let terminal = Terminal.output
    let wrong = report.texts - report.correct
    return
      "worst of \(wrong.counted("mistake")), with the words that speak for the wrong answer"
      + " (log-odds)\n"
      + evaluation.worstMistakes.map { mistake in
        let words = mistake.words.map { "\($0.text.onOneLine) \($0.contribution.signed(2))" }
        return "  line \(mistake.line): \(terminal.bold(mistake.truth.onOneLine)) taken for"
          + " \(terminal.bold(mistake.answer.onOneLine)) at \(mistake.probability.percent(2))\n"
          + "    \(words.isEmpty ? "no known word" : words.joined(separator: ", "))\n"
          + "    \(terminal.dim(mistake.text.excerpt))\n"
      }.joined()
  }
}
