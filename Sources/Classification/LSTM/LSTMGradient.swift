import CSentimentOpenBLAS

/// The gradient of a loss by an ``LSTM``'s parameters, by back-propagation through time (Werbos
/// 1990).
///
/// With `∂hₜ` for `∂L/∂hₜ`, from the last step to the first:
///
///     ∂c = ∂hₜ ∘ o ∘ (1 − tanh² cₜ) + ∂cₜ
///     ∂zᵢ = ∂c ∘ g ∘ i (1 − i),        ∂z_f = ∂c ∘ cₜ₋₁ ∘ f (1 − f)
///     ∂z_g = ∂c ∘ i ∘ (1 − g²),        ∂zₒ = ∂hₜ ∘ tanh cₜ ∘ o (1 − o)
///     ∂hₜ₋₁ = ∂z U + what the text's vector gives,   ∂cₜ₋₁ = ∂c ∘ f
///     ∂W = Σ ∂zᵀ xₜ,   ∂U = Σ ∂zᵀ hₜ₋₁,   ∂b = Σ ∂z
package struct LSTMGradient {
  package private(set) var inputWeights: [Float]
  package private(set) var recurrentWeights: [Float]
  package private(set) var bias: [Float]

  /// - Parameters:
  ///   - states: those of the texts.
  ///   - errors: the loss's gradient by the texts' vectors, `[texts × hidden]`, in the order in
  ///     which the texts were given.
  init(_ lstm: LSTM, _ texts: PackedTexts, _ states: LSTMStates, errors: [Float]) {
    let (units, width) = (lstm.hiddenSize, lstm.gateSize)
    var gateErrors = [Float](repeating: 0, count: texts.wordCount * width)
    var hiddenBefore = [Float](repeating: 0, count: texts.wordCount * units)
    var hiddenErrors = [Float](repeating: 0, count: texts.order.count * units)
    var cellErrors = hiddenErrors
    for step in stride(from: texts.stepCount - 1, through: 0, by: -1) {
      for row in 0..<texts.active(step) {
        let (word, text) = (texts.starts[step] + row, texts.order[row])
        let before = step > 0 ? (texts.starts[step - 1] + row) * units : nil
        let share = 1 / Float(texts.lengths[row])
        let gate = word * width
        for unit in 0..<units {
          let place = row * units + unit
          let i = states.gates[gate + unit]
          let f = states.gates[gate + units + unit]
          let g = states.gates[gate + 2 * units + unit]
          let o = states.gates[gate + 3 * units + unit]
          let output = states.cellOutputs[word * units + unit]
          let hiddenError = hiddenErrors[place] + share * errors[text * units + unit]
          let cellError = cellErrors[place] + hiddenError * o * (1 - output * output)
          gateErrors[gate + unit] = cellError * g * i * (1 - i)
          gateErrors[gate + 2 * units + unit] = cellError * i * (1 - g * g)
          gateErrors[gate + 3 * units + unit] = hiddenError * output * o * (1 - o)
          if let before {
            gateErrors[gate + units + unit] = cellError * states.cells[before + unit] * f * (1 - f)
            hiddenBefore[word * units + unit] = states.hidden[before + unit]
          }
          cellErrors[place] = cellError * f
        }
      }
      gateErrors.withUnsafeBufferPointer { gateErrors in
        cblas_sgemm(
          CblasRowMajor, CblasNoTrans, CblasNoTrans, Int32(texts.active(step)), Int32(units),
          Int32(width), 1, gateErrors.baseAddress! + texts.starts[step] * width, Int32(width),
          lstm.recurrentWeights, Int32(units), 0, &hiddenErrors, Int32(units))
      }
    }
    inputWeights = Self.product(gateErrors, width, texts.inputs, lstm.inputSize)
    recurrentWeights = Self.product(gateErrors, width, hiddenBefore, units)
    bias = [Float](repeating: 0, count: width)
    for (index, error) in gateErrors.enumerated() { bias[index % width] += error }
  }

  /// `leftᵀ right`, over all words.
  private static func product(
    _ left: [Float], _ leftColumns: Int, _ right: [Float], _ rightColumns: Int
  ) -> [Float] {
    var result = [Float](repeating: 0, count: leftColumns * rightColumns)
    cblas_sgemm(
      CblasRowMajor, CblasTrans, CblasNoTrans, Int32(leftColumns), Int32(rightColumns),
      Int32(left.count / leftColumns), 1, left, Int32(leftColumns), right, Int32(rightColumns), 0,
      &result, Int32(rightColumns))
    return result
  }
}
