import SentimentClassification
import SentimentTextProcessing
import SentimentTransferLearning

extension Messages {
  /// Says what is odd in labelled texts.
  func notes(on findings: LabelledTextFindings) {
    let copies = findings.groups.copyCount
    if copies > 0 {
      note(
        "\(copies.grouped) text\(copies == 1 ? " stands" : "s stand") there again, as"
          + " \(copies == 1 ? "it is" : "they are") or nearly: copies count once, and are held out"
          + " together")
    }
    for contradiction in findings.contradictions.prefix(Self.shownContradictions) {
      let labels = contradiction.labels.map { "\"\($0.label.onOneLine)\" (line \($0.line))" }
      note(
        "\"\(contradiction.text.excerpt)\" has several labels: \(labels.joined(separator: ", "))")
    }
    let further = findings.contradictions.count - Self.shownContradictions
    if further > 0 {
      note(
        "\(further.grouped) other text\(further == 1 ? " has" : "s have") several labels too;"
          + " `sentiment diagnose` lists them")
    }
    for thin in findings.thinLabels.prefix(Self.shownLabels) {
      let number = thin.textCount == 1 ? "one text" : "copies of one text alone"
      let similar = thin.similar.map { ", like \"\($0.onOneLine)\"?" } ?? ""
      note(
        "\"\(thin.label.onOneLine)\" has \(number) (line \(thin.line)\(similar)): it is learned from,"
          + " and estimates are without it")
    }
    let others = findings.thinLabels.count - Self.shownLabels
    if others > 0 {
      note("\(others.grouped) other label\(others == 1 ? " has" : "s have") one text too")
    }
  }

  private static let shownContradictions = 3
  private static let shownLabels = 10
}

extension ClassificationReport.Baseline {
  /// Such as `64.1 % by always answering "positive"`.
  var inWords: String { "\(accuracy.percent()) by always answering \"\(label.onOneLine)\"" }
}
