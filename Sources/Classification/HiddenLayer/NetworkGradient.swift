import CSentimentOpenBLAS
import SentimentPlatform

/// The gradient of the mean cross-entropy over some rows with targets `t`, by back-propagation.
///
///     L = − (1/n) Σ t · log p
///     ∂L/∂z = (p − t) / n
///     ∂L/∂W₂ = (∂L/∂z)ᵀ h,   ∂L/∂b₂ = Σ ∂L/∂z
///     ∂L/∂a = (∂L/∂z W₂) ∘ (1 − h²),   a = W₁ x + b₁
///     ∂L/∂W₁ = (∂L/∂a)ᵀ x,   ∂L/∂b₁ = Σ ∂L/∂a
package struct NetworkGradient {
  package private(set) var hiddenWeights: [Float]
  package private(set) var hiddenBias: [Float]
  package private(set) var outputWeights: [Float]
  package private(set) var outputBias: [Float]
  /// `L`, at the parameters for which the gradient was computed.
  package private(set) var loss = 0.0
  private var activations: Activations
  private var hiddenError: [Float]

  /// Memory for batches of `rowCount` rows.
  package init(_ network: HiddenLayerClassifier, rowCount: Int) {
    hiddenWeights = [Float](repeating: 0, count: network.hiddenWeights.count)
    hiddenBias = [Float](repeating: 0, count: network.hiddenBias.count)
    outputWeights = [Float](repeating: 0, count: network.outputWeights.count)
    outputBias = [Float](repeating: 0, count: network.outputBias.count)
    activations = Activations(network, rowCount: rowCount)
    hiddenError = [Float](repeating: 0, count: rowCount * network.hiddenSize)
  }

  /// - Parameters:
  ///   - inputs: `[rows × inputSize]`.
  ///   - targets: what the labels' probabilities should be, of as many rows.
  package mutating func compute(
    _ network: HiddenLayerClassifier, inputs: [Float], targets: LabelTargets
  ) {
    let (rows, outputs) = (targets.count, network.labelCount)
    let (hidden, features) = (network.hiddenSize, network.outputInputSize)
    precondition(
      activations.rowCount == rows && outputWeights.count == outputs * features
        && hiddenWeights.count == hidden * network.inputSize, "memory for these rows")
    network.forward(inputs, into: &activations)
    loss = 0
    for (index, target) in targets.probabilities.enumerated() where target > 0 {
      let probability = activations.probabilities[index]
      loss -= Double(target * log(max(probability, .leastNormalMagnitude))) / Double(rows)
      activations.probabilities[index] -= target
    }
    cblas_sscal(Int32(rows * outputs), 1 / Float(rows), &activations.probabilities, 1)
    cblas_sgemm(
      CblasRowMajor, CblasTrans, CblasNoTrans, Int32(outputs), Int32(features), Int32(rows), 1,
      activations.probabilities, Int32(outputs), hidden > 0 ? activations.hidden : inputs,
      Int32(features), 0, &outputWeights, Int32(features))
    Self.sumRows(activations.probabilities, into: &outputBias)
    guard hidden > 0 else { return }
    cblas_sgemm(
      CblasRowMajor, CblasNoTrans, CblasNoTrans, Int32(rows), Int32(hidden), Int32(outputs), 1,
      activations.probabilities, Int32(outputs), network.outputWeights, Int32(hidden), 0,
      &hiddenError, Int32(hidden))
    for index in hiddenError.indices {
      hiddenError[index] *= 1 - activations.hidden[index] * activations.hidden[index]
    }
    cblas_sgemm(
      CblasRowMajor, CblasTrans, CblasNoTrans, Int32(hidden), Int32(network.inputSize),
      Int32(rows), 1, hiddenError, Int32(hidden), inputs, Int32(network.inputSize), 0,
      &hiddenWeights, Int32(network.inputSize))
    Self.sumRows(hiddenError, into: &hiddenBias)
  }

  /// `∂L/∂x`, `[rows × inputSize]`, after ``compute(_:inputs:labels:)``; for a network without a
  /// hidden layer, where it is `∂L/∂z W₂`.
  func inputErrors(_ network: HiddenLayerClassifier) -> [Float] {
    precondition(network.hiddenSize == 0, "the errors of a hidden layer aren't passed on")
    let rows = activations.rowCount
    var errors = [Float](repeating: 0, count: rows * network.inputSize)
    cblas_sgemm(
      CblasRowMajor, CblasNoTrans, CblasNoTrans, Int32(rows), Int32(network.inputSize),
      Int32(network.labelCount), 1, activations.probabilities, Int32(network.labelCount),
      network.outputWeights, Int32(network.inputSize), 0, &errors, Int32(network.inputSize))
    return errors
  }

  private static func sumRows(_ values: [Float], into sums: inout [Float]) {
    let columns = sums.count
    for column in 0..<columns { sums[column] = 0 }
    for (index, value) in values.enumerated() { sums[index % columns] += value }
  }
}
