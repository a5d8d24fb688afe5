import SentimentTextProcessing
import SentimentWordEmbeddings
import Testing

/// What comes of training that stops by itself: the vectors of the epoch with the lowest held-out
/// loss, be they composed of n-grams or an update of older ones, and though the run was interrupted.
struct EarlyStoppingTests {
  private let vocabulary: Vocabulary
  private let corpus: EncodedCorpus

  /// Half of each document's words are of one topic. There is little of them, so that they are soon
  /// learned by heart, and the held-out loss rises.
  init() throws {
    var generator = SeededGenerator(seed: 5)
    let topics = Array("abcdefghijklmnopqrst")
    let lines = (0..<200).map { _ in
      let topic = topics[generator.below(topics.count)]
      return (0..<12).map { _ in
        let isOfTopic = generator.below(2) == 0
        return "\(isOfTopic ? topic : topics[generator.below(topics.count)])\(generator.below(20))"
      }.joined(separator: " ")
    }
    (vocabulary, corpus) = try TokenizedCorpus(
      reading: [.memory(name: "topics", text: Array(lines.joined(separator: "\n").utf8))],
      tokenizer: .whitespace
    ).encoded(minimumCount: 1, stopWords: .none)
  }

  /// Training goes on whatever the loss does, to the end of the cycle that is over by epoch 63.
  private func configuration(subwords: SubwordLengths? = nil) -> SkipGramConfiguration {
    var configuration = SkipGramConfiguration()
    configuration.dimension = 50
    configuration.subsamplingThreshold = 0
    configuration.epochs = 63
    configuration.heldOutShare = 0.2
    var rule = EarlyStopping()
    rule.minimumImprovement = -10
    configuration.earlyStopping = rule
    configuration.subwords = subwords
    return configuration
  }

  /// All numbers that training changes, as they are now.
  private struct Snapshot: Equatable {
    let matrices: [[Float]]

    init(_ vectors: TrainedVectors) {
      matrices = [vectors.input, vectors.output, vectors.subwords?.rows].compactMap(\.self).map {
        matrix in (0..<matrix.rowCount).flatMap { matrix[$0] }
      }
    }

    init(_ vectors: WordVectors) {
      matrices = [vectors.input, vectors.output, vectors.subwords?.rows].compactMap(\.self).map {
        matrix in (0..<matrix.rowCount).flatMap { matrix[$0] }
      }
    }
  }

  private typealias Train = (
    TrainingState?, SkipGramTrainer.Observer
  ) throws -> SkipGramTrainer.Outcome

  /// Checks the result against what each epoch gave, and goes on anew from the middle of the last
  /// epoch.
  private func check(_ train: Train) throws {
    var epochs: [Snapshot] = []
    var middle: TrainingState?
    let outcome = try train(nil) { progress, state in
      if progress.endsEpoch {
        epochs.append(Snapshot(state.vectors))
      } else {
        middle = state.copy()
      }
    }
    let losses = outcome.heldOutLosses
    let best = try #require(losses.firstIndex(of: losses.min()!))
    #expect(best < losses.count - 1, "the last epoch is the best: this tests nothing")
    #expect(outcome.stopReason == .maximumEpochs && epochs.count == losses.count)
    #expect(Snapshot(outcome.vectors) == epochs[best])
    #expect(outcome.state.position.bestEpoch == best)
    let state = try #require(middle)
    #expect(state.position.heldOutLosses.count > best + 1, "the best epoch isn't over")
    let resumed = try train(state) { _, _ in }
    #expect(Snapshot(resumed.vectors) == epochs[best])
    #expect(resumed.heldOutLosses == losses)
  }

  @Test(arguments: [nil, SubwordLengths(minimum: 2, maximum: 3)])
  func theBestEpochIsKept(subwords: SubwordLengths?) throws {
    let trainer = SkipGramTrainer(configuration(subwords: subwords), threads: 2)
    try check { try trainer.train(corpus, vocabulary: vocabulary, from: $0, observer: $1) }
  }

  @Test func updatesKeepItToo() throws {
    let trainer = SkipGramTrainer(configuration(), threads: 2)
    let old = try trainer.train(corpus, vocabulary: vocabulary).vectors
    let update = try #require(
      VectorUpdate(
        of: old, vocabulary: vocabulary, anchor: 0.001, using: SeededGenerator(seed: 1)))
    try check {
      try update.train(trainer, corpus, vocabulary: vocabulary, from: $0, observer: $1)
    }
  }

  /// A number of epochs that somebody chose is trained to its end, where the rate is lowest.
  @Test func withoutTheRuleTheLastEpochIsKept() throws {
    var configuration = configuration()
    configuration.earlyStopping = nil
    configuration.epochs = 63
    var last: Snapshot?
    let outcome = try SkipGramTrainer(configuration).train(
      corpus, vocabulary: vocabulary, from: nil
    ) { _, state in
      #expect(state.best == nil)
      last = Snapshot(state.vectors)
    }
    #expect(outcome.state.position.bestEpoch != 62, "the last epoch is the best")
    #expect(Snapshot(outcome.vectors) == last)
  }
}

extension TrainingState {
  /// The same, for later.
  fileprivate func copy() -> TrainingState {
    TrainingState(vectors: vectors.copy(), best: best?.copy(), position: position)
  }
}
