import Foundation
import SentimentClassification
import SentimentWordEmbeddings
import Testing

@Suite struct NetworkGradientTests {
  private let rows = 7
  private let inputSize = 6

  private func example(
    hiddenSize: Int, labelCount: Int
  ) -> (network: HiddenLayerClassifier, inputs: [Float]) {
    var generator = SeededGenerator(seed: 31)
    func random(_ count: Int) -> [Float] { (0..<count).map { _ in 2 * generator.uniform() - 1 } }
    var network = HiddenLayerClassifier(
      inputSize: inputSize, hiddenSize: hiddenSize, labelCount: labelCount)
    network.hiddenWeights = random(network.hiddenWeights.count)
    network.hiddenBias = random(network.hiddenBias.count)
    network.outputWeights = random(network.outputWeights.count)
    network.outputBias = random(network.outputBias.count)
    return (network, random(rows * inputSize))
  }

  /// The loss is linear in the targets, and so is its gradient: that of probabilities is the mean of
  /// those of certain labels.
  @Test(arguments: [0, 5])
  func targetsMayBeProbabilities(hiddenSize: Int) {
    let (network, inputs) = example(hiddenSize: hiddenSize, labelCount: 3)
    let shares: [Float] = [0.5, 0.375, 0.125]
    var gradient = NetworkGradient(network, rowCount: rows)
    gradient.compute(
      network, inputs: inputs,
      targets: LabelTargets(
        probabilities: (0..<rows).flatMap { _ in shares }, labelCount: shares.count))
    var loss = 0.0
    var weights = [Float](repeating: 0, count: network.outputWeights.count)
    for (label, share) in shares.enumerated() {
      var part = NetworkGradient(network, rowCount: rows)
      part.compute(
        network, inputs: inputs,
        targets: LabelTargets([Int](repeating: label, count: rows), labelCount: shares.count))
      loss += Double(share) * part.loss
      for index in weights.indices { weights[index] += share * part.outputWeights[index] }
    }
    #expect(abs(gradient.loss - loss) < 1e-6)
    for (computed, expected) in zip(gradient.outputWeights, weights) {
      #expect(abs(computed - expected) < 1e-6)
    }
  }

  @Test(arguments: [0, 1, 5], [2, 4])
  func gradientIsThatOfTheLoss(hiddenSize: Int, labelCount: Int) {
    let (network, inputs) = example(hiddenSize: hiddenSize, labelCount: labelCount)
    let labels = (0..<rows).map { $0 % labelCount }
    var gradient = NetworkGradient(network, rowCount: rows)
    gradient.compute(network, inputs: inputs, targets: LabelTargets(labels, labelCount: labelCount))
    let reference = ReferenceNetwork(network)
    #expect(abs(gradient.loss - reference.loss(inputs, labels)) < 1e-5)

    func check(_ computed: [Float], _ parameters: WritableKeyPath<ReferenceNetwork, [Double]>) {
      for index in computed.indices {
        let expected = reference.numericalGradient(parameters, index, inputs, labels)
        #expect(abs(Double(computed[index]) - expected) < 1e-5 + 1e-3 * abs(expected))
      }
    }
    check(gradient.hiddenWeights, \.hiddenWeights)
    check(gradient.hiddenBias, \.hiddenBias)
    check(gradient.outputWeights, \.outputWeights)
    check(gradient.outputBias, \.outputBias)
  }
}
