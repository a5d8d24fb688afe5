import SentimentClassification
import SentimentExperiments
import SentimentTransferLearning

/// The experiment's result as a person reads it.
struct ExperimentText {
  private let report: ExperimentReport

  init(_ report: ExperimentReport) { self.report = report }

  var text: String {
    let sizes = report.reviews
    return """
      Film reviews (\(report.language.rawValue)): \(sizes.unlabelled) without labels, \
      \(sizes.training) to train on, \(sizes.test) to test on; \
      \(sizes.vocabulary) words; seeds 1 to \(report.seeds)

      The article's split
      \(table(report.articleSplit))
      All balanced splits of the ten labelled reviews
      \(table(report.allSplits))
      Accuracy on the two test reviews, of which always the same answer gets \
      \(report.majorityBaseline.percent(0)); a tie counts half. ± is the standard deviation over the runs; the \
      interval
      is Wilson's at 95 %, with each seed as one trial.

      Parameters that the \(sizes.training) labels determine: \
      \(report.parameters.withTransfer.grouped) with pre-trained vectors, \
      \(report.parameters.withoutTransfer.grouped) without.

      """
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
        "\(statistics.interval[0].percent()) – \(statistics.interval[1].percent())",
        statistics.runs.grouped,
      ])
    }
    return table.text
  }
}
