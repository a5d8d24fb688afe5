extension HiddenLayerClassifier {
  /// The same network with further labels.
  ///
  /// - Parameters:
  ///   - places: where each of its labels is among all.
  ///   - biases: of all labels; those of new ones count, whose other weights are 0.
  package func mapping(_ places: [Int], biases: [Double]) -> HiddenLayerClassifier {
    var result = HiddenLayerClassifier(
      inputSize: inputSize, hiddenSize: hiddenSize, labelCount: biases.count)
    result.hiddenWeights = hiddenWeights
    result.hiddenBias = hiddenBias
    result.outputBias = biases.map(Float.init)
    for (label, place) in places.enumerated() {
      result.outputBias[place] = outputBias[label]
      for column in 0..<outputInputSize {
        result.outputWeights[place * outputInputSize + column] =
          outputWeights[label * outputInputSize + column]
      }
    }
    return result
  }
}
