/// Another model's scores, which a model learns to use beside its features: `z = … + (μI + A) s`.
struct OffsetScores {
  /// Of standard deviation 1 over the reference.
  let scorer: LinearModel
  /// `μ`: how far the scores go before labelled texts tell, in logits.
  let scale: Double
  /// By how much that may be wrong: the standard deviation of each number of `A`; 0 for no `A`.
  let deviation: Double
  /// `s` of the labelled texts, `[texts × outputs]`, and of their pieces.
  private let scores: [Double]
  private let pieceScores: [Double]

  init(_ scorer: LinearModel, of labelled: LabelledFeatures, scale: Double, deviation: Double) {
    self.scorer = scorer
    self.scale = scale
    self.deviation = deviation
    scores = scorer.scores(of: labelled.texts)
    pieceScores = labelled.pieces.map { scorer.scores(of: $0.features) } ?? []
  }

  /// `s` of some texts and of some pieces, `[(rows + pieces) × outputs]`.
  func scores(_ rows: [Int], pieces: [Int]) -> [Double] {
    let outputs = scorer.outputCount
    return rows.flatMap { scores[$0 * outputs..<($0 + 1) * outputs] }
      + pieces.flatMap { pieceScores[$0 * outputs..<($0 + 1) * outputs] }
  }

  /// What is learned, if anything is, stands in so many columns beside the features.
  var columnCount: Int { deviation > 0 ? scorer.outputCount : 0 }

  /// By what scores are multiplied to be columns, for weights that are held back by the penalty
  /// `inverseStrength`.
  func factor(inverseStrength: Double) -> Double { deviation / inverseStrength.squareRoot() }

  /// `μI + A`, `[outputs × outputs]`.
  ///
  /// - Parameter weights: what was learned of the columns.
  func mix(_ weights: ArraySlice<Double>, inverseStrength: Double) -> [Double] {
    let outputs = scorer.outputCount
    let factor = factor(inverseStrength: inverseStrength)
    var mix = [Double](repeating: 0, count: outputs * outputs)
    for (place, weight) in zip(mix.indices, weights) { mix[place] = weight * factor }
    for output in 0..<outputs { mix[output * (outputs + 1)] += scale }
    return mix
  }
}
