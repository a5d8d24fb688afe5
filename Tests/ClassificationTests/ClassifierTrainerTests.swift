import SentimentClassification
import SentimentWordEmbeddings
import Testing

@Suite struct ClassifierTrainerTests {
  /// No line parts the two labels of exclusive or: only a hidden layer can learn it.
  @Test func theHiddenLayerLearnsExclusiveOr() throws {
    let inputs: [Float] = [0, 0, 0, 1, 1, 0, 1, 1]
    let labels = [0, 1, 1, 0]
    var configuration = ClassifierConfiguration()
    configuration.maximumEpochs = 2000
    configuration.patience = 200
    let outcome = try train(inputs, labels, configuration)
    #expect(predictions(outcome.classifier, inputs, rows: 4) == labels)
    configuration.hiddenSize = 0
    #expect(
      try predictions(train(inputs, labels, configuration).classifier, inputs, rows: 4) != labels)
  }

  @Test func threeUnbalancedLabelsAreLearned() throws {
    var generator = SeededGenerator(seed: 2)
    let labels = (0..<300).map { $0 % 10 == 0 ? 2 : $0 % 3 == 0 ? 1 : 0 }
    let inputs = labels.flatMap { label in
      (0..<5).map { ($0 == label ? 3 : 0) + Float(generator.uniform()) }
    }
    let outcome = try train(inputs, labels, ClassifierConfiguration(), labelCount: 3)
    #expect(predictions(outcome.classifier, inputs, rows: 300) == labels)
  }

  @Test func inputsThatAreAllAlikeGiveTheLabelsShares() throws {
    let labels = [0, 0, 0, 1]
    var configuration = ClassifierConfiguration()
    configuration.maximumEpochs = 2000
    configuration.patience = 200
    let outcome = try train([Float](repeating: 0.25, count: 4 * 3), labels, configuration)
    let probabilities = outcome.classifier.probabilities([0.25, 0.25, 0.25], rowCount: 1)
    #expect(abs(probabilities[0] - 0.75) < 0.03)
  }

  /// Each of the three ways to stop is taken where it should be.
  @Test func trainingStopsByItsRule() throws {
    var configuration = ClassifierConfiguration()
    #expect(try train([-1, 1], [0, 1], configuration).stopReason == .sufficientLoss)
    // Two labels of one input: the loss can't fall below log 2.
    let stuck = try train([1, 1], [0, 1], configuration)
    #expect(stuck.stopReason == .noImprovement)
    #expect(stuck.epochs < configuration.maximumEpochs)
    configuration.maximumEpochs = 3
    configuration.learningRate = 1e-6
    let short = try train([-1, 1], [0, 1], configuration)
    #expect(short.epochs == 3)
    #expect(short.stopReason == .maximumEpochs)
  }

  @Test func theSameSeedGivesTheSameNetwork() throws {
    var generator = SeededGenerator(seed: 9)
    let inputs = (0..<100 * 8).map { _ in generator.uniform() }
    let labels = (0..<100).map { $0 % 2 }
    let configuration = ClassifierConfiguration()
    #expect(
      try train(inputs, labels, configuration).classifier
        == train(inputs, labels, configuration).classifier)
    let other = try ClassifierTrainer(configuration).train(
      inputs: inputs, targets: LabelTargets(labels, labelCount: 2), using: SeededGenerator(seed: 2))
    #expect(try other.classifier != train(inputs, labels, configuration).classifier)
  }

  /// With a step size of nothing a network stays what it was, though its inputs are scaled anew.
  @Test(arguments: [0, 4])
  func trainingGoesOnFromANetwork(hiddenSize: Int) throws {
    var configuration = ClassifierConfiguration()
    configuration.hiddenSize = hiddenSize
    let start = try train([-1, 1, 5, 3, 0, 2, 8, -4], [0, 1, 1, 0], configuration).classifier
    configuration.learningRate = 1e-12
    configuration.maximumEpochs = 1
    let inputs: [Float] = [10, 20, 30, 41, 52, 60]
    let outcome = try ClassifierTrainer(configuration).train(
      inputs: inputs, targets: LabelTargets([0, 1, 1], labelCount: 2), from: start,
      using: SeededGenerator(seed: 1))
    let (old, new) = (
      start.logits(inputs, rowCount: 3), outcome.classifier.logits(inputs, rowCount: 3)
    )
    for (old, new) in zip(old, new) { #expect(abs(old - new) < 1e-3 * max(1, abs(old))) }
  }

  /// A network that answers as another does.
  @Test func probabilitiesAreLearned() throws {
    let targets = LabelTargets(
      probabilities: [0.9, 0.1, 0.25, 0.75, 0.5, 0.5], labelCount: 2)
    var configuration = ClassifierConfiguration()
    configuration.maximumEpochs = 2000
    configuration.patience = 500
    configuration.weightDecay = 0
    let inputs: [Float] = [1, 0, 0, 0, 1, 0, 0, 0, 1]
    let outcome = try ClassifierTrainer(configuration).train(
      inputs: inputs, targets: targets, using: SeededGenerator(seed: 1))
    let learned = outcome.classifier.probabilities(inputs, rowCount: 3)
    for (learned, target) in zip(learned, targets.probabilities) {
      #expect(abs(learned - target) < 0.02)
    }
  }

  /// A further label gets its bias and no weights; the others' odds stay.
  @Test(arguments: [0, 4])
  func aFurtherLabelLeavesTheOthersOdds(hiddenSize: Int) throws {
    var configuration = ClassifierConfiguration()
    configuration.hiddenSize = hiddenSize
    let network = try train([-1, 1, 5, 3, 0, 2, 8, -4], [0, 1, 1, 0], configuration).classifier
    let logits = network.mapping([0, 2], biases: [9, -2, 9]).logits([3, 1], rowCount: 1)
    let old = network.logits([3, 1], rowCount: 1)
    #expect([logits[0], logits[2]] == old)
    #expect(logits[1] == -2)
  }

  private func train(
    _ inputs: [Float], _ labels: [Int], _ configuration: ClassifierConfiguration,
    labelCount: Int = 2
  ) throws -> ClassifierTrainer.Outcome {
    try ClassifierTrainer(configuration).train(
      inputs: inputs, targets: LabelTargets(labels, labelCount: labelCount),
      using: SeededGenerator(seed: 1))
  }

  private func predictions(
    _ network: HiddenLayerClassifier, _ inputs: [Float], rows: Int
  ) -> [Int] {
    let probabilities = network.probabilities(inputs, rowCount: rows)
    return (0..<rows).map { row in
      let range = row * network.labelCount..<(row + 1) * network.labelCount
      return range.max { probabilities[$0] < probabilities[$1] }! - range.lowerBound
    }
  }
}
