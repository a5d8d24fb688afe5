import CSentimentKernels
import Foundation
import Testing

/// What a layer does between its products, against the formulas in double precision.
struct EncoderLayerTests {
  static let levels = Array(0...ck_best_level())

  @Test(arguments: levels)
  func geluIsTheFormula(level: Int32) {
    let inputs = (0..<1600).map { Float($0 - 800) / 100 }
    var outputs = inputs
    ck_gelu(level, &outputs, outputs.count)
    for (x, y) in zip(inputs, outputs) {
      let expected = Double(x) * (1 + erf(Double(x) / 2.0.squareRoot())) / 2
      #expect(abs(Double(y) - expected) <= 3e-7 * max(1, abs(expected)), "GELU(\(x))")
    }
  }
}
