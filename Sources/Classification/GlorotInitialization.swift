import WordEmbeddings

extension HiddenLayerClassifier {
  /// A network with random weights; biases are zero.
  init(
    inputSize: Int, hiddenSize: Int = 0, labelCount: Int, using generator: inout SeededGenerator
  ) {
    self.init(inputSize: inputSize, hiddenSize: hiddenSize, labelCount: labelCount)
    hiddenWeights.initialize(inputs: inputSize, outputs: hiddenSize, using: &generator)
    outputWeights.initialize(inputs: outputInputSize, outputs: labelCount, using: &generator)
  }
}

extension [Float] {
  /// Makes these the weights of a layer: even in `±√(6 / (inputs + outputs))` (Glorot and Bengio
  /// 2010, equation 16).
  mutating func initialize(inputs: Int, outputs: Int, using generator: inout SeededGenerator) {
    let bound = (6 / Float(inputs + outputs)).squareRoot()
    for index in indices { self[index] = (2 * generator.uniform() - 1) * bound }
  }
}
