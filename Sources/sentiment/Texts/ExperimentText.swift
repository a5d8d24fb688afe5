import SentimentClassification
import SentimentExperiments
import SentimentTransferLearning

/// The experiment's result as a person reads it.
struct ExperimentText {
  private let report: ExperimentReport

  init(_ report: ExperimentReport) { self.report = report }

  var text: String {
    let sizes = report.reviews
    let isArticle = report.corpus == nil
    let labelledCount = sizes.training + sizes.test
    let language = report.language.map { " (\($0.rawValue))" } ?? ""
    return """
      \(report.corpus ?? "Film reviews")\(language): \(sizes.unlabelled) without labels, \
      \(sizes.training) to train on, \(sizes.test) to test on; \
      \(sizes.vocabulary) words; seeds \(report.firstSeed) to \(report.firstSeed + report.seeds - 1)

      \(isArticle ? "The article's split" : "The split that is given")
      \(table(report.articleSplit))
      \(isArticle ? "All balanced splits of the ten labelled reviews" : balancedSplits(labelledCount))
      \(table(report.allSplits))
      Accuracy on the \(isArticle ? "two test reviews" : "texts to test on"), of which always the same
      answer gets \(report.majorityBaseline.percent(0))\(isArticle ? "; a tie counts half" : ""). ± is the standard
      deviation over the runs; the interval is Wilson's at 95 %, with each seed as one trial.

      Parameters that the \(sizes.training) labels determine: \
      \(report.parameters.withTransfer.grouped) with pre-trained vectors, \
      \(report.parameters.withoutTransfer.grouped) without.

      """
  }

  private func balancedSplits(_ labelledCount: Int) -> String {
    let count = report.allSplits.transfer.runs / max(1, report.seeds)
    return "\(count.grouped) balanced \(count == 1 ? "split" : "splits") of the"
      + " \(labelledCount.grouped) labelled texts"
  }

  private func table(_ accuracies: ExperimentReport.Accuracies) -> String {
    var table = TextTable(header: ["", "accuracy", "±", "lowest", "95 % interval", "runs"])
    let rows = [
      ("pre-trained vectors (transfer)", accuracies.transfer),
      ("random vectors", accuracies.randomVectors),
      ("vectors from the \(report.reviews.training) alone", accuracies.vectorsFromLabelledOnly),
      ("bag of words", accuracies.bagOfWords),
    ]
    for (name, statistics) in rows {
      table.add([
        name, statistics.mean.percent(), (statistics.standardDeviation * 100).fixed(1),
        statistics.minimum.percent(0),
        statistics.interval.percent(), statistics.runs.grouped,
      ])
    }
    return table.text
  }
}
