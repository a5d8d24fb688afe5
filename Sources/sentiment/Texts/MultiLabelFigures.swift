import SentimentClassification
import SentimentTextProcessing

/// How well labels are found where a text may have any number of them, in a few lines.
struct MultiLabelFigures {
  private let report: MultiLabelReport

  init(_ report: MultiLabelReport) { self.report = report }

  var text: String {
    let baseline = report.baseline
    let constant = baseline.labels.map { "\"\($0.onOneLine)\"" }.joined(separator: ", ")
    return """
      micro-F1  \(line(report.micro)); \(baseline.microF1.percent()) by always giving \(constant)
      macro-F1  \(line(report.macro)); \(baseline.macroF1.percent()) by always giving all labels
      exact     \(report.exactMatchShare.percent()) of the texts get just the labels that they have

      """
  }

  private func line(_ mean: MultiLabelReport.Mean) -> String {
    "\(mean.f1.percent()) (95 % interval \(mean.f1Interval.percent(0)))"
  }
}
