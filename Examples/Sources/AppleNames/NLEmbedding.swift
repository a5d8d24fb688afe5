import Sentiment

/// NLEmbedding of Apple's Natural Language framework: words with vectors.
final class NLEmbedding: Sendable {
  private let embeddings: PretrainedEmbeddings

  init(_ embeddings: PretrainedEmbeddings) { self.embeddings = embeddings }

  /// Vectors in any of the usual formats: word2vec, GloVe, fastText, safetensors.
  convenience init(contentsOf path: String) throws {
    self.init(try EmbeddingsImport(contentsOf: path).embeddings)
  }

  /// The vectors of the built-in model; `nil` for a language without one.
  static func wordEmbedding(for language: Language) -> NLEmbedding? {
    (try? SentimentModel.builtIn(for: language)).map { NLEmbedding($0.embeddings) }
  }

  var dimension: Int { embeddings.vectors.dimension }
  var vocabularySize: Int { embeddings.vectors.vocabularySize }

  func contains(_ word: String) -> Bool { embeddings.vectors.contains(word) }

  func vector(for word: String) -> [Double]? {
    embeddings.vectors.vector(for: word)?.map(Double.init)
  }

  func neighbors(for word: String, maximumCount: Int) -> [(String, Double)] {
    (try? embeddings.vectors.neighbors(for: word, maximumCount: maximumCount))?
      .map { ($0.word, $0.distance) } ?? []
  }

  /// The cosine distance; 2, the largest there is, where a word has no vector, as Apple's.
  func distance(between one: String, and other: String) -> Double {
    (try? embeddings.vectors.distance(between: one, and: other)) ?? 2
  }
}
