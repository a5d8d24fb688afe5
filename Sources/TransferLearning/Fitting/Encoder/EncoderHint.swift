import SentimentClassification

/// What another model says of texts, as columns of a regression: `z = … + (μI + A) s`.
struct EncoderHint: Sendable {
  /// Of standard deviation 1 over all texts.
  let model: EncoderModel
  /// `μ`: how far the scores go before labelled texts tell, in logits; 0 where they say nothing of the labels.
  let scale: Double
  /// `s`, `[texts × the model's outputs]`.
  private let scores: [Double]

  /// - Parameters:
  ///   - lesson: has the texts.
  ///   - quantile: the fraction of the texts whose scores are below 0.
  init(_ model: EncoderModel, of lesson: EncoderLesson, scale: Double = 0, quantile: Double = 0.5) {
    let texts = Array(0..<lesson.textCount)
    let scores = lesson.scores(model, texts)
    var model = model
    model.standardize(
      (0..<model.outputCount).map { output in
        let column = ScoreColumn(scores, output: output, of: model.outputCount)
        let deviation = column.standardDeviation
        return (column.quantile(quantile), deviation > 1e-12 ? 1 / deviation : 0)
      })
    self.model = model
    self.scale = scale
    self.scores = lesson.scores(model, texts)
  }

  func scores(of text: Int) -> ArraySlice<Double> {
    scores[text * model.outputCount..<(text + 1) * model.outputCount]
  }

  /// `μI + A`, `[the model's outputs × outputs]`.
  ///
  /// - Parameter weights: what was learned of the columns, `A`.
  func mix(_ weights: ArraySlice<Double>, _ outputs: Int) -> [Double] {
    var mix = Array(weights)
    guard scale > 0 else { return mix }
    for output in 0..<outputs { mix[output * (outputs + 1)] += scale }
    return mix
  }
}
