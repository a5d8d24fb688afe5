import SentimentWordEmbeddings

/// A layer of long short-term memory that reads a text word by word (Hochreiter and Schmidhuber
/// 1997, with the forget gate of Gers, Schmidhuber and Cummins 2000):
///
///     z = W xₜ + U hₜ₋₁ + b
///     i, f, o = σ(zᵢ), σ(z_f), σ(zₒ);   g = tanh(z_g)
///     cₜ = f ∘ cₜ₋₁ + i ∘ g
///     hₜ = o ∘ tanh(cₜ)
///
/// where `x` are the words' vectors, and `h₀ = c₀ = 0`. A text's vector is the mean of its `hₜ`.
package struct LSTM: Sendable, Equatable {
  /// Numbers in `x`.
  package let inputSize: Int
  /// Units: numbers in `h` and in `c`.
  package let hiddenSize: Int

  /// `W`, `[4 hidden × input]`; the rows of `i` come first, then those of `f`, `g` and `o`.
  package var inputWeights: [Float]
  /// `U`, `[4 hidden × hidden]`, in the same order.
  package var recurrentWeights: [Float]
  /// `b`, `[4 hidden]`.
  package var bias: [Float]

  /// `i`, `f`, `g` and `o`.
  package static let gateCount = 4

  /// Of longer texts only so many first words are read. It bounds the memory of a text, in training
  /// above all, where every step is kept.
  package static let maximumLength = 4_096

  /// A layer of zeros.
  package init(inputSize: Int, hiddenSize: Int) {
    self.inputSize = inputSize
    self.hiddenSize = hiddenSize
    let rows = Self.gateCount * hiddenSize
    inputWeights = [Float](repeating: 0, count: rows * inputSize)
    recurrentWeights = [Float](repeating: 0, count: rows * hiddenSize)
    bias = [Float](repeating: 0, count: rows)
  }

  /// Random weights, each gate a layer. The forget gate's bias is 1, so that memory lasts from the
  /// start (Jozefowicz, Zaremba and Sutskever 2015); the others are 0.
  init(inputSize: Int, hiddenSize: Int, using generator: inout SeededGenerator) {
    self.init(inputSize: inputSize, hiddenSize: hiddenSize)
    inputWeights.initialize(inputs: inputSize, outputs: hiddenSize, using: &generator)
    recurrentWeights.initialize(inputs: hiddenSize, outputs: hiddenSize, using: &generator)
    for unit in hiddenSize..<2 * hiddenSize { bias[unit] = 1 }
  }

  /// Numbers that `z` has.
  var gateSize: Int { Self.gateCount * hiddenSize }

  /// The number of trained numbers.
  package var parameterCount: Int { inputWeights.count + recurrentWeights.count + bias.count }
}
