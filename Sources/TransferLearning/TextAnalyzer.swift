import TextProcessing
import WordEmbeddings

/// Cuts texts into content words and looks each up: one thread's tool.
final class TextAnalyzer {
  private let tokenizer: Tokenizer
  private let settings: TextSettings
  private let vocabulary: Vocabulary
  private let finder: WordFinder
  /// The vectors of the last text's words that the vocabulary lacks, where there are n-grams.
  let unseen: UnseenWords?
  /// Our own vocabularies are made without the stop words, those of other programs with them.
  private let vocabularyHasStopWords: Bool

  /// - Parameter subwords: what words that the vocabulary lacks get their vectors from.
  /// - Throws: `TokenizerError` when ICU's data can't be loaded.
  init(
    _ settings: TextSettings, vocabulary: Vocabulary, subwords: SubwordTable? = nil
  ) throws {
    tokenizer = try Tokenizer(settings.tokenizer)
    self.settings = settings
    self.vocabulary = vocabulary
    finder = WordFinder(vocabulary, tokenizer: tokenizer)
    unseen = subwords.map { UnseenWords($0, vocabularySize: vocabulary.count) }
    vocabularyHasStopWords = settings.stopWords.sortedWords.contains {
      vocabulary.id(of: $0) != nil
    }
  }

  /// Writes the ids of the content words of a text in UTF-8 that have a vector over `ids`, in order.
  ///
  /// A known word of our own vocabularies is no stop word. So these needn't be looked up, unless
  /// words that the vocabulary lacks have vectors too.
  func findKnownWords(of text: UnsafeBufferPointer<UInt8>, into ids: inout [Int]) {
    if unseen == nil, !vocabularyHasStopWords { return finder.findWords(of: text, into: &ids) }
    ids.removeAll(keepingCapacity: true)
    forEachContentWord(of: text) { _, id in id.map { ids.append($0) } }
  }

  /// The content words of a text (its tokens less the stop words), in order.
  ///
  /// - Returns: for each its id, or `nil` when it has no vector.
  func contentWords(of text: String) -> [(word: String, id: Int?)] {
    var text = text
    var words: [(word: String, id: Int?)] = []
    text.withUTF8 { bytes in
      forEachContentWord(of: bytes) { token, id in words.append((String(token), id)) }
    }
    return words
  }

  private func forEachContentWord(
    of text: UnsafeBufferPointer<UInt8>, _ body: (Span<UInt8>, Int?) -> Void
  ) {
    unseen?.removeAll()
    tokenizer.forEachToken(in: text) { token in
      if vocabularyHasStopWords, settings.stopWords.contains(token) { return }
      if let id = vocabulary.id(of: token) {
        body(token, id)
      } else if vocabularyHasStopWords || !settings.stopWords.contains(token) {
        body(token, unseen?.id(of: token))
      }
    }
  }
}
