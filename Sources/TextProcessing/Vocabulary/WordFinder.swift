import CSentimentKernels

/// Looks the words of many texts up in a vocabulary: one thread's tool.
///
/// A word's place in the vocabulary's table is seldom in the cache. So the words of a stretch of
/// text are gathered first, with the fetches from memory under way side by side, and then looked at.
package final class WordFinder {
  /// As many fetches as the cache that is next to the processor holds well.
  private static let gathered = ck_lookup_limit

  private let vocabulary: Vocabulary
  private let tokenizer: Tokenizer
  private let phrases: Phrases
  /// What finds words that keep their case; `nil` where they are folded.
  package let forms: WordForms?
  /// Each phrase's number in the vocabulary; −1 where it has none.
  private let phraseIDs: [Int]
  private let keys = ScratchBuffer<ck_word_key>(capacity: gathered)
  private let found = ScratchBuffer<Int>(capacity: gathered)
  private var longWords: [UInt8] = []

  // Of the tokens of a text with phrases: the number among the phrases' words, and in the
  // vocabulary.
  private var parts: [UInt32] = []
  private var tokenIDs: [Int] = []

  /// Stands for what has no number.
  private static let unknown = -1

  /// - Throws: `TokenizerError` when ICU's data can't be loaded.
  package init(
    _ vocabulary: Vocabulary, tokenizer: Tokenizer, phrases: Phrases = .none
  ) throws(TokenizerError) {
    forms = tokenizer.keepsCase ? try WordForms(vocabulary) : nil
    self.vocabulary = vocabulary
    self.tokenizer = tokenizer
    self.phrases = phrases
    phraseIDs = phrases.pairs.map { vocabulary.id(of: $0.word) ?? Self.unknown }
  }

  /// Writes the ids of a text's words that the vocabulary has over `ids`, in order.
  ///
  /// - Parameter text: UTF-8, well-formed or not.
  /// - Returns: how many words the text has, known or not.
  package func findWords(of text: UnsafeBufferPointer<UInt8>, into ids: inout [Int]) -> Int {
    ids.removeAll(keepingCapacity: true)
    guard phrases.isEmpty, forms == nil else {
      var unitCount = 0
      forEachUnit(of: text) { _, _, id in
        unitCount += 1
        if let id { ids.append(id) }
      }
      return unitCount
    }
    var wordCount = 0
    // Local while the loop runs: access to a class's properties is checked each time.
    var longWords: [UInt8] = []
    swap(&longWords, &self.longWords)
    let keys = keys.base
    var count = 0
    vocabulary.table.withKernelTable { table in
      tokenizer.forEachToken(in: text) { token in
        token.withUnsafeBufferPointer { word in
          keys[count] = ck_key_of(word.baseAddress, word.count)
          ck_prefetch(table, keys + count)
          if word.count > ck_start_size { longWords.append(contentsOf: word) }
          count += 1
        }
        if count == Self.gathered {
          wordCount += count
          look(count, longWords, table, &ids)
          longWords.removeAll(keepingCapacity: true)
          count = 0
        }
      }
      look(count, longWords, table, &ids)
    }
    longWords.removeAll(keepingCapacity: true)
    swap(&longWords, &self.longWords)
    return wordCount + count
  }

  /// Appends the ids of the first gathered words.
  private func look(
    _ count: Int, _ longWords: [UInt8], _ table: UnsafePointer<ck_word_table>, _ ids: inout [Int]
  ) {
    guard vocabulary.count > 0 else { return }
    let foundCount = ck_look_up(table, keys.base, count, longWords, found.base)
    ids.append(contentsOf: UnsafeBufferPointer(start: found.base, count: foundCount))
  }

  private func id(of word: UnsafeBufferPointer<UInt8>, _ words: WordTable) -> Int? {
    if let forms { forms.id(of: word) } else { words.find(word) }
  }

  /// Passes each word or phrase of a text on, in order.
  ///
  /// - Parameter body: receives the place of its first token, the phrase if it is one, and its
  ///   number if the vocabulary has it.
  package func forEachUnit(
    of text: UnsafeBufferPointer<UInt8>,
    _ body: (_ token: Int, _ phrase: Phrases.Pair?, _ id: Int?) -> Void
  ) {
    let (words, partTable) = (vocabulary.table, phrases.parts)
    var (parts, tokenIDs): ([UInt32], [Int]) = ([], [])
    swap(&parts, &self.parts)
    swap(&tokenIDs, &self.tokenIDs)
    tokenizer.forEachToken(in: text) { token in
      token.withUnsafeBufferPointer { word in
        parts.append(partTable.find(word).map { UInt32($0) } ?? .max)
        tokenIDs.append(id(of: word, words) ?? Self.unknown)
      }
    }
    parts.withUnsafeBufferPointer { parts in
      phrases.table.forEachUnit(of: parts) { place, phrase in
        let id = phrase.map { phraseIDs[$0] } ?? tokenIDs[place]
        body(place, phrase.map { phrases.pairs[$0] }, id == Self.unknown ? nil : id)
      }
    }
    parts.removeAll(keepingCapacity: true)
    tokenIDs.removeAll(keepingCapacity: true)
    swap(&parts, &self.parts)
    swap(&tokenIDs, &self.tokenIDs)
  }
}
