import SentimentClassification

/// Makes sentence vectors of texts: one thread's tool.
public final class TextEncoder {
  private let analyzer: TextAnalyzer
  private let encoder: SentenceEncoder
  private let vocabularySize: Int
  private var words: [Int] = []

  /// - Throws: `TokenizerError` when ICU's data can't be loaded.
  public init(_ embeddings: PretrainedEmbeddings) throws {
    analyzer = try TextAnalyzer(embeddings.settings, vocabulary: embeddings.vectors.vocabulary)
    encoder = SentenceEncoder(embeddings.vectors)
    vocabularySize = embeddings.vectors.vocabularySize
  }

  /// The content words of a text that the vocabulary has, by their places there, in order.
  public func words(of text: String) -> [Int] {
    var text = text
    text.withUTF8 { analyzer.findKnownWords(of: $0, into: &words) }
    return words.filter { $0 < vocabularySize }
  }

  /// The mean of the text's word vectors, `dimension` numbers.
  ///
  /// - Returns: `nil` where no word is known.
  public func vector(of text: String) -> [Float]? {
    var text = text
    text.withUTF8 { analyzer.findKnownWords(of: $0, into: &words) }
    return words.isEmpty ? nil : encoder.encode(words)
  }
}
