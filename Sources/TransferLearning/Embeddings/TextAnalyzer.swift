import SentimentTextProcessing
import SentimentWordEmbeddings

/// Cuts texts into content words and looks each up: one thread's tool.
package final class TextAnalyzer {
  private let tokenizer: Tokenizer
  private let settings: TextSettings
  private let vocabulary: Vocabulary
  private let finder: WordFinder
  /// The vectors of the last text's words that the vocabulary lacks, where there are n-grams.
  package let unseen: UnseenWords?
  /// Our own vocabularies are made without the stop words, those of other programs with them.
  private let vocabularyHasStopWords: Bool

  /// - Parameter subwords: what words that the vocabulary lacks get their vectors from.
  /// - Throws: `TokenizerError` when ICU's data can't be loaded.
  package init(
    _ settings: TextSettings, vocabulary: Vocabulary, subwords: SubwordTable? = nil
  ) throws {
    tokenizer = try Tokenizer(settings.tokenizer)
    self.settings = settings
    self.vocabulary = vocabulary
    finder = WordFinder(vocabulary, tokenizer: tokenizer, phrases: settings.phrases)
    unseen = subwords.map { UnseenWords($0, vocabularySize: vocabulary.count) }
    vocabularyHasStopWords = settings.stopWords.sortedWords.contains {
      vocabulary.id(of: $0) != nil
    }
  }

  /// Writes the ids of the content words of a text in UTF-8 that have a vector over `ids`, in order.
  ///
  /// A known word of our own vocabularies is no stop word. So these needn't be looked up, unless
  /// words that the vocabulary lacks have vectors too.
  package func findKnownWords(of text: UnsafeBufferPointer<UInt8>, into ids: inout [Int]) {
    if unseen == nil, !vocabularyHasStopWords { return finder.findWords(of: text, into: &ids) }
    ids.removeAll(keepingCapacity: true)
    forEachContentWord(of: text) { _, id in if let id { ids.append(id) } }
  }

  /// The same, and counts all content words of the text.
  package func countContentWords(
    of text: UnsafeBufferPointer<UInt8>, knownOnesInto ids: inout [Int]
  ) -> Int {
    ids.removeAll(keepingCapacity: true)
    guard unseen == nil, settings.phrases.isEmpty else {
      var count = 0
      forEachContentWord(of: text) { _, id in
        count += 1
        if let id { ids.append(id) }
      }
      return count
    }
    var unknownCount = 0
    tokenizer.forEachToken(in: text) { token in
      let id = vocabulary.id(of: token)
      if id == nil || vocabularyHasStopWords, settings.stopWords.contains(token) { return }
      if let id { ids.append(id) } else { unknownCount += 1 }
    }
    return ids.count + unknownCount
  }

  /// The content words of a text (its phrases, and its other tokens less the stop words), in order.
  ///
  /// - Returns: for each its id, or `nil` when it has no vector.
  package func contentWords(of text: String) -> [(word: String, id: Int?)] {
    var text = text
    var words: [(word: String, id: Int?)] = []
    text.withUTF8 { bytes in
      forEachContentWord(of: bytes) { word, id in words.append((word(), id)) }
    }
    return words
  }

  /// - Parameter body: receives what gives the word, and its id.
  private func forEachContentWord(
    of text: UnsafeBufferPointer<UInt8>, _ body: (_ word: () -> String, _ id: Int?) -> Void
  ) {
    unseen?.removeAll()
    var tokens: [[UInt8]] = []
    tokenizer.forEachToken(in: text) { token in
      tokens.append(token.withUnsafeBufferPointer(Array.init))
    }
    finder.forEachUnit(of: text) { place, phrase, id in
      if let phrase { return body({ phrase.text }, id) }
      let token = tokens[place]
      if id == nil || vocabularyHasStopWords, settings.stopWords.contains(token.span) { return }
      body({ String(decoding: token, as: UTF8.self) }, id ?? unseen?.id(of: token.span))
    }
  }
}
