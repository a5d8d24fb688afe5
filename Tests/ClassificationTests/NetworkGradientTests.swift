import Classification
import Foundation
import Testing
import WordEmbeddings

@Suite struct NetworkGradientTests {
  @Test(arguments: [0, 1, 5], [2, 4])
  func gradientIsThatOfTheLoss(hiddenSize: Int, labelCount: Int) {
    let (rows, inputSize) = (7, 6)
    var generator = SeededGenerator(seed: 31)
    func random(_ count: Int) -> [Float] { (0..<count).map { _ in 2 * generator.uniform() - 1 } }
    var network = HiddenLayerClassifier(
      inputSize: inputSize, hiddenSize: hiddenSize, labelCount: labelCount)
    network.hiddenWeights = random(network.hiddenWeights.count)
    network.hiddenBias = random(network.hiddenBias.count)
    network.outputWeights = random(network.outputWeights.count)
    network.outputBias = random(network.outputBias.count)
    let inputs = random(rows * inputSize)
    let labels = (0..<rows).map { $0 % labelCount }
    var gradient = NetworkGradient(network, rowCount: rows)
    gradient.compute(network, inputs: inputs, labels: labels)
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
