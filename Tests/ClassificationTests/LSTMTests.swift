import Foundation
import SentimentClassification
import SentimentWordEmbeddings
import Testing

@Suite struct LSTMTests {
  /// Some words with random vectors.
  private struct Words {
    let rows: [[Float]]
    var matrix: EmbeddingMatrix { EmbeddingMatrix(rows: rows) }

    init(count: Int, dimension: Int) {
      var generator = SeededGenerator(seed: 3)
      rows = (0..<count).map { _ in (0..<dimension).map { _ in 2 * generator.uniform() - 1 } }
    }

    func doubles(_ text: [Int]) -> [[Double]] { text.map { rows[$0].map(Double.init) } }
  }

  private let words = Words(count: 9, dimension: 3)
  /// Of different lengths, not in their order, some alike.
  private let texts = [[1, 2, 3, 1], [4], [5, 6, 0, 8, 7, 7, 2], [3, 2], [0, 4, 6, 5], [8]]

  private func randomNetwork(hiddenSize: Int, labelCount: Int) -> RecurrentNetwork {
    var generator = SeededGenerator(seed: 17)
    func random(_ count: Int) -> [Float] { (0..<count).map { _ in 2 * generator.uniform() - 1 } }
    var lstm = LSTM(inputSize: 3, hiddenSize: hiddenSize)
    lstm.inputWeights = random(lstm.inputWeights.count)
    lstm.recurrentWeights = random(lstm.recurrentWeights.count)
    lstm.bias = random(lstm.bias.count)
    var classifier = HiddenLayerClassifier(
      inputSize: hiddenSize, hiddenSize: 0, labelCount: labelCount)
    classifier.outputWeights = random(classifier.outputWeights.count)
    classifier.outputBias = random(classifier.outputBias.count)
    return RecurrentNetwork(lstm: lstm, classifier: classifier)
  }

  @Test(arguments: [1, 2, 5])
  func vectorsAreThoseOfTheEquations(hiddenSize: Int) {
    let network = randomNetwork(hiddenSize: hiddenSize, labelCount: 2)
    let reference = ReferenceLSTM(network)
    let expected = texts.flatMap { reference.encode(words.doubles($0)) }
    let together = network.lstm.encode(texts, by: words.matrix)
    let alone = texts.flatMap { network.lstm.encode([$0], by: words.matrix) }
    for index in expected.indices {
      #expect(abs(Double(together[index]) - expected[index]) < 1e-6)
      #expect(abs(Double(alone[index]) - expected[index]) < 1e-6)
    }
  }

  @Test func aTextWithoutAWordHasAVectorOfZeros() {
    let lstm = randomNetwork(hiddenSize: 2, labelCount: 2).lstm
    #expect(lstm.encode([[]], by: words.matrix) == [0, 0])
    let mixed = lstm.encode([[], [4], []], by: words.matrix)
    #expect(mixed == [0, 0] + lstm.encode([[4]], by: words.matrix) + [0, 0])
    #expect(lstm.encode([], by: words.matrix).isEmpty)
  }

  @Test func ofALongTextTheFirstWordsAreRead() {
    let lstm = randomNetwork(hiddenSize: 2, labelCount: 2).lstm
    let long = (0..<LSTM.maximumLength + 10).map { $0 % 9 }
    #expect(
      lstm.encode([long], by: words.matrix)
        == lstm.encode([Array(long.prefix(LSTM.maximumLength))], by: words.matrix))
  }

  @Test(arguments: [1, 2, 5], [2, 3])
  func gradientIsThatOfTheLoss(hiddenSize: Int, labelCount: Int) {
    let network = randomNetwork(hiddenSize: hiddenSize, labelCount: labelCount)
    let labels = texts.indices.map { $0 % labelCount }
    let gradient = RecurrentNetwork.Gradient(
      network, texts: texts,
      targets: LabelTargets(labels, labelCount: network.classifier.labelCount),
      vectors: words.matrix)
    let reference = ReferenceLSTM(network)
    let doubles = texts.map(words.doubles)
    #expect(abs(gradient.classifier.loss - reference.loss(doubles, labels)) < 1e-5)

    func check(_ computed: [Float], _ parameters: WritableKeyPath<ReferenceLSTM, [Double]>) {
      #expect(computed.count == reference[keyPath: parameters].count)
      for index in computed.indices {
        let expected = reference.numericalGradient(parameters, index, doubles, labels)
        #expect(abs(Double(computed[index]) - expected) < 1e-6 + 1e-3 * abs(expected))
      }
    }
    check(gradient.lstm.inputWeights, \.inputWeights)
    check(gradient.lstm.recurrentWeights, \.recurrentWeights)
    check(gradient.lstm.bias, \.bias)
    check(gradient.classifier.outputWeights, \.outputWeights)
    check(gradient.classifier.outputBias, \.outputBias)
  }

  // Word 0 makes the difference, before word 1 or after it, which no mean of vectors can tell.

  private func orderedTexts(_ count: Int, seed: UInt64) -> (texts: [[Int]], labels: [Int]) {
    var generator = SeededGenerator(seed: seed)
    var texts: [[Int]] = []
    for _ in 0..<count {
      let others = (0..<2 + generator.below(5)).map { _ in 2 + generator.below(7) }
      let place = generator.below(others.count)
      let isFirst = texts.count % 2 == 0
      let ends = isFirst ? ([0], [1]) : ([1], [0])
      texts.append(ends.0 + others[..<place] + ends.1 + others[place...])
    }
    return (texts, texts.indices.map { $0 % 2 })
  }

  private func train(
    _ data: (texts: [[Int]], labels: [Int]), seed: UInt64 = 1
  ) throws -> LSTMTrainer.Outcome {
    var configuration = ClassifierConfiguration.lstm
    configuration.hiddenSize = 8
    return try LSTMTrainer(configuration).train(
      texts: data.texts, targets: LabelTargets(data.labels, labelCount: 2),
      vectors: words.matrix,
      using: SeededGenerator(seed: seed))
  }

  @Test func theOrderOfWordsIsLearned() throws {
    let outcome = try train(orderedTexts(400, seed: 5))
    let test = orderedTexts(200, seed: 6)
    let probabilities = outcome.network.classifier.probabilities(
      outcome.network.lstm.encode(test.texts, by: words.matrix), rowCount: 200)
    let right = test.labels.indices.count { probabilities[2 * $0 + test.labels[$0]] > 0.5 }
    #expect(right >= 190)
  }

  @Test func theSameSeedGivesTheSameNetwork() throws {
    let data = orderedTexts(60, seed: 5)
    let (first, second) = (try train(data), try train(data))
    #expect(first.network == second.network)
    #expect(try train(data, seed: 2).network != first.network)
  }

  @Test func trainingStopsWhereNothingCanBeLearned() throws {
    var generator = SeededGenerator(seed: 9)
    let texts = orderedTexts(200, seed: 5).texts
    let outcome = try train((texts, texts.map { _ in generator.below(2) }))
    #expect(outcome.stopReason == .noImprovement)
    #expect(outcome.loss > 0.6)
  }

  @Test func twoTextsAreEnough() throws {
    let outcome = try train(([[1], [2, 3]], [0, 1]))
    #expect(outcome.network.lstm.parameterCount == 4 * 8 * (3 + 8 + 1))
    #expect(outcome.loss < 0.1)
  }
}
