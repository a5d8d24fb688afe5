import CSentimentOpenBLAS
import SentimentPlatform
import SentimentWordEmbeddings

/// A network with one hidden layer from a sentence vector `x` to the probabilities of the labels:
///
///     h = tanh(W₁ x + b₁)
///     z = W₂ h + b₂
///     p = softmax(z)
///
/// With no hidden units it is multinomial logistic regression, `z = W₂ x + b₂`.
package struct HiddenLayerClassifier: Sendable, Equatable {
  /// Numbers in `x`.
  package let inputSize: Int
  /// Units of the hidden layer; 0 for none.
  package let hiddenSize: Int
  /// Labels.
  package let labelCount: Int

  /// `W₁`, `[hidden × input]`.
  package var hiddenWeights: [Float]
  /// `b₁`, `[hidden]`.
  package var hiddenBias: [Float]
  /// `W₂`, `[labels × hidden]`, or `[labels × input]` when there is no hidden layer.
  package var outputWeights: [Float]
  /// `b₂`, `[labels]`.
  package var outputBias: [Float]

  /// A network of zeros.
  package init(inputSize: Int, hiddenSize: Int, labelCount: Int) {
    precondition(inputSize > 0 && hiddenSize >= 0 && labelCount > 0, "a network of some size")
    self.inputSize = inputSize
    self.hiddenSize = hiddenSize
    self.labelCount = labelCount
    hiddenWeights = [Float](repeating: 0, count: hiddenSize * inputSize)
    hiddenBias = [Float](repeating: 0, count: hiddenSize)
    let features = hiddenSize > 0 ? hiddenSize : inputSize
    outputWeights = [Float](repeating: 0, count: labelCount * features)
    outputBias = [Float](repeating: 0, count: labelCount)
  }

  /// Numbers that the output layer reads: the hidden units, or the input when there are none.
  package var outputInputSize: Int { hiddenSize > 0 ? hiddenSize : inputSize }

  /// The number of trained numbers.
  package var parameterCount: Int {
    hiddenWeights.count + hiddenBias.count + outputWeights.count + outputBias.count
  }

  /// The labels' probabilities for each row of `inputs`.
  ///
  /// - Parameters:
  ///   - inputs: `[rowCount × inputSize]`, row-major.
  ///   - rowCount: the number of texts.
  /// - Returns: `[rowCount × labelCount]`; each row sums to 1.
  package func probabilities(_ inputs: [Float], rowCount: Int) -> [Float] {
    precondition(inputs.count == rowCount * inputSize, "\(rowCount) rows of \(inputSize) numbers")
    var activations = Activations(self, rowCount: rowCount)
    forward(inputs, into: &activations)
    return activations.probabilities
  }

  /// The logits `z` of the labels for each row of `inputs`, of the same shapes.
  package func logits(_ inputs: [Float], rowCount: Int) -> [Float] {
    precondition(inputs.count == rowCount * inputSize, "\(rowCount) rows of \(inputSize) numbers")
    var activations = Activations(self, rowCount: rowCount)
    computeLogits(inputs, into: &activations)
    return activations.probabilities
  }

  /// Computes `h` and `p` for each row.
  package func forward(_ inputs: [Float], into activations: inout Activations) {
    computeLogits(inputs, into: &activations)
    for row in 0..<activations.rowCount {
      Self.softmax(&activations.probabilities, row * labelCount..<(row + 1) * labelCount)
    }
  }

  /// Computes `h`, and `z` in the place of `p`, for each row.
  private func computeLogits(_ inputs: [Float], into activations: inout Activations) {
    let rows = activations.rowCount
    if hiddenSize > 0 {
      Self.affine(
        inputs, weights: hiddenWeights, bias: hiddenBias, rows: rows, from: inputSize,
        to: hiddenSize, into: &activations.hidden)
      for index in 0..<rows * hiddenSize {
        activations.hidden[index] = tanh(activations.hidden[index])
      }
    }
    Self.affine(
      hiddenSize > 0 ? activations.hidden : inputs, weights: outputWeights, bias: outputBias,
      rows: rows, from: outputInputSize, to: labelCount, into: &activations.probabilities)
  }

  /// `result = inputs·Wᵀ + b`, a row at a time.
  private static func affine(
    _ inputs: [Float], weights: [Float], bias: [Float], rows: Int, from: Int, to: Int,
    into result: inout [Float]
  ) {
    precondition(
      inputs.count == rows * from && weights.count == to * from && bias.count == to
        && result.count == rows * to, "weights for \(from) numbers and \(to) outputs")
    for row in 0..<rows {
      for column in 0..<to { result[row * to + column] = bias[column] }
    }
    cblas_sgemm(
      CblasRowMajor, CblasNoTrans, CblasTrans, Int32(rows), Int32(to), Int32(from), 1, inputs,
      Int32(from), weights, Int32(from), 1, &result, Int32(to))
  }

  /// `pᵢ = exp(zᵢ − max z) / Σⱼ exp(zⱼ − max z)`, in place.
  private static func softmax(_ values: inout [Float], _ range: Range<Int>) {
    var largest = -Float.infinity
    for index in range { largest = max(largest, values[index]) }
    var sum: Float = 0
    for index in range {
      values[index] = exp(values[index] - largest)
      sum += values[index]
    }
    for index in range { values[index] /= sum }
  }
}

/// What the layers of a network give for some rows of input.
package struct Activations {
  let rowCount: Int
  /// `[rows × hidden]`.
  var hidden: [Float]
  /// `[rows × labels]`.
  package internal(set) var probabilities: [Float]

  package init(_ network: HiddenLayerClassifier, rowCount: Int) {
    self.rowCount = rowCount
    hidden = [Float](repeating: 0, count: rowCount * network.hiddenSize)
    probabilities = [Float](repeating: 0, count: rowCount * network.labelCount)
  }
}

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
