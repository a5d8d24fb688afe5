import CSentimentKernels

/// `LayerNorm(x) = (x − mean) / √(variance + ε) × weight + bias`, over the numbers of a row (Ba et al. 2016).
struct LayerNorm: Sendable {
  let weight: [Float]
  let bias: [Float]
  let epsilon: Float

  /// `values = LayerNorm(values + added)`, row by row.
  func apply(
    to values: UnsafeMutablePointer<Float>, adding added: UnsafePointer<Float>? = nil, rowCount: Int
  ) {
    ck_add_and_normalize(
      TransformerEncoder.level, values, added, weight, bias, epsilon, rowCount, weight.count)
  }
}
