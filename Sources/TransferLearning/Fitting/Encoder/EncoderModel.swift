import SentimentClassification
import SentimentSentenceEncoders

/// A linear model of a text's vector `v` by an encoder and of its words, before it is folded into an
/// ``EncoderClassifier``: `z = v·U + w(words, pairs)`.
struct EncoderModel: Sendable {
  /// `U`, `[outputs × dimension]`.
  private(set) var weights: [Float]
  /// `w`, with the bias.
  var words: LinearModel

  var outputCount: Int { words.outputCount }

  init(weights: [Float], words: LinearModel) {
    self.weights = weights
    self.words = words
  }

  /// A model of words alone.
  init(_ words: LinearModel, dimension: Int) {
    self.init(
      weights: [Float](repeating: 0, count: dimension * words.outputCount), words: words)
  }

  /// `v·U` of vectors, `[texts × outputs]`.
  ///
  /// - Parameter vectors: `[texts × dimension]`.
  func scores(of vectors: ArraySlice<Float>) -> [Double] {
    let dimension = weights.count / outputCount
    return vectors.withUnsafeBufferPointer { vectors in
      weights.withUnsafeBufferPointer { weights in
        (0..<vectors.count / dimension * outputCount).map { place in
          let (text, output) = place.quotientAndRemainder(dividingBy: outputCount)
          return UnsafeBufferPointer(
            rebasing: weights[output * dimension..<(output + 1) * dimension]
          ).product(
            with: UnsafeBufferPointer(rebasing: vectors[text * dimension..<(text + 1) * dimension]))
        }
      }
    }
  }

  /// Adds another model's scores times a matrix, `[the other's outputs × outputs]`.
  mutating func add(_ other: EncoderModel, mixedBy mix: [Double]) {
    words.add(other.words, mixedBy: mix)
    let dimension = weights.count / outputCount
    for from in 0..<other.outputCount {
      for to in 0..<outputCount where mix[from * outputCount + to] != 0 {
        let factor = Float(mix[from * outputCount + to])
        for column in 0..<dimension {
          weights[to * dimension + column] += factor * other.weights[from * dimension + column]
        }
      }
    }
  }

  /// Adds another model's scores times a factor.
  mutating func add(_ other: EncoderModel, times factor: Double) {
    var mix = [Double](repeating: 0, count: outputCount * outputCount)
    for output in 0..<outputCount { mix[output * (outputCount + 1)] = factor }
    add(other, mixedBy: mix)
  }

  mutating func scale(by factor: Double) {
    for index in weights.indices { weights[index] *= Float(factor) }
    words.scale(by: factor)
  }

  /// Scales each output, and moves it then.
  mutating func standardize(_ outputs: [(center: Double, factor: Double)]) {
    var result = EncoderModel(
      LinearModel(
        direction: [Double](repeating: 0, count: words.direction.count),
        bias: outputs.map { -$0.center * $0.factor }), dimension: weights.count / outputCount)
    var mix = [Double](repeating: 0, count: outputCount * outputCount)
    for (output, spread) in outputs.enumerated() { mix[output * (outputCount + 1)] = spread.factor }
    result.add(self, mixedBy: mix)
    self = result
  }
}
