/// Finds words that keep their case in a vocabulary: as they are written, or else in lower case, or
/// else by what folding makes of the vocabulary's words, of which the first counts.
///
/// So "Suppe" and "süß" are found where the vocabulary has them so, "The" where it has "the" alone, and
/// "SUPPE" and "suppe" where it has "Suppe" alone. One thread's tool.
package final class WordForms {
  private let vocabulary: Vocabulary
  private let folding: Tokenizer
  /// The vocabulary's words as folded, and the number of the first word of each; made when they are
  /// needed.
  private var folded: (words: WordTable, ids: [Int])?

  /// - Throws: `TokenizerError` when ICU's data can't be loaded.
  package init(_ vocabulary: Vocabulary) throws(TokenizerError) {
    self.vocabulary = vocabulary
    folding = try Tokenizer(.icuWithMarkup)
  }

  /// The number of a word; `nil` where the vocabulary has it in no form.
  func id(of word: UnsafeBufferPointer<UInt8>) -> Int? {
    if let id = vocabulary.id(of: word) { return id }
    let lower = Self.lowercased(word)
    if let id = lower.withUnsafeBufferPointer(vocabulary.id) { return id }
    let folded = folded ?? foldVocabulary()
    self.folded = folded
    return fold(word).withUnsafeBufferPointer(folded.words.find).map { folded.ids[$0] }
  }

  /// A word as the icu kind of tokenizer gives it, which is how stop words are written.
  package func fold(_ word: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    guard word.contains(where: { $0 >= 0x80 }) else { return Self.lowercased(word) }
    var tokens: [[UInt8]] = []
    folding.forEachToken(in: word) { tokens.append($0.withUnsafeBufferPointer(Array.init)) }
    return tokens.count == 1 ? tokens[0] : Array(word)
  }

  /// Whether folding leaves every word of the vocabulary as it is: then folded text is enough.
  package var areFolded: Bool {
    (0..<vocabulary.count).allSatisfy { id in
      vocabulary.withBytes(of: id) { fold($0).elementsEqual($0) }
    }
  }

  /// The ways in which a file of vectors may write a word.
  package func spellings(_ word: String) -> [String] {
    var copy = word
    let folded = copy.withUTF8 { String(decoding: fold($0), as: UTF8.self) }
    let lower = word.lowercased()
    return [
      word, lower, folded, lower.prefix(1).uppercased() + lower.dropFirst(), word.uppercased(),
    ]
  }

  private func foldVocabulary() -> (words: WordTable, ids: [Int]) {
    var words = WordTable(minimumCapacity: vocabulary.count)
    var ids: [Int] = []
    for id in 0..<vocabulary.count {
      let folded = vocabulary.withBytes(of: id) { fold($0) }
      if folded.withUnsafeBufferPointer({ words.insert($0) }) == ids.count { ids.append(id) }
    }
    return (words, ids)
  }

  private static func lowercased(_ word: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    guard word.contains(where: { $0 >= 0x80 }) else { return word.map(\.lowercasedASCII) }
    return Array(String(decoding: word, as: UTF8.self).lowercased().utf8)
  }
}
