import Foundation
import SentimentClassification

/// The network of an LSTM and a layer of logits written down as its equations, a text at a time, in
/// double precision.
struct ReferenceLSTM {
  var inputWeights: [Double]
  var recurrentWeights: [Double]
  var bias: [Double]
  var outputWeights: [Double]
  var outputBias: [Double]
  private let units: Int

  init(_ network: RecurrentNetwork) {
    inputWeights = network.lstm.inputWeights.map(Double.init)
    recurrentWeights = network.lstm.recurrentWeights.map(Double.init)
    bias = network.lstm.bias.map(Double.init)
    outputWeights = network.classifier.outputWeights.map(Double.init)
    outputBias = network.classifier.outputBias.map(Double.init)
    units = network.lstm.hiddenSize
  }

  /// The mean of the hidden states.
  func encode(_ text: [[Double]]) -> [Double] {
    var (h, c) = ([Double](repeating: 0, count: units), [Double](repeating: 0, count: units))
    var sum = h
    for x in text {
      let z = zip(product(inputWeights, x), product(recurrentWeights, h)).enumerated().map {
        $1.0 + $1.1 + bias[$0]
      }
      func gate(_ number: Int) -> ArraySlice<Double> { z[number * units..<(number + 1) * units] }
      func sigmoid(_ x: Double) -> Double { 1 / (1 + exp(-x)) }
      let (i, f, o) = (gate(0).map(sigmoid), gate(1).map(sigmoid), gate(3).map(sigmoid))
      let g = gate(2).map { tanh($0) }
      c = (0..<units).map { f[$0] * c[$0] + i[$0] * g[$0] }
      h = (0..<units).map { o[$0] * tanh(c[$0]) }
      sum = (0..<units).map { sum[$0] + h[$0] }
    }
    return sum.map { $0 / Double(text.count) }
  }

  /// The mean cross-entropy.
  func loss(_ texts: [[[Double]]], _ labels: [Int]) -> Double {
    var loss = 0.0
    for (text, label) in zip(texts, labels) {
      let logits = zip(product(outputWeights, encode(text)), outputBias).map { $0 + $1 }
      loss += log(logits.reduce(0) { $0 + exp($1) }) - logits[label]
    }
    return loss / Double(labels.count)
  }

  func numericalGradient(
    _ parameters: WritableKeyPath<ReferenceLSTM, [Double]>, _ index: Int, _ texts: [[[Double]]],
    _ labels: [Int]
  ) -> Double {
    let step = 1e-5
    var (above, below) = (self, self)
    above[keyPath: parameters][index] += step
    below[keyPath: parameters][index] -= step
    return (above.loss(texts, labels) - below.loss(texts, labels)) / (2 * step)
  }

  private func product(_ matrix: [Double], _ x: [Double]) -> [Double] {
    (0..<matrix.count / x.count).map { row in
      x.indices.reduce(0) { $0 + matrix[row * x.count + $1] * x[$1] }
    }
  }
}
