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
    var words: [(bytes: [UInt8], count: Int, vector: [Float])] = []
    var isAdded: Set<String> = []
    for text in texts {
      for (word, id) in analyzer.contentWords(of: text.text) {
        guard let id, id >= old.count, isAdded.insert(word).inserted,
          let vector = subwords.vector(for: word)
        else { continue }
        // A count of 0 keeps a word out of random texts: what the model learned can't have been about
        // it.
        words.append((bytes: Array(word.utf8), count: 0, vector: vector))
      }
    }
    guard !words.isEmpty else { return self }
    var extended = SentimentModel(
      embeddings: PretrainedEmbeddings(
        embeddings, vectors: vectors.adding(words, subwords: subwords)),
      labels: labels, prior: prior, head: head)
    extended.name = name
    return extended
  }
}
