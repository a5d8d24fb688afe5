import CSentimentKernels
import Foundation
import SentimentWordEmbeddings
import Testing

/// What a layer does between its products, against the formulas in double precision.
struct EncoderLayerTests {
  static let levels = Array(0...ck_best_level())

  private func random(_ count: Int, in range: ClosedRange<Float>, seed: UInt64) -> [Float] {
    var random = SeededGenerator(seed: seed)
    return (0..<count).map { _ in Float.random(in: range, using: &random) }
  }

  @Test(arguments: levels)
  func geluIsTheFormula(level: Int32) {
    let inputs =
      (0..<1600).map { Float($0 - 800) / 100 } + [1e30, -1e30, 1e-30, -1e-30]
      + [Float](repeating: 0, count: 12)
    var outputs = inputs
    ck_gelu(level, &outputs, outputs.count)
    for (x, y) in zip(inputs, outputs) {
      let expected = Double(x) * (1 + erf(Double(x) / 2.0.squareRoot())) / 2
      #expect(abs(Double(y) - expected) <= 3e-7 * max(1, abs(expected)), "GELU(\(x))")
    }
  }

  @Test func geluHasTheSameBitsAtEveryLevel() {
    let inputs = random(4096, in: -12...12, seed: 1)
    let outputs = Self.levels.map { level in
      var values = inputs
      ck_gelu(level, &values, values.count)
      return values.map(\.bitPattern)
    }
    #expect(outputs.allSatisfy { $0 == outputs[0] })
  }

  @Test(arguments: [32, 48, 384, 1024], [true, false])
  func rowsAreNormalized(width: Int, adds: Bool) {
    let (rowCount, epsilon) = (5, Float(1e-5))
    let values = random(rowCount * width, in: -4...9, seed: 2)
    let added = random(rowCount * width, in: -1...1, seed: 3)
    let (weight, bias) = (random(width, in: 0...2, seed: 4), random(width, in: -1...1, seed: 5))
    let outputs = Self.levels.map { level in
      var outputs = values
      if adds {
        ck_add_and_normalize(level, &outputs, added, weight, bias, epsilon, rowCount, width)
      } else {
        ck_add_and_normalize(level, &outputs, nil, weight, bias, epsilon, rowCount, width)
      }
      return outputs
    }
    #expect(outputs.allSatisfy { $0.map(\.bitPattern) == outputs[0].map(\.bitPattern) })
    for row in 0..<rowCount {
      let x = (0..<width).map {
        Double(values[row * width + $0]) + (adds ? Double(added[row * width + $0]) : 0)
      }
      let mean = x.reduce(0, +) / Double(width)
      let variance = x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(width)
      for column in 0..<width {
        let expected =
          (x[column] - mean) / (variance + Double(epsilon)).squareRoot() * Double(weight[column])
          + Double(bias[column])
        #expect(abs(Double(outputs[0][row * width + column]) - expected) < 4e-6)
      }
    }
  }

  @Test func aRowOfOneNumberIsNormalizedToTheBias() {
    var values = [Float](repeating: 3, count: 32)
    let (weight, bias) = ([Float](repeating: 2, count: 32), random(32, in: -1...1, seed: 6))
    ck_add_and_normalize(ck_best_level(), &values, nil, weight, bias, 1e-12, 1, 32)
    #expect(values == bias)
  }

  @Test(arguments: [1, 15, 16, 17, 100], [16, 32, 64])
  func attentionIsTheSoftmax(rowCount: Int, headWidth: Int) {
    let headCount = 3
    let width = headCount * headWidth
    // Scores from near 0 to far from each other, of which all but one weigh nothing.
    for (scale, seed) in [(Float(0.1), UInt64(7)), (1, 8), (20, 9)] {
      let queries = random(rowCount * width, in: -scale...scale, seed: seed)
      let keys = random(rowCount * width, in: -scale...scale, seed: seed + 10)
      let values = random(rowCount * width, in: -1...1, seed: seed + 20)
      let outputs = Self.levels.map { level in
        var outputs = [Float](repeating: .nan, count: rowCount * width)
        var scratch = [Float](repeating: .nan, count: ck_attention_scratch(rowCount, headWidth))
        ck_attention(
          level, queries, keys, values, rowCount, headCount, headWidth, &outputs, &scratch)
        return outputs
      }
      #expect(outputs.allSatisfy { $0.map(\.bitPattern) == outputs[0].map(\.bitPattern) })
      let expected = attention(queries, keys, values, rowCount, headCount, headWidth)
      let error = zip(outputs[0], expected).map { abs(Double($0) - $1) }.max()!
      // Scores have an error in proportion to their size, which the exponential makes one of the weights.
      let largest = Double(scale * scale) * Double(headWidth).squareRoot()
      #expect(error < 2e-6 * max(1, largest), "\(scale)")
    }
  }

  private func attention(
    _ queries: [Float], _ keys: [Float], _ values: [Float], _ rowCount: Int, _ headCount: Int,
    _ headWidth: Int
  ) -> [Double] {
    let width = headCount * headWidth
    var outputs = [Double](repeating: 0, count: rowCount * width)
    for (head, row) in (0..<headCount).flatMap({ head in (0..<rowCount).map { (head, $0) } }) {
      let start = head * headWidth
      let scores = (0..<rowCount).map { key in
        (start..<start + headWidth).reduce(0) {
          $0 + Double(queries[row * width + $1]) * Double(keys[key * width + $1])
        } / Double(headWidth).squareRoot()
      }
      let weights = scores.map { exp($0 - scores.max()!) }
      let sum = weights.reduce(0, +)
      for column in start..<start + headWidth {
        outputs[row * width + column] =
          (0..<rowCount).reduce(0) { $0 + weights[$1] * Double(values[$1 * width + column]) } / sum
      }
    }
    return outputs
  }
}
