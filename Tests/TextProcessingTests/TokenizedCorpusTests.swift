import SentimentTextProcessing
import Testing

@Suite struct TokenizedCorpusTests {
  @Test func wordsAreNumberedByCountAndThenByBytes() throws {
    let (vocabulary, corpus) = try encoded("b a c\n\nc b b\r\nd")
    #expect(vocabulary.words == ["b", "c", "a", "d"])
    #expect(vocabulary.counts == [3, 2, 1, 1])
    let end = EncodedCorpus.documentEnd
    #expect(Array(corpus.ids) == [0, 2, 1, end, 1, 0, 0, end, 3, end])
    #expect(corpus.tokenCount == 7)
    #expect(corpus.documentCount == 3)
  }

  @Test func rareWordsAndStopWordsAreLeftOut() throws {
    let (vocabulary, corpus) = try encoded(
      "the cat the dog\nthe\ncat bird", minimumCount: 2, stopWords: StopWords(words: ["the"]))
    #expect(vocabulary.words == ["cat"])
    let end = EncodedCorpus.documentEnd
    #expect(Array(corpus.ids) == [0, end, 0, end])
  }

  /// Against a dictionary, over words of all lengths, and over the edges of batches and threads.
  @Test(arguments: [1, 2, 5])
  func countsAreThoseOfADictionary(threads: Int) throws {
    var text = ""
    var expected: [String: Int] = [:]
    var state: UInt64 = 1
    for _ in 0..<200_000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let number = Int(state >> 33) % 5000
      let word = String(repeating: "w", count: number % 23) + String(number)
      expected[word, default: 0] += 1
      text += word + (number % 11 == 0 ? "\n" : " ")
    }
    let (vocabulary, _) = try encoded(text, threads: threads)
    #expect(vocabulary.count == expected.count)
    for (word, count) in expected {
      #expect(vocabulary.id(of: word).map { vocabulary.counts[$0] } == count)
    }
    #expect(vocabulary.id(of: "absent") == nil)
  }

  @Test func aByteOrderMarkIsSkippedAndALongLineIsRead() throws {
    let long = String(repeating: "x y ", count: 500_000)
    let (vocabulary, corpus) = try encoded("\u{FEFF}first\n\(long)\nlast")
    #expect(vocabulary.words == ["x", "y", "first", "last"])
    #expect(corpus.documentCount == 3)
    #expect(corpus.tokenCount == 1_000_002)
  }

  @Test func textWithoutAWordIsAnError() {
    #expect(throws: FileError.self) { try encoded(" \n\n") }
    #expect(throws: FileError.self) { try encoded("a b c", minimumCount: 2) }
  }

  private func encoded(
    _ text: String, minimumCount: Int = 1, stopWords: StopWords = .none, threads: Int = 1
  ) throws -> (vocabulary: Vocabulary, corpus: EncodedCorpus) {
    try TokenizedCorpus(
      reading: [.memory(name: "text", text: Array(text.utf8))], tokenizer: .whitespace,
      threads: threads
    ).encoded(minimumCount: minimumCount, stopWords: stopWords)
  }
}
