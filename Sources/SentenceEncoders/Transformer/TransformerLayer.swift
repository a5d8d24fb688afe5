import CSentimentKernels

/// One layer of a transformer encoder (Vaswani et al. 2017, section 3.1; Devlin et al. 2019):
///
///     X ← LayerNorm(X + O · Attention(Q X, K X, V X))
///     X ← LayerNorm(X + F₂ · GELU(F₁ X))
///
/// where the rows of X, `[pieces × dimension]`, are the pieces of one or more texts.
struct TransformerLayer: Sendable {
  let query: WeightMatrix
  let key: WeightMatrix
  let value: WeightMatrix
  let attentionOutput: WeightMatrix
  let attentionNorm: LayerNorm
  let inner: WeightMatrix
  let output: WeightMatrix
  let outputNorm: LayerNorm

  /// - Parameters:
  ///   - space: its ``TransformerSpace/rows`` are X, before and after.
  ///   - texts: the rows of each text; a text's pieces attend to each other and to no other text's.
  func apply(to space: TransformerSpace, texts: [Range<Int>], headCount: Int) {
    let rowCount = texts.last!.upperBound
    let dimension = query.inputCount
    space.round(space.rows, rowCount: rowCount, columnCount: dimension)
    space.multiply(query, space.rows, rowCount: rowCount, into: space.queries)
    space.multiply(key, space.rows, rowCount: rowCount, into: space.keys)
    space.multiply(value, space.rows, rowCount: rowCount, into: space.values)
    for text in texts {
      let start = text.lowerBound * dimension
      ck_attention(
        TransformerEncoder.level, space.queries + start, space.keys + start, space.values + start,
        text.count, headCount, dimension / headCount, space.attended + start, space.attention)
    }
    space.round(space.attended, rowCount: rowCount, columnCount: dimension)
    space.multiply(attentionOutput, space.attended, rowCount: rowCount, into: space.added)
    attentionNorm.apply(to: space.rows, adding: space.added, rowCount: rowCount)

    space.round(space.rows, rowCount: rowCount, columnCount: dimension)
    space.multiply(inner, space.rows, rowCount: rowCount, into: space.inner)
    ck_gelu(TransformerEncoder.level, space.inner, rowCount * inner.outputCount)
    space.round(space.inner, rowCount: rowCount, columnCount: inner.outputCount)
    space.multiply(output, space.inner, rowCount: rowCount, into: space.added)
    outputNorm.apply(to: space.rows, adding: space.added, rowCount: rowCount)
  }
}
