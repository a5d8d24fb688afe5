import TextProcessing

/// Cuts texts into content words and looks each up: one thread's tool.
final class TextAnalyzer {
  private let tokenizer: Tokenizer
  private let settings: TextSettings
  private let vocabulary: Vocabulary
  private let finder: WordFinder

  /// - Throws: `TokenizerError` when ICU's data can't be loaded.
  init(_ settings: TextSettings, vocabulary: Vocabulary) throws {
    tokenizer = try Tokenizer(settings.tokenizer)
    self.settings = settings
    self.vocabulary = vocabulary
    finder = WordFinder(vocabulary, tokenizer: tokenizer)
  }

  /// Writes the ids of the known words of a text in UTF-8 over `ids`, in order.
  ///
  /// A known word is no stop word: the vocabulary was made without them. So these needn't be
  /// looked up, nor strings made.
  func findKnownWords(of text: UnsafeBufferPointer<UInt8>, into ids: inout [Int]) {
    finder.findWords(of: text, into: &ids)
  }

  /// The content words of a text (its tokens less the stop words), in order.
  ///
  /// - Returns: for each its id, or `nil` when the vocabulary lacks it.
  func contentWords(of text: String) -> [(word: String, id: Int?)] {
    var text = text
    var words: [(word: String, id: Int?)] = []
    text.withUTF8 { bytes in
      tokenizer.forEachToken(in: bytes) { token in
        let id = vocabulary.id(of: token)
        if id != nil || !settings.stopWords.contains(token) { words.append((String(token), id)) }
      }
    }
    return words
  }
}
