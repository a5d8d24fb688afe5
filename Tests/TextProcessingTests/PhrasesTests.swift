import SentimentTextProcessing
import Testing

/// Phrases against counting by dictionaries and joining arrays of strings.
@Suite struct PhrasesTests {
  private let detection = PhraseDetection(threshold: 1.3, discount: 4)

  /// Documents of 1 to 30 words of 60, the frequent ones far more frequent than the rare ones; some
  /// pairs stand together often, and some words repeat.
  private static let documents: [[String]] = {
    var state: UInt64 = 7
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    return (0..<2_000).map { _ in
      var words: [String] = []
      for _ in 0...random(30) {
        let word = random(60) * random(60) / 60
        words.append("w\(word)")
        if word % 7 == 3, random(3) == 0 { words.append("w\((word * 5 + 1) % 60)") }
        if word == 11 { words.append("w11") }
      }
      return words
    }
  }()

  private static let text = Array(
    documents.map { $0.joined(separator: " ") }.joined(separator: "\n").utf8)

  private func corpus(threads: Int = 1) throws -> TokenizedCorpus {
    try TokenizedCorpus(
      reading: [.memory(name: "text", text: Self.text)], tokenizer: .whitespace, threads: threads)
  }

  /// The score of every pair, by the formula and dictionaries alone.
  private func expectedScores() -> [Phrases.Pair: Double] {
    let words = Self.documents.joined().count
    var counts: [String: Double] = [:]
    var pairs: [Phrases.Pair: Double] = [:]
    for document in Self.documents {
      for word in document { counts[word, default: 0] += 1 }
      for (first, second) in zip(document, document.dropFirst()) {
        pairs[Phrases.Pair(first, second), default: 0] += 1
      }
    }
    return Dictionary(
      uniqueKeysWithValues: pairs.map { pair, count in
        (
          pair,
          (count - Double(detection.discount)) * Double(words)
            / (counts[pair.first]! * counts[pair.second]!)
        )
      })
  }

  /// Also where a pass over the corpus can keep a few pairs only.
  @Test(arguments: [1, 2, 5], [1, 10, 1_000_000])
  func phrasesAndScoresAreThoseOfDictionaries(threads: Int, pairLimit: Int) throws {
    let expected = expectedScores().filter { $0.value > detection.threshold }
    #expect(expected.count > 20)
    let found = try corpus(threads: threads).scoredPhrases(
      by: detection, stopWords: .none, pairLimit: pairLimit)
    #expect(Set(found.phrases.pairs) == Set(expected.keys))
    for (pair, score) in zip(found.phrases.pairs, found.scores) {
      #expect(abs(score - expected[pair]!) < 1e-9 * score)
    }
  }

  @Test(arguments: [1, 3])
  func wordsAreJoinedFromLeftToRight(threads: Int) throws {
    let corpus = try corpus(threads: threads)
    let phrases = try corpus.phrases(by: detection, stopWords: .none)
    let isPhrase = Set(phrases.pairs)
    let joined = Self.documents.map { document in
      var result: [String] = []
      var place = 0
      while place < document.count {
        let pair = Phrases.Pair(document[place], document[min(place + 1, document.count - 1)])
        let joins = place + 1 < document.count && isPhrase.contains(pair)
        result.append(joins ? pair.word : document[place])
        place += joins ? 2 : 1
      }
      return result
    }
    let (vocabulary, encoded) = try corpus.encoded(
      minimumCount: 1, stopWords: .none, phrases: phrases)
    let counts = Dictionary(joined.joined().map { ($0, 1) }, uniquingKeysWith: +)
    #expect(Dictionary(uniqueKeysWithValues: zip(vocabulary.words, vocabulary.counts)) == counts)
    let text = encoded.ids.split(separator: EncodedCorpus.documentEnd).map { document in
      document.map { vocabulary.word(Int($0)) }
    }
    #expect(text == joined)

    let finder = try WordFinder(vocabulary, tokenizer: try Tokenizer(.whitespace), phrases: phrases)
    var ids: [Int] = []
    for (document, joined) in zip(Self.documents, joined) {
      let bytes = Array(document.joined(separator: " ").utf8)
      bytes.withUnsafeBufferPointer { finder.findWords(of: $0, into: &ids) }
      #expect(ids.map(vocabulary.word) == joined)
    }
  }

  @Test func aStopWordStaysWithinAPhrase() throws {
    let lines = Array(repeating: "a waste of the time\nof time\nthe waste", count: 10)
    let corpus = try TokenizedCorpus(
      reading: [.memory(name: "text", text: Array(lines.joined(separator: "\n").utf8))],
      tokenizer: .whitespace)
    let stopWords = try StopWords(words: ["a", "of", "the"])
    let phrases = try corpus.phrases(
      by: PhraseDetection(threshold: 2, discount: 1), stopWords: stopWords)
    #expect(
      phrases.pairs.map(\.text) == ["a waste", "of time", "the time", "the waste", "waste of"])
    let few = Phrases([.init("waste", "of"), .init("absent", "word")])
    let (vocabulary, _) = try corpus.encoded(
      minimumCount: 1, stopWords: stopWords, phrases: few)
    #expect(vocabulary.words == ["time", "waste", "waste_of"])
    #expect(vocabulary.counts == [20, 10, 10])
  }

  @Test func unknownWordsAreNoPhrase() throws {
    let vocabulary = try #require(Vocabulary(words: ["good", "not_good"], counts: [3, 2]))
    let phrases = Phrases([.init("not", "good"), .init("of", "old"), .init("not", "good")])
    #expect(phrases.count == 2)
    let finder = try WordFinder(vocabulary, tokenizer: try Tokenizer(.icu), phrases: phrases)
    var ids: [Int] = []
    for (text, expected) in [
      ("x y not good z", [1]), ("good not, good", [0, 1]), ("of old good", [0]), ("", []),
    ] {
      Array(text.utf8).withUnsafeBufferPointer { finder.findWords(of: $0, into: &ids) }
      #expect(ids == expected, "\(text)")
    }
  }
}
