import TextProcessing

/// Cuts texts into content words and looks each up: one thread's tool.
final class TextAnalyzer {
  private let tokenizer: Tokenizer
  private let settings: TextSettings
  private let finder: WordFinder

  /// - Throws: `TokenizerError` when ICU's data can't be loaded.
  init(_ settings: TextSettings, vocabulary: Vocabulary) throws {
    tokenizer = try Tokenizer(settings.tokenizer)
    self.settings = settings
    finder = WordFinder(vocabulary, tokenizer: tokenizer, phrases: settings.phrases)
  }

  /// Writes the ids of the known words of a text in UTF-8 over `ids`, in order.
  ///
  /// A known word is no stop word: the vocabulary was made without them. So these needn't be
  /// looked up, nor strings made.
  func findKnownWords(of text: UnsafeBufferPointer<UInt8>, into ids: inout [Int]) {
    finder.findWords(of: text, into: &ids)
  }

  /// The content words of a text (its phrases, and its other tokens less the stop words), in order.
  ///
  /// - Returns: for each its id, or `nil` when the vocabulary lacks it.
  func contentWords(of text: String) -> [(word: String, id: Int?)] {
    let tokens = tokenizer.tokens(in: text)
    var text = text
    var words: [(word: String, id: Int?)] = []
    text.withUTF8 { bytes in
      finder.forEachUnit(of: bytes) { place, phrase, id in
        if let phrase {
          words.append((phrase.text, id))
        } else if id != nil || !settings.stopWords.contains(tokens[place]) {
          words.append((tokens[place], id))
        }
      }
    }
    return words
  }
}
