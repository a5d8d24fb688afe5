import SentimentTransferLearning
import Testing

@testable import SentimentExperiments

@Suite struct FilmReviewExperimentTests {
  @Test(arguments: FilmReviews.languages)
  func preTrainingMakesTheDifference(language: Language) throws {
    let report = try FilmReviewExperiment(language: language, seeds: 20).run(threads: 2)
    #expect(report.articleSplit.transfer.mean == 1)
    #expect(report.allSplits.transfer.mean >= 0.99)
    #expect(report.allSplits.transfer.runs == 20 * 25)
    for accuracies in [
      report.allSplits.randomVectors, report.allSplits.vectorsFromLabelledOnly,
      report.allSplits.bagOfWords,
    ] {
      #expect(abs(accuracies.mean - 0.5) < 0.1)
    }
    #expect(report.parameters.withTransfer * 10 < report.parameters.withoutTransfer)
  }

  @Test func theNumberOfThreadsChangesNothing() throws {
    let experiment = try FilmReviewExperiment(language: .english, seeds: 4)
    let one = try experiment.run(threads: 1)
    let three = try experiment.run(threads: 3)
    #expect(one.allSplits.randomVectors == three.allSplits.randomVectors)
    #expect(one.allSplits.transfer == three.allSplits.transfer)
  }

  @Test func theMapShowsEveryLabelledReview() throws {
    let map = try ReviewMap(FilmReviewExperiment(language: .english, seeds: 1))
    let reviews = try FilmReviews(.english)
    for review in reviews.test { #expect(map.points.contains { $0.text == review.text }) }
  }
}
