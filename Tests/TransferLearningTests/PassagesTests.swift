import SentimentTextProcessing
import Testing

@testable import SentimentTransferLearning

@Suite struct PassagesTests {
  private func pieces(_ lengths: [Int]) throws -> (Passages, EncodedTexts) {
    let topics = TopicTexts(seed: 1)
    let statistics = try UnlabelledStatistics(topics.embeddings, texts: [])
    var texts = EncodedTexts()
    for length in lengths { texts.append((0..<length).map { $0 % 120 }) }
    return (
      try Passages(texts, statistics: statistics, index: statistics.index, threads: 1), texts
    )
  }

  @Test func onlyLongTextsAreCut() throws {
    let (pieces, _) = try pieces([55, 56, 1, 160])
    #expect(pieces.starts == [0, 0, 4, 4, 10])
    #expect(pieces.features.count == 10)
  }

  /// The last text has ten pieces, of which six are learned from.
  @Test func allPiecesOfATextCountAsMuchAsItsWords() throws {
    let (pieces, _) = try pieces([56, 160])
    for (importance, expected) in zip(
      pieces.importances, [0.2, 0.2, 0.2, 0.2] + Array(repeating: 2.0 / 6, count: 6))
    {
      #expect(abs(importance - expected) < 1e-9)
    }
  }

  @Test func piecesKnowTheirTexts() throws {
    let (pieces, _) = try pieces([56, 10, 56])
    let (numbers, places) = pieces.pieces(of: [2, 1, 0])
    #expect(numbers == [4, 5, 6, 7, 0, 1, 2, 3])
    #expect(places == [0, 0, 0, 0, 2, 2, 2, 2])
  }

  @Test(arguments: [16, 17, 65, 100])
  func piecesHoldTheWholeText(words: Int) throws {
    let (_, texts) = try pieces([3, words])
    let ranges = texts.pieces(of: 1, count: 4)
    #expect(ranges.flatMap(Array.init) == Array(3..<3 + words))
    let sizes = ranges.map(\.count)
    #expect(sizes.max()! - sizes.min()! <= 1)
  }
}
