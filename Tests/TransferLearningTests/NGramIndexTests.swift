import SentimentClassification
import Testing

@testable import SentimentTransferLearning

/// Pairs of words and features of texts, against counting them one by one.
struct NGramIndexTests {
  /// Texts of a few words, so that many pairs stand in several.
  private static let texts: EncodedTexts = {
    var texts = EncodedTexts()
    for text in 0..<3_000 {
      texts.append((0..<(text % 23)).map { (text * 7 + $0 * $0 * 5 + text * $0) % 61 })
    }
    return texts
  }()

  private func index(_ minimum: Int, threads: Int) throws -> NGramIndex {
    var index = NGramIndex(wordCount: 61)
    try index.addPairs(of: Self.texts, minimumTexts: minimum, threads: threads)
    return index
  }

  @Test(arguments: [1, 10, 60])
  func pairsOfEnoughTextsComeInTheirOrder(minimum: Int) throws {
    var order: [UInt64] = []
    var texts: [UInt64: Set<Int>] = [:]
    for text in 0..<Self.texts.count {
      let words = Self.texts[text]
      for (first, second) in zip(words, words.dropFirst()) {
        let key = BigramIndex.key(first, second)
        if texts[key] == nil { order.append(key) }
        texts[key, default: []].insert(text)
      }
    }
    let expected = order.filter { texts[$0]!.count >= minimum }
    #expect(!expected.isEmpty)
    #expect(expected.count < order.count || minimum == 1)
    #expect(try index(minimum, threads: 1).pairs.keys == expected)
  }

  @Test func theNumberOfThreadsChangesNothing() throws {
    let one = try index(10, threads: 1)
    #expect(try index(10, threads: 3).pairs.keys == one.pairs.keys)
  }
}
