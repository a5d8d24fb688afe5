import SentimentClassification
import SentimentTextProcessing
import SentimentTransferLearning

/// What `evaluate` found of a model that gives texts any number of labels, for a person.
struct MultiLabelEvaluationText {
  private let evaluation: MultiLabelEvaluation
  private var report: MultiLabelReport { evaluation.report }

  init(_ evaluation: MultiLabelEvaluation) { self.evaluation = evaluation }

  var text: String { [heading, MultiLabelFigures(report).text, labels].joined(separator: "\n") }

  private var heading: String {
    let unknown = evaluation.textsWithoutKnownWord
    return
      "\(evaluation.file.onOneLine): \(report.texts.counted("text")); model"
      + " \(evaluation.model.onOneLine)\n"
      + (unknown == 0
        ? ""
        : unknown == 1
          ? "1 has no known word and gets no label\n"
          : "\(unknown.grouped) have no known word and get no label\n")
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
    for (name, mean) in [("all (micro)", report.micro), ("mean (macro)", report.macro)] {
      table.add([
        name, figure(mean.precision), figure(mean.recall), figure(mean.f1), "", "",
      ])
    }
    return table.text
  }
}
