import SentimentTextProcessing
import SentimentWordEmbeddings

/// Cuts texts into content words and looks each up: one thread's tool.
package final class TextAnalyzer {
  private let tokenizer: Tokenizer
  private let settings: TextSettings
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
    finder = try WordFinder(vocabulary, tokenizer: tokenizer, phrases: settings.phrases)
    unseen = subwords.map { UnseenWords($0, vocabularySize: vocabulary.count) }
    vocabularyHasStopWords =
      finder.forms != nil
      || settings.stopWords.sortedWords.contains { vocabulary.id(of: $0) != nil }
  }

  /// Writes the ids of the content words of a text in UTF-8 that have a vector over `ids`, in order.
  ///
  /// A known word of our own vocabularies is no stop word. So these needn't be looked up, unless
  /// words that the vocabulary lacks have vectors too.
  ///
  /// - Returns: how many words the text has, known or not; stop words count only where they weren't
  ///   looked for.
  @discardableResult
  package func findKnownWords(
    of text: UnsafeBufferPointer<UInt8>, into ids: inout [Int]
  ) -> Int {
    if unseen == nil, !vocabularyHasStopWords { return finder.findWords(of: text, into: &ids) }
    ids.removeAll(keepingCapacity: true)
    var wordCount = 0
    forEachContentWord(of: text) { _, id in
      wordCount += 1
      if let id { ids.append(id) }
    }
    return wordCount
  }

  /// The text for an encoder: as its words are read.
  func readableText(of text: UnsafeBufferPointer<UInt8>) -> String {
    tokenizer.readableText(of: text)
  }

  /// The fraction of a text's content words that have a vector; 0 where it has none.
  ///
  /// - Parameters:
  ///   - knownCount: how many words ``findKnownWords(of:into:)`` found.
  ///   - wordCount: what it returned.
  func coverage(
    of text: UnsafeBufferPointer<UInt8>, knownCount: Int, wordCount: Int
  ) -> Double {
    guard unseen == nil, !vocabularyHasStopWords, settings.stopWords.count > 0 else {
      return wordCount == 0 ? 0 : Double(knownCount) / Double(wordCount)
    }
    guard settings.phrases.isEmpty else { return coverage(of: text) }
    var contentCount = 0
    tokenizer.forEachToken(in: text) {
      if !settings.stopWords.contains($0) { contentCount += 1 }
    }
    return contentCount == 0 ? 0 : Double(knownCount) / Double(contentCount)
  }

  /// The same for a text whose words weren't looked for.
  package func coverage(of text: UnsafeBufferPointer<UInt8>) -> Double {
    var (wordCount, knownCount) = (0, 0)
    forEachContentWord(of: text) { _, id in
      wordCount += 1
      if id != nil { knownCount += 1 }
    }
    return wordCount == 0 ? 0 : Double(knownCount) / Double(wordCount)
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
      if id == nil || vocabularyHasStopWords, isStopWord(token) { return }
      body({ String(decoding: token, as: UTF8.self) }, id ?? unseen?.id(of: token.span))
    }
  }

  private func isStopWord(_ token: [UInt8]) -> Bool {
    guard let forms = finder.forms else { return settings.stopWords.contains(token.span) }
    let folded = token.withUnsafeBufferPointer(forms.fold)
    return settings.stopWords.contains(folded.span)
  }
}

extension TextAnalyzer {
  /// The same of some texts.
  ///
  /// - Throws: `TokenizerError` when ICU's data can't be loaded.
  static func readableTexts(
    _ texts: [String], by tokenizer: any TextTokenizer
  ) throws -> [String] {
    let tokenizer = try Tokenizer(tokenizer)
    return texts.map { text in
      var text = text
      return text.withUTF8 { tokenizer.readableText(of: $0) }
    }
  }
}
