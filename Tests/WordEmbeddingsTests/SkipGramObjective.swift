import Foundation

/// The skip-gram objective of a chunk written down as in the paper, in double precision and without
/// any arrangement for speed: what the kernel is held against.
struct SkipGramObjective {
  /// `[words][dimension]`.
  var inputs: [[Double]]
  /// `[contexts][dimension]` and `[noise][dimension]`.
  var contexts: [[Double]]
  var noise: [[Double]]
  /// For each word the contexts it predicts.
  let pairs: [[Int]]
  let negativeSamples: Double

  /// `− Σᵢ [ Σⱼ log σ(xᵢ·yⱼ) + k·|c(i)|/N · Σₙ log σ(−xᵢ·yₙ) ]`
  var loss: Double {
    var loss = 0.0
    for (word, input) in inputs.enumerated() {
      for context in pairs[word] { loss -= log(sigmoid(dot(input, contexts[context]))) }
      let weight = negativeSamples * Double(pairs[word].count) / Double(noise.count)
      for row in noise { loss -= weight * log(sigmoid(-dot(input, row))) }
    }
    return loss
  }

  /// `∂loss/∂(matrix[row][column])` by central differences.
  func numericalGradient(
    _ matrix: WritableKeyPath<SkipGramObjective, [[Double]]>, row: Int, column: Int
  ) -> Double {
    let step = 1e-5
    var (above, below) = (self, self)
    above[keyPath: matrix][row][column] += step
    below[keyPath: matrix][row][column] -= step
    return (above.loss - below.loss) / (2 * step)
  }

  private func dot(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
  }
  private func sigmoid(_ x: Double) -> Double { 1 / (1 + exp(-x)) }
}
