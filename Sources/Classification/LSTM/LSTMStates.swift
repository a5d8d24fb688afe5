import CSentimentOpenBLAS
import SentimentPlatform
import SentimentWordEmbeddings

/// What an ``LSTM`` computes for some texts, kept for the backward pass.
struct LSTMStates {
  /// `i`, `f`, `g` and `o` of each word, `[words × 4 hidden]`, in the order of ``PackedTexts``.
  private(set) var gates: [Float] = []
  /// `c`, `[words × hidden]`.
  private(set) var cells: [Float] = []
  /// `tanh(c)`, `[words × hidden]`.
  private(set) var cellOutputs: [Float] = []
  /// `h`, `[words × hidden]`.
  private(set) var hidden: [Float] = []

  /// Computes all states.
  ///
  /// - Returns: the mean of each text's `h`, in the order in which the texts were given.
  mutating func run(_ lstm: LSTM, _ texts: PackedTexts) -> [Float] {
    let (words, units, width) = (texts.wordCount, lstm.hiddenSize, lstm.gateSize)
    precondition(
      lstm.inputWeights.count == width * lstm.inputSize && lstm.bias.count == width
        && lstm.recurrentWeights.count == width * units
        && texts.inputs.count == words * lstm.inputSize, "weights for vectors of this dimension")
    gates = []
    gates.reserveCapacity(words * width)
    for _ in 0..<words { gates += lstm.bias }
    cells = [Float](repeating: 0, count: words * units)
    cellOutputs = cells
    hidden = cells
    Self.addProduct(
      texts.inputs, rows: 0..<words, lstm.inputWeights, lstm.inputSize, to: &gates, from: 0, width)
    for step in 0..<texts.stepCount {
      if step > 0 {
        let before = texts.starts[step - 1]
        Self.addProduct(
          hidden, rows: before..<before + texts.active(step), lstm.recurrentWeights, units,
          to: &gates, from: texts.starts[step], width)
      }
      advance(texts, step, units: units)
    }
    return means(texts, units: units)
  }

  /// `result += left rightᵀ` for some rows of `left`, from a row of the result on.
  private static func addProduct(
    _ left: [Float], rows: Range<Int>, _ right: [Float], _ leftColumns: Int,
    to result: inout [Float], from row: Int, _ columns: Int
  ) {
    guard !rows.isEmpty else { return }
    left.withUnsafeBufferPointer { left in
      result.withUnsafeMutableBufferPointer { result in
        cblas_sgemm(
          CblasRowMajor, CblasNoTrans, CblasTrans, Int32(rows.count), Int32(columns),
          Int32(leftColumns), 1, left.baseAddress! + rows.lowerBound * leftColumns,
          Int32(leftColumns), right, Int32(leftColumns), 1, result.baseAddress! + row * columns,
          Int32(columns))
      }
    }
  }

  /// From `z` to `h` for the words of one step.
  private mutating func advance(_ texts: PackedTexts, _ step: Int, units: Int) {
    for row in 0..<texts.active(step) {
      let word = texts.starts[step] + row
      let gate = word * LSTM.gateCount * units
      let before = step > 0 ? (texts.starts[step - 1] + row) * units : nil
      for unit in 0..<units {
        let i = Self.sigmoid(gates[gate + unit])
        let f = Self.sigmoid(gates[gate + units + unit])
        let g = tanh(gates[gate + 2 * units + unit])
        let o = Self.sigmoid(gates[gate + 3 * units + unit])
        let c = i * g + (before.map { f * cells[$0 + unit] } ?? 0)
        let output = tanh(c)
        gates[gate + unit] = i
        gates[gate + units + unit] = f
        gates[gate + 2 * units + unit] = g
        gates[gate + 3 * units + unit] = o
        cells[word * units + unit] = c
        cellOutputs[word * units + unit] = output
        hidden[word * units + unit] = o * output
      }
    }
  }

  private func means(_ texts: PackedTexts, units: Int) -> [Float] {
    var means = [Float](repeating: 0, count: texts.order.count * units)
    for step in 0..<texts.stepCount {
      for row in 0..<texts.active(step) {
        let (word, text) = (texts.starts[step] + row, texts.order[row])
        let share = 1 / Float(texts.lengths[row])
        for unit in 0..<units { means[text * units + unit] += share * hidden[word * units + unit] }
      }
    }
    return means
  }

  @inline(__always)
  private static func sigmoid(_ x: Float) -> Float { 1 / (1 + exp(-x)) }
}

extension LSTM {
  /// The vector of each text: the mean of its hidden states, `[texts × hidden]`; zeros for no word.
  ///
  /// - Parameters:
  ///   - texts: ids of words, in the order of the text.
  ///   - vectors: `[words × inputSize]`.
  package func encode(_ texts: [[Int]], by vectors: EmbeddingMatrix) -> [Float] {
    var states = LSTMStates()
    return states.run(self, PackedTexts(texts, vectors))
  }
}
