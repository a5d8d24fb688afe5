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
///
/// The same can be asked of texts of one's own.
package struct FilmReviewExperiment: Sendable {
  package let corpus: ExperimentCorpus
  package let seeds: ClosedRange<Int>
  package var pretraining = Pretraining.smallCorpus
  package var classifier = ClassifierConfiguration()

  /// - Throws: `FileError` when there are no built-in reviews in the language.
  package init(language: Language, seeds: Int) throws {
    self.init(try ExperimentCorpus(language), seeds: 1...seeds)
  }

  package init(_ corpus: ExperimentCorpus, seeds: ClosedRange<Int>) {
    self.corpus = corpus
    self.seeds = seeds
    pretraining.language = corpus.language
  }

  /// Runs everything.
  ///
  /// - Parameters:
  ///   - threads: how many seeds are worked on at a time; the result doesn't depend on it.
  ///   - progress: called after each seed, on any thread, with the number of seeds done.
  /// - Throws: `FileError` when the texts can't be read or learned from.
  package func run(
    threads: Int, progress: @escaping @Sendable (Int) -> Void = { _ in }
  ) throws -> ExperimentReport {
    let clock = ContinuousClock()
    let start = clock.now
    let task = try ExperimentTask(corpus, pretraining, classifier)
    let done = Atomic(0)
    let perSeed = try concurrentMap(seeds.count, threads: threads) { index in
      defer { progress(done.add(1, ordering: .relaxed).newValue) }
      return try task.run(seed: UInt64(seeds.lowerBound + index))
    }
    let seconds = (clock.now - start) / .seconds(1)
    return report(task, perSeed, seconds: seconds)
  }

  private func report(
    _ task: ExperimentTask, _ results: [SeedResult], seconds: Double
  ) -> ExperimentReport {
    // Runs of one seed share their vectors, and all runs share the labelled texts: a seed is one trial.
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
    let given = task.givenSplit
    let dimension = pretraining.skipGram.dimension
    let testCounts = Dictionary(corpus.test.map { ($0.label, 1) }, uniquingKeysWith: +)
    let network = HiddenLayerClassifier(
      inputSize: dimension, hiddenSize: classifier.hiddenSize, labelCount: corpus.labels.count)
    return ExperimentReport(
      corpus: corpus.name, language: corpus.language, seeds: seeds.count,
      firstSeed: seeds.lowerBound,
      reviews: .init(
        unlabelled: task.unlabelled.documentCount, training: corpus.training.count,
        test: corpus.test.count, vocabulary: task.vocabulary.count),
      majorityBaseline: Double(testCounts.values.max() ?? 0) / Double(corpus.test.count),
      articleSplit: statistics { $0[given...given] },
      allSplits: statistics { $0[task.balancedSplits] },
      parameters: .init(
        withTransfer: network.parameterCount,
        withoutTransfer: network.parameterCount + task.vocabulary.count * dimension),
      pretraining: task.provenance, classifier: classifier, seconds: seconds)
  }
}
