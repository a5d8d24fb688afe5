import TextProcessing

/// Cuts texts into content words and looks each up: one thread's tool.
final class TextAnalyzer {
  private let tokenizer: Tokenizer
  private let settings: TextSettings
  private let vocabulary: Vocabulary

  /// - Throws: `TokenizerError` when ICU's data can't be loaded.
  init(_ settings: TextSettings, vocabulary: Vocabulary) throws {
    tokenizer = try Tokenizer(settings.tokenizer)
    self.settings = settings
    self.vocabulary = vocabulary
  }

  /// The content words of a text (its tokens less the stop words), in order.
  ///
  /// - Returns: for each its id, or `nil` when the vocabulary lacks it.
  func contentWordIDs(of text: String) -> [Int?] {
    var ids: [Int?] = []
    forEachContentWord(of: text) { _, id in ids.append(id) }
    return ids
  }

  /// The same with the words themselves.
  func contentWords(of text: String) -> [(word: String, id: Int?)] {
    var words: [(word: String, id: Int?)] = []
    forEachContentWord(of: text) { word, id in
      words.append((word.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }, id))
    }
    return words
  }

  private func forEachContentWord(of text: String, _ body: (Span<UInt8>, Int?) -> Void) {
    var text = text
    text.withUTF8 { bytes in
      tokenizer.forEachToken(in: bytes) { token in
        let id = vocabulary.id(of: token)
        // A known word is no stop word: the vocabulary was made without them.
        if id != nil || !settings.stopWords.contains(token) { body(token, id) }
      }
    }
  }
}
