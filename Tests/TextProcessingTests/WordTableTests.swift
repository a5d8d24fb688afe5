import Testing

@testable import SentimentTextProcessing

struct WordTableTests {
  /// Words of all lengths, some with the same first bytes, the same last ones, or NUL bytes.
  private static let words: [[UInt8]] = {
    var random = SplitMix64(state: 3)
    var seen: Set<[UInt8]> = []
    for length in 0..<40 {
      for _ in 0..<150 {
        seen.insert((0..<length).map { _ in [0, 97, 98, 255].randomElement(using: &random)! })
      }
      seen.insert([UInt8](repeating: 97, count: length))
      seen.insert([UInt8](repeating: 0, count: length))
      seen.insert([97] + [UInt8](repeating: 0, count: length))
      seen.insert([UInt8](repeating: 97, count: 20) + [UInt8](repeating: 98, count: length))
    }
    return seen.sorted { $0.lexicographicallyPrecedes($1) }.shuffled(using: &random)
  }()

  private static func find(_ word: [UInt8], in table: WordTable) -> Int? {
    // In memory of its own, so that a sanitizer would see reads past its end.
    word.withUnsafeBufferPointer { table.find($0) }
  }

  @Test func numbersWordsInOrderOfFirstSight() {
    var table = WordTable()
    for (index, word) in Self.words.enumerated() {
      #expect(Self.find(word, in: table) == nil)
      #expect(word.withUnsafeBufferPointer { table.insert($0) } == index)
      #expect(word.withUnsafeBufferPointer { table.insert($0) } == index)
    }
    #expect(table.count == Self.words.count)
    #expect(table.bytes == Self.words.flatMap { $0 })
    for (index, word) in Self.words.enumerated() {
      #expect(Self.find(word, in: table) == index)
      #expect(table.withWord(index) { Array($0) } == word)
    }
  }

  @Test func isTheSameFromAllWordsAtOnce() throws {
    let half = Array(Self.words.prefix(Self.words.count / 2))
    let offsets = half.reduce(into: [0]) { $0.append($0.last! + $1.count) }
    let bytes = half.flatMap { $0 }
    let table = try #require(
      bytes.withUnsafeBufferPointer { WordTable(bytes: $0, offsets: offsets) })
    for (index, word) in Self.words.enumerated() {
      #expect(Self.find(word, in: table) == (index < half.count ? index : nil))
    }
  }

  @Test func refusesAWordThatIsThereTwice() {
    let bytes = Array("onetwoone".utf8)
    bytes.withUnsafeBufferPointer {
      #expect(WordTable(bytes: $0, offsets: [0, 3, 6, 9]) == nil)
      #expect(WordTable(bytes: $0, offsets: [0, 3, 6])?.count == 2)
    }
  }

  /// What is looked up side by side is what is looked up one by one.
  @Test(arguments: [0, 1, 50, 5_000])
  func findsTheKnownWordsOfATextInOrder(vocabularySize: Int) throws {
    let words = Self.words.filter { !$0.isEmpty && !$0.contains(0) && !$0.contains(255) }
    let known = Array(words.prefix(vocabularySize))
    let vocabulary = try #require(
      Vocabulary(words: known, counts: [Int](repeating: 1, count: known.count)))
    let finder = try WordFinder(vocabulary, tokenizer: try Tokenizer(.whitespace))
    var random = SplitMix64(state: 4)
    for count in [0, 1, 127, 128, 129, 1_000] {
      let chosen = (0..<count).map { _ in words.randomElement(using: &random)! }
      let text = Array(chosen.joined(separator: [UInt8(ascii: " ")]))
      var ids: [Int] = [7]
      text.withUnsafeBufferPointer { finder.findWords(of: $0, into: &ids) }
      #expect(ids == chosen.compactMap { vocabulary.id(of: $0.span) })
      #expect(ids == chosen.compactMap { known.firstIndex(of: $0) })
    }
  }
}
