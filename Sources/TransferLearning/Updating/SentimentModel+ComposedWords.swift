import TextProcessing
import WordEmbeddings

extension SentimentModel {
  /// The same with those words of some texts in its vocabulary that it composes of n-grams, each with
  /// the vector that it has where it is read: an update then learns from it as from any other.
  ///
  /// That is so of networks alone, which are trained on such words from the first (``Adapter``). Models
  /// of ``ModelFitter`` are fitted to the words of their vocabulary, and an LSTM reads no others.
  ///
  /// - Throws: `TokenizerError` when ICU's data can't be loaded.
  func includingComposedWords(of texts: [LabelledText]) throws -> SentimentModel {
    let vectors = embeddings.vectors
    guard case .network = head, let subwords = vectors.subwords else { return self }
    let old = vectors.vocabulary
    let analyzer = try TextAnalyzer(embeddings.settings, vocabulary: old, subwords: subwords)
    var words: [String] = []
    var rows: [[Float]] = []
    var isAdded: Set<String> = []
    for text in texts {
      for (word, id) in analyzer.contentWords(of: text.text) {
        guard let id, id >= old.count, isAdded.insert(word).inserted,
          let vector = subwords.vector(for: word)
        else { continue }
        words.append(word)
        rows.append(vector)
      }
    }
    guard !words.isEmpty else { return self }
    let input = EmbeddingMatrix(rowCount: old.count + words.count, dimension: vectors.dimension)
    let matrix = vectors.input
    for row in 0..<input.rowCount {
      if row < old.count {
        input.row(row).update(from: matrix.row(row), count: vectors.dimension)
      } else {
        input.row(row).update(from: rows[row - old.count], count: vectors.dimension)
      }
    }
    // A count of 0 keeps a word out of random texts: what the model learned can't have been about it.
    let vocabulary = Vocabulary(
      words: (0..<old.count).map { old.withBytes(of: $0) { Array($0) } }
        + words.map { Array($0.utf8) },
      counts: old.counts + words.map { _ in 0 })
    guard let vocabulary else { preconditionFailure("the added words are none of the old ones") }
    var extended = SentimentModel(
      embeddings: PretrainedEmbeddings(
        embeddings, vectors: WordVectors(vocabulary: vocabulary, input: input, subwords: subwords)),
      labels: labels, prior: prior, head: head)
    extended.name = name
    return extended
  }
}
