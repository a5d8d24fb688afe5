import Foundation
import SentimentClassification

/// The network written down as its equations, in double precision.
struct ReferenceNetwork {
  var hiddenWeights: [Double]
  var hiddenBias: [Double]
  var outputWeights: [Double]
  var outputBias: [Double]
  private let inputSize: Int

  init(_ network: HiddenLayerClassifier) {
    hiddenWeights = network.hiddenWeights.map(Double.init)
    hiddenBias = network.hiddenBias.map(Double.init)
    outputWeights = network.outputWeights.map(Double.init)
    outputBias = network.outputBias.map(Double.init)
    inputSize = network.inputSize
  }

  func probabilities(_ x: [Double]) -> [Double] {
    let features =
      hiddenBias.isEmpty ? x : affine(hiddenWeights, hiddenBias, x).map { tanh($0) }
    let exponentials = affine(outputWeights, outputBias, features).map { exp($0) }
    let sum = exponentials.reduce(0, +)
    return exponentials.map { $0 / sum }
  }

  /// The mean cross-entropy.
  func loss(_ inputs: [Float], _ labels: [Int]) -> Double {
    var loss = 0.0
    for (row, label) in labels.enumerated() {
      let x = inputs[row * inputSize..<(row + 1) * inputSize].map(Double.init)
      loss -= log(probabilities(x)[label]) / Double(labels.count)
    }
    return loss
  }

  func numericalGradient(
    _ parameters: WritableKeyPath<ReferenceNetwork, [Double]>, _ index: Int, _ inputs: [Float],
    _ labels: [Int]
  ) -> Double {
    let step = 1e-5
    var (above, below) = (self, self)
    above[keyPath: parameters][index] += step
    below[keyPath: parameters][index] -= step
    return (above.loss(inputs, labels) - below.loss(inputs, labels)) / (2 * step)
  }

  private func affine(_ weights: [Double], _ bias: [Double], _ x: [Double]) -> [Double] {
    bias.indices.map { row in
      x.indices.reduce(bias[row]) { $0 + weights[row * x.count + $1] * x[$1] }
    }
  }
}
