import SentimentWordEmbeddings
import Testing

@testable import SentimentTransferLearning

struct NoneOfTheseTests {
  private func scores(_ count: Int, from low: Double, _ generator: inout SeededGenerator)
    -> [Double]
  {
    (0..<count).map { _ in low + Double(generator.uniform()) }
  }

  /// Where texts are of the same kinds, another kind is seen in at most about one case of a hundred.
  @Test(arguments: [20, 40, 200])
  func chanceIsSeldomTakenForAnotherKind(labelledCount: Int) {
    var generator = SeededGenerator(seed: 7)
    let found = (0..<1_000).count { _ in
      NoneOfThese(
        scores(500, from: 0, &generator), labelled: scores(labelledCount, from: 0, &generator))
        != nil
    }
    #expect(found <= 40, "\(found)")
  }

  /// Four texts in ten score lower than any labelled one: these are found, and few others.
  @Test func anotherKindIsFound() throws {
    var generator = SeededGenerator(seed: 7)
    var shares: [Double] = []
    for _ in 0..<200 {
      let labelled = scores(60, from: 0.5, &generator)
      let texts = scores(400, from: -1, &generator) + scores(600, from: 0.5, &generator)
      let none = try #require(NoneOfThese(texts, labelled: labelled))
      #expect(Set(0..<400).isSubset(of: none.indices))
      shares.append(none.share)
    }
    // Of the 600 others, a twentieth are turned away in the mean, and no more are counted.
    let mean = shares.reduce(0, +) / Double(shares.count)
    #expect(abs(mean - 0.4) < 0.02, "\(mean)")
  }

  @Test func tooFewTextsTellNothing() {
    #expect(
      NoneOfThese([0, 0, 0], labelled: [Double](repeating: 1, count: NoneOfThese.leastTexts - 1))
        == nil)
    #expect(NoneOfThese([], labelled: [Double](repeating: 1, count: 100)) == nil)
    #expect(
      NoneOfThese(
        [Double](repeating: 0, count: 100),
        labelled: [Double](repeating: 1, count: NoneOfThese.leastTexts))?.indices.count == 100)
  }
}
