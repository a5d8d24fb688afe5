import SentimentClassification
import SentimentTextProcessing
import SentimentTransferLearning

/// What `fit --multi-label` tells of the model it made, for people.
struct MultiLabelFitText {
  private let training: MultiLabelTraining
  private let model: SentimentModel

  init(_ training: MultiLabelTraining, _ model: SentimentModel) {
    (self.training, self.model) = (training, model)
  }

  var text: String { labels + "\n" + figures }

  private var labels: String {
    let scores = training.estimate?.report.labels ?? []
    let byLabel = Dictionary(uniqueKeysWithValues: scores.map { ($0.label, $0) })
    var table = TextTable(header: ["label", "texts", "given from", "precision", "recall", "F1"])
    for (place, label) in training.labels.enumerated() {
      let scores = byLabel[label.label]
      table.add([
        label.label.onOneLine, label.textCount.grouped,
        model.thresholds?.probabilities[place].fixed(3) ?? "–",
        scores?.precision?.percent() ?? "–", scores?.recall?.percent() ?? "–",
        scores?.f1?.percent() ?? "–",
      ])
    }
    return table.text
  }

  private var figures: String {
    let asking = training.labels.count(where: \.asksEncoder)
    let method =
      "method    for each label, its texts against the others"
      + (asking > 0 ? "; \(asking) of \(training.labels.count) labels ask the encoder" : "")
    guard let estimate = training.estimate else {
      return method + "\n"
        + "F1        unknown: give two texts or more with a label and two without it, none a copy"
        + " of another, to estimate it\n"
    }
    let untested = estimate.untestedLabels.map { "\"\($0.onOneLine)\"" }.joined(separator: ", ")
    return method + "\n" + MultiLabelFigures(estimate.report).text
      + "          on new texts, by cross-validation\n"
      + (untested.isEmpty
        ? "" : "          without \(untested): with one text a label can be learned, not tested\n")
  }
}
