import Classification
import TextProcessing
import WordEmbeddings

extension TermClassifier {
  private enum Name {
    static let words = "classifier.terms.words"
    static let pairs = "classifier.terms.pairs"
    static let pairWeights = "classifier.terms.pair_weights"
    static let direction = "classifier.terms.direction"
    static let bias = "classifier.terms.bias"
  }

  /// Pairs are kept as `first · 2³² + second`, both ids of words.
  var safetensorsContents: [(name: String, content: Safetensors.Content)] {
    [
      (Name.pairs, .integers(pairs.keys.map { Int(bitPattern: UInt($0)) })),
      (Name.words, .matrix(words)), (Name.pairWeights, .matrix(pairWeights)),
      (
        Name.direction,
        .floats(direction, shape: [outputCount, direction.count / max(1, outputCount)])
      ),
      (Name.bias, .floats(bias, shape: [outputCount])),
    ]
  }

  /// - Throws: `FileError` when a tensor is missing or doesn't fit.
  init(_ file: Safetensors, vectors: WordVectors, outputCount: Int) throws(FileError) {
    let path = file.file.path
    let wordCount = vectors.vocabularySize
    let keys = try file.integers(Name.pairs)
    var pairs = PairIndex(minimumCapacity: keys.count)
    for key in keys { _ = pairs.insert(UInt64(bitPattern: Int64(key))) }
    guard pairs.count == keys.count,
      pairs.keys.allSatisfy({ $0 >> 32 < wordCount && $0 & 0xFFFF_FFFF < wordCount })
    else { throw Safetensors.damaged(path, "its pairs of words don't fit its vocabulary") }
    let words = try EmbeddingMatrix(
      tensor: Name.words, in: file, rowCount: wordCount, of: "words")
    let pairWeights = try EmbeddingMatrix(
      tensor: Name.pairWeights, in: file, rowCount: pairs.count, of: "pairs of words")
    guard words.dimension == 1 + 2 * outputCount, pairWeights.dimension == outputCount else {
      throw Safetensors.damaged(path, "the weights of its words don't fit its labels")
    }
    self.init(
      words: words, pairs: pairs, pairWeights: pairWeights,
      direction: try file.floats(Name.direction, shape: [outputCount, vectors.dimension]),
      bias: try file.floats(Name.bias, shape: [outputCount]))
  }
}
