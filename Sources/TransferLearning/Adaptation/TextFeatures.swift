import Classification
import WordEmbeddings

/// What models read of some texts.
struct TextFeatures: Sendable {
  let count: Int
  let dimension: Int
  /// The weighted means of the words' vectors, `[texts × dimension]`; zeros where no word is known.
  let means: [Float]
  /// The different terms of all texts, by the numbers of a ``TermIndex``; text `i` has its words
  /// from `offsets[i]` and its pairs from `pairStarts[i]` on.
  let terms: [UInt32]
  let offsets: [Int]
  let pairStarts: [Int]
  /// `1 / √(n + 1)` for `n` different words.
  let normalizers: [Float]

  init(_ texts: EncodedTexts, encoder: WeightedEncoder, index: TermIndex) {
    count = texts.count
    dimension = encoder.vectors.dimension
    var means = [Float](repeating: 0, count: texts.count * dimension)
    var terms: [UInt32] = []
    var offsets = [0]
    var pairStarts: [Int] = []
    var normalizers: [Float] = []
    var reader = TermReader(wordCount: index.wordCount, pairCount: index.pairs.count)
    for text in 0..<texts.count {
      let range = texts.offsets[text]..<texts.offsets[text + 1]
      encoder.encode(texts.ids[range], into: &means, at: text * dimension)
      let start = terms.count
      reader.read(texts[text], pairs: index.pairs) {
        terms.append(UInt32($0))
      } pair: {
        // The first pair ends the words.
        if pairStarts.count == text { pairStarts.append(terms.count) }
        terms.append(UInt32(index.wordCount + $0))
      }
      if pairStarts.count == text { pairStarts.append(terms.count) }
      normalizers.append(1 / Float(pairStarts[text] - start + 1).squareRoot())
      offsets.append(terms.count)
    }
    self.means = means
    self.terms = terms
    self.offsets = offsets
    self.pairStarts = pairStarts
    self.normalizers = normalizers
  }

  /// Whether a word of the text is known.
  func isKnown(_ text: Int) -> Bool { offsets[text + 1] > offsets[text] }

  func terms(of text: Int) -> ArraySlice<UInt32> { terms[offsets[text]..<offsets[text + 1]] }
  func mean(_ text: Int) -> ArraySlice<Float> {
    means[text * dimension..<(text + 1) * dimension]
  }
}
