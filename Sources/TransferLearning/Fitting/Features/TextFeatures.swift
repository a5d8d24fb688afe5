import SentimentClassification
import SentimentTextProcessing
import SentimentWordEmbeddings

/// What models read of some texts.
struct TextFeatures: Sendable {
  let count: Int
  let dimension: Int
  /// Terms from this number on are pairs.
  let wordCount: Int
  /// The weighted means of the words' vectors, `[texts × dimension]`; zeros where no word is known.
  let means: [Float]
  /// The different terms of all texts, by the numbers of a ``NGramIndex``; text `i` has its words
  /// from `offsets[i]` and its pairs from `pairStarts[i]` on.
  let terms: [UInt32]
  let offsets: [Int]
  let pairStarts: [Int]
  /// `1 / √(n + 1)` for `n` different words.
  let normalizers: [Float]

  /// Texts that a thread reads at a time.
  private static let partSize = 256

  /// - Throws: `CancellationError`.
  init(
    _ texts: EncodedTexts, encoder: SentenceEncoder, index: NGramIndex, threads: Int,
    cancellation: CancellationFlag = CancellationFlag()
  ) throws {
    let starts = stride(from: 0, to: texts.count, by: Self.partSize).map(\.self)
    let parts = try concurrentMap(starts.count, threads: threads) { part in
      try cancellation.check()
      return Part(
        texts, starts[part]..<min(starts[part] + Self.partSize, texts.count), encoder: encoder,
        index: index)
    }
    count = texts.count
    dimension = encoder.vectors.dimension
    wordCount = index.wordCount
    var means: [Float] = []
    means.reserveCapacity(count * dimension)
    var terms: [UInt32] = []
    terms.reserveCapacity(parts.reduce(0) { $0 + $1.terms.count })
    var offsets = [0]
    var pairStarts: [Int] = []
    var normalizers: [Float] = []
    for part in parts {
      offsets += part.ends.map { $0 + terms.count }
      pairStarts += part.pairStarts.map { $0 + terms.count }
      means += part.means
      terms += part.terms
      normalizers += part.normalizers
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

extension TextFeatures {
  /// The features of some of the texts, with places that count from the first of them.
  private struct Part: Sendable {
    var means: [Float]
    var terms: [UInt32] = []
    /// Where the terms of each text end.
    var ends: [Int] = []
    var pairStarts: [Int] = []
    var normalizers: [Float] = []

    init(_ texts: EncodedTexts, _ range: Range<Int>, encoder: SentenceEncoder, index: NGramIndex) {
      let dimension = encoder.vectors.dimension
      means = [Float](repeating: 0, count: range.count * dimension)
      var terms: [UInt32] = []
      var reader = NGramReader(wordCount: index.wordCount, pairCount: index.pairs.count)
      for (row, text) in range.enumerated() {
        let words = texts.ids[texts.offsets[text]..<texts.offsets[text + 1]]
        encoder.encodeWeighted(words, into: &means, at: row * dimension)
        let start = terms.count
        var pairStart: Int?
        reader.read(texts[text], pairs: index.pairs) {
          terms.append(UInt32($0))
        } pair: {
          // The first pair ends the words.
          if pairStart == nil { pairStart = terms.count }
          terms.append(UInt32(index.wordCount + $0))
        }
        let wordEnd = pairStart ?? terms.count
        pairStarts.append(wordEnd)
        normalizers.append(1 / Float(wordEnd - start + 1).squareRoot())
        ends.append(terms.count)
      }
      self.terms = terms
    }
  }
}
