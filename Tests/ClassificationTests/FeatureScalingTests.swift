import SentimentWordEmbeddings
import Testing

@testable import SentimentClassification

@Suite struct FeatureScalingTests {
  private static let columns = 3

  private static func inputs(_ rows: Int) -> [Float] {
    var generator = SeededGenerator(seed: 3)
    return (0..<rows * columns).map { 5 * Float($0 % columns) + 0.01 * (generator.uniform() - 0.5) }
  }

  @Test func columnsHaveMeanZeroAndAllTogetherARootMeanSquareOfOne() {
    let inputs = Self.inputs(200)
    let scaled = FeatureScaling(inputs, columns: Self.columns).apply(inputs)
    for column in 0..<Self.columns {
      let values = stride(from: column, to: scaled.count, by: Self.columns).map { scaled[$0] }
      #expect(abs(values.reduce(0, +) / Float(values.count)) < 2e-2)
    }
    let squares = scaled.reduce(0) { $0 + Double($1) * Double($1) }
    #expect(abs(squares / Double(scaled.count) - 1) < 1e-2)
  }

  /// One scale for all columns: differences between rows keep their direction.
  @Test func theGeometryStays() {
    let inputs: [Float] = [0, 0, 1, 4, 3, 0]
    let scaled = FeatureScaling(inputs, columns: 2).apply(inputs)
    let ratio = (scaled[3] - scaled[1]) / (scaled[2] - scaled[0])
    #expect(abs(ratio - 4) < 1e-5)
  }

  @Test func inputsThatAreAllAlikeBecomeZeros() {
    let inputs = [Float](repeating: 0.25, count: 12)
    #expect(FeatureScaling(inputs, columns: Self.columns).apply(inputs).allSatisfy { $0 == 0 })
  }

  @Test(arguments: [0, 4])
  func aFoldedNetworkSaysOfInputsWhatTheOtherSaysOfScaledOnes(hiddenSize: Int) {
    let inputs = Self.inputs(6)
    let scaling = FeatureScaling(inputs, columns: Self.columns)
    var generator = SeededGenerator(seed: 4)
    var network = HiddenLayerClassifier(
      inputSize: Self.columns, hiddenSize: hiddenSize, labelCount: 2)
    for weights in [
      \HiddenLayerClassifier.hiddenWeights, \.hiddenBias, \.outputWeights, \.outputBias,
    ] {
      for index in network[keyPath: weights].indices {
        network[keyPath: weights][index] = generator.uniform() - 0.5
      }
    }
    let expected = network.logits(scaling.apply(inputs), rowCount: 6)
    let folded = scaling.folded(into: network)
    // Weights times hundreds, less biases as large: a float's last digits go.
    for (a, b) in zip(folded.logits(inputs, rowCount: 6), expected) { #expect(abs(a - b) < 1e-2) }
    let back = scaling.unfolded(folded)
    for (a, b) in zip(back.logits(scaling.apply(inputs), rowCount: 6), expected) {
      #expect(abs(a - b) < 1e-2)
    }
  }
}
