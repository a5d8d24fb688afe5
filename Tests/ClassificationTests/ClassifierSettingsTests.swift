import SentimentClassification
import SentimentTextProcessing
import SentimentWordEmbeddings
import Testing

/// Settings of a classifier's training that can't be are errors, at the training's start.
struct ClassifierSettingsTests {
  struct Change: Sendable, CustomTestStringConvertible {
    let setting: String
    let value: String
    let apply: @Sendable (inout ClassifierConfiguration) -> Void

    init<Value: Sendable>(
      _ setting: String, _ path: WritableKeyPath<ClassifierConfiguration, Value> & Sendable,
      _ value: Value
    ) {
      self.setting = setting
      self.value = "\(value)"
      apply = { $0[keyPath: path] = value }
    }

    var testDescription: String { "\(setting) = \(value)" }
  }

  private static let faults: [Change] =
    [-1, 4_097, .max, .min].map { Change("hiddenSize", \.hiddenSize, $0) }
    + [0, -1, 65_537, .max, .min].map { Change("batchSize", \.batchSize, $0) }
    + [0, -1, 1.1, .nan, .infinity].map { Change("learningRate", \.learningRate, $0) }
    + [-1, 101, .nan, .infinity].map { Change("weightDecay", \.weightDecay, $0) }
    + [0, -1, 100_001].map { Change("maximumEpochs", \.maximumEpochs, $0) }
    + [0, -1].map { Change("patience", \.patience, $0) }
    + [-1, 1.1, .nan].map { Change("minimumImprovement", \.minimumImprovement, $0) }

  private func setting(_ body: () throws -> Void) throws -> String {
    try #require(throws: FileError.self, performing: body).file
  }

  private func trainNetwork(_ configuration: ClassifierConfiguration) throws {
    _ = try ClassifierTrainer(configuration).train(
      inputs: [1, 2, 3, 4], targets: LabelTargets([0, 1], labelCount: 2),
      using: SeededGenerator(seed: 1))
  }

  private func trainLSTM(_ configuration: ClassifierConfiguration) throws {
    _ = try LSTMTrainer(configuration).train(
      texts: [[0], [1]], targets: LabelTargets([0, 1], labelCount: 2),
      vectors: EmbeddingMatrix(rows: [[1, 2], [3, 4]]), using: SeededGenerator(seed: 1))
  }

  @Test(arguments: faults) func whatCantBeIsAnError(change: Change) throws {
    var configuration = ClassifierConfiguration()
    change.apply(&configuration)
    #expect(try setting { try configuration.check() } == change.setting)
    #expect(try setting { try trainNetwork(configuration) } == change.setting)
    #expect(try setting { try trainLSTM(configuration) } == change.setting)
  }

  @Test func anLSTMHasUnits() throws {
    var configuration = ClassifierConfiguration()
    configuration.hiddenSize = 0
    try trainNetwork(configuration)
    #expect(try setting { try trainLSTM(configuration) } == "hiddenSize")
  }

  @Test(arguments: [1, 65_536]) func theEndsOfTheRangesAreFit(batchSize: Int) throws {
    var configuration = ClassifierConfiguration()
    configuration.batchSize = batchSize
    configuration.maximumEpochs = 1
    configuration.hiddenSize = 1
    configuration.learningRate = 1
    configuration.weightDecay = 100
    configuration.minimumImprovement = 1
    configuration.patience = .max
    try trainNetwork(configuration)
    try trainLSTM(configuration)
  }
}
