import Foundation
import SentimentTextProcessing
import SentimentWordEmbeddings
import Testing

/// Settings of skip-gram training that can't be are errors, at the training's start: the kernel never
/// sees a size that its memory doesn't hold.
struct SkipGramSettingsTests {
  /// A change of a sound configuration, and the setting that an error has to name.
  struct Change: Sendable, CustomTestStringConvertible {
    let setting: String
    let value: String
    let apply: @Sendable (inout SkipGramConfiguration) -> Void

    init<Value: Sendable>(
      _ setting: String, _ path: WritableKeyPath<SkipGramConfiguration, Value> & Sendable,
      _ value: Value
    ) {
      self.setting = setting
      self.value = "\(value)"
      apply = { $0[keyPath: path] = value }
    }

    var testDescription: String { "\(setting) = \(value)" }
  }

  private static let faults: [Change] = {
    var rule = EarlyStopping()
    rule.minimumImprovement = .nan
    return [0, -1, 33, 61, 64, 100, 400, .max, .min].map { Change("window", \.window, $0) }
      + [0, -1, 10_001, .max, .min].map { Change("dimension", \.dimension, $0) }
      + [-1, 1_001, .max].map { Change("negativeSamples", \.negativeSamples, $0) }
      + [-0.1, 1.1, .nan, .infinity].map {
        Change("subsamplingThreshold", \.subsamplingThreshold, $0)
      }
      + [0, -1, 100_001, .max].map { Change("epochs", \.epochs, $0) }
      + [0, -1, 1.1, .nan, .infinity].map { Change("learningRate", \.learningRate, $0) }
      + [0, -1, 65, .max].map { Change("batchSize", \.batchSize, $0) }
      + [0, -1, 0.51, .nan].map { Change("heldOutShare", \.heldOutShare, $0) }
      + [
        Change("earlyStopping", \.earlyStopping, EarlyStopping()),
        Change("minimumImprovement", \.earlyStopping, rule),
      ]
  }()

  private func train(_ configuration: SkipGramConfiguration, threads: Int = 1) throws {
    let (vocabulary, corpus) = try TopicCorpus(documents: 10).encoded()
    _ = try SkipGramTrainer(configuration, threads: threads).train(corpus, vocabulary: vocabulary)
  }

  private func setting(_ body: () throws -> Void) throws -> String {
    try #require(throws: FileError.self, performing: body).file
  }

  @Test(arguments: faults) func whatCantBeIsAnError(change: Change) throws {
    var configuration = SkipGramConfiguration()
    change.apply(&configuration)
    #expect(try setting { try train(configuration) } == change.setting)
    #expect(try setting { try configuration.check() } == change.setting)
  }

  @Test(arguments: [0, -1, 257, .max])
  func threadsAreChecked(threads: Int) throws {
    #expect(try setting { try train(SkipGramConfiguration(), threads: threads) } == "threads")
  }

  /// The largest and the smallest sizes fit the kernel's memory.
  @Test(
    arguments: [
      Change("window", \.window, 1), Change("window", \.window, 32),
      Change("dimension", \.dimension, 1), Change("dimension", \.dimension, 17),
      Change("dimension", \.dimension, 1_000), Change("negativeSamples", \.negativeSamples, 0),
      Change("learningRate", \.learningRate, 1e-9),
      Change("batchSize", \.batchSize, 1), Change("batchSize", \.batchSize, 64),
      Change("heldOutShare", \.heldOutShare, 0.5),
    ], [1, 3])
  func theEndsOfTheRangesAreFit(change: Change, threads: Int) throws {
    var configuration = SkipGramConfiguration()
    configuration.dimension = 8
    configuration.epochs = 1
    change.apply(&configuration)
    try train(configuration, threads: threads)
  }

  @Test(arguments: [-0.1, 1.1, .nan])
  func theAnchorOfAnUpdateIsChecked(anchor: Double) throws {
    let (vocabulary, corpus) = try TopicCorpus(documents: 10).encoded()
    var configuration = SkipGramConfiguration()
    configuration.dimension = 8
    let trainer = SkipGramTrainer(configuration)
    let old = try trainer.train(corpus, vocabulary: vocabulary).vectors
    let update = try #require(
      VectorUpdate(
        of: old, vocabulary: vocabulary, anchor: anchor, using: SeededGenerator(seed: 1)))
    #expect(
      try setting {
        _ = try update.train(trainer, corpus, vocabulary: vocabulary, from: nil) { _, _ in }
      } == "anchor")
  }

  /// Vectors of another shape, from which training can't go on.
  @Test(arguments: [(dimension: 16, words: 0), (dimension: 8, words: 1)])
  func aStateOfOtherVectorsIsAnError(dimension: Int, words: Int) throws {
    let (vocabulary, corpus) = try TopicCorpus(documents: 10).encoded()
    var configuration = SkipGramConfiguration()
    configuration.dimension = 8
    let state = TrainingState(
      vectors: TrainedVectors(
        matrix: EmbeddingMatrix(rowCount: 2 * (vocabulary.count + words), dimension: dimension)),
      position: TrainingPosition())
    #expect(
      try setting {
        _ = try SkipGramTrainer(configuration).train(
          corpus, vocabulary: vocabulary, from: state
        ) { _, _ in }
      } == "checkpoint")
  }

  /// Files of before the batch was a setting were trained with eight stretches.
  @Test func settingsWithoutABatchAreRead() throws {
    var settings = SkipGramConfiguration()
    settings.subwords = SubwordLengths(minimum: 3, maximum: 6)
    settings.heldOutShare = 0.1
    settings.earlyStopping = EarlyStopping()
    let data = try JSONEncoder().encode(settings)
    #expect(try JSONDecoder().decode(SkipGramConfiguration.self, from: data) == settings)
    var object = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    object["batchSize"] = nil
    settings.batchSize = 8
    #expect(
      try JSONDecoder().decode(
        SkipGramConfiguration.self, from: JSONSerialization.data(withJSONObject: object))
        == settings)
  }

  @Test(arguments: [(0, 3), (-1, 3), (4, 3), (3, 65)])
  func lengthsOfNGramsThatCantBeAreNone(minimum: Int, maximum: Int) throws {
    #expect(SubwordLengths(minimum: minimum, maximum: maximum) == nil)
    let text = Data("{\"minimum\": \(minimum), \"maximum\": \(maximum)}".utf8)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(SubwordLengths.self, from: text)
    }
  }
}
