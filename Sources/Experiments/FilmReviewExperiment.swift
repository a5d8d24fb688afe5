import SentimentClassification
import SentimentTextProcessing
import SentimentTransferLearning
import SentimentWordEmbeddings
import Synchronization

/// The article's experiment: is it worth while to pre-train word vectors on 62 reviews without
/// labels, when only 8 have one?
///
/// For every seed, and for every balanced way to hold two of the ten labelled reviews out, the same
/// network is trained on the other eight: on pre-trained vectors, on random ones, and on vectors
/// trained on the eight alone; beside them a logistic regression on word counts. A test review that
/// a method can't tell anything about is a tie, and counts half.
package struct FilmReviewExperiment: Sendable {
  package let language: Language
  /// Seeds `1...seeds` are run.
  package let seeds: Int
  package var pretraining = Pretraining.smallCorpus
  package var classifier = ClassifierConfiguration()

  package init(language: Language, seeds: Int) {
    self.language = language
    self.seeds = seeds
    pretraining.language = language
  }

  /// Runs everything.
  ///
  /// - Parameters:
  ///   - threads: how many seeds are worked on at a time; the result doesn't depend on it.
  ///   - progress: called after each seed, on any thread, with the number of seeds done.
  /// - Throws: `FileError` when there are no built-in reviews in the language.
  package func run(
    threads: Int, progress: @escaping @Sendable (Int) -> Void = { _ in }
  ) throws -> ExperimentReport {
    let clock = ContinuousClock()
    let start = clock.now
    let reviews = try FilmReviews(language)
    let task = try ExperimentTask(reviews, pretraining, classifier)
    let done = Atomic(0)
    let perSeed = try concurrentMap(seeds, threads: threads) { index in
      defer { progress(done.add(1, ordering: .relaxed).newValue) }
      return try task.run(seed: UInt64(index + 1))
    }
    let seconds = (clock.now - start) / .seconds(1)
    return report(task, reviews, perSeed, seconds: seconds)
  }

  private func report(
    _ task: ExperimentTask, _ reviews: FilmReviews, _ results: [SeedResult], seconds: Double
  ) -> ExperimentReport {
    // Runs of one seed share their vectors, and all runs share the ten reviews: a seed is one trial.
    func statistics(_ runs: ([Double]) -> ArraySlice<Double>) -> ExperimentReport.Accuracies {
      func gather(_ method: KeyPath<SeedResult, [Double]>) -> RunStatistics {
        RunStatistics(
          results.flatMap { runs($0[keyPath: method]) }, independentTrials: results.count)
      }
      return ExperimentReport.Accuracies(
        transfer: gather(\.transfer), randomVectors: gather(\.randomVectors),
        vectorsFromLabelledOnly: gather(\.vectorsFromLabelledOnly), bagOfWords: gather(\.bagOfWords)
      )
    }
    let article = task.articleSplit
    let dimension = pretraining.skipGram.dimension
    let testCounts = Dictionary(reviews.test.map { ($0.label, 1) }, uniquingKeysWith: +)
    let network = HiddenLayerClassifier(
      inputSize: dimension, hiddenSize: classifier.hiddenSize, labelCount: 2)
    return ExperimentReport(
      language: language, seeds: seeds,
      reviews: .init(
        unlabelled: task.unlabelled.documentCount, training: reviews.training.count,
        test: reviews.test.count, vocabulary: task.vocabulary.count),
      majorityBaseline: Double(testCounts.values.max() ?? 0) / Double(reviews.test.count),
      articleSplit: statistics { $0[article...article] },
      allSplits: statistics { $0[...] },
      parameters: .init(
        withTransfer: network.parameterCount,
        withoutTransfer: network.parameterCount + task.vocabulary.count * dimension),
      pretraining: task.provenance, classifier: classifier, seconds: seconds)
  }
}
