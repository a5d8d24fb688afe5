import SentimentTextProcessing
import SentimentWordEmbeddings
import Testing

@testable import SentimentTransferLearning

struct NoneOfTheseTests {
  private func scores(_ count: Int, from low: Double, _ generator: inout SeededGenerator)
    -> [Double]
  {
    (0..<count).map { _ in low + Double(generator.uniform()) }
  }

  /// - Returns: for texts that are called by their places.
  private func none(_ scores: [Double], labelled: [Double]) -> NoneOfThese? {
    NoneOfThese("none", among: scores.indices.map(String.init), scores: scores, labelled: labelled)
  }

  /// Where texts are of the same kinds, another kind is seen in at most about one case of a hundred.
  @Test(arguments: [20, 40, 200])
  func chanceIsSeldomTakenForAnotherKind(labelledCount: Int) {
    var generator = SeededGenerator(seed: 7)
    let found = (0..<1_000).count { _ in
      none(scores(500, from: 0, &generator), labelled: scores(labelledCount, from: 0, &generator))
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
      let found = try #require(none(texts, labelled: labelled))
      #expect(Set((0..<400).map(String.init)).isSubset(of: found.texts))
      shares.append(found.share)
    }
    // Of the 600 others, a twentieth are turned away in the mean, and no more are counted.
    let mean = shares.reduce(0, +) / Double(shares.count)
    #expect(abs(mean - 0.4) < 0.02, "\(mean)")
  }

  @Test func tooFewTextsTellNothing() {
    #expect(
      none([0, 0, 0], labelled: [Double](repeating: 1, count: NoneOfThese.leastTexts - 1)) == nil)
    #expect(none([], labelled: [Double](repeating: 1, count: 100)) == nil)
    #expect(
      none(
        [Double](repeating: 0, count: 100),
        labelled: [Double](repeating: 1, count: NoneOfThese.leastTexts))?.texts.count == 100)
  }

  /// Four texts in ten are of no kind: beside 60 labelled ones, 40 in all shall be, some of them by hand.
  @Test func examplesCountAsOftenAsSuchTextsAre() throws {
    let scores = [Double](repeating: 0, count: 400) + [Double](repeating: 2, count: 600)
    let found = try #require(none(scores, labelled: (0..<60).map { 1 + Double($0) / 100 }))
    let labelled = (0..<60).map { LabelledText(label: "a", text: "\($0)", line: $0 + 1) }
    func weight(_ given: Int) -> Double {
      let texts = (0..<given).map { LabelledText(label: "none", text: "\($0)", line: $0 + 1) }
      return found.examples(beside: labelled + texts).reduce(0) { $0 + $1.weight }
    }
    let expected = 60 * found.share / (1 - found.share)
    #expect(abs(expected - 40) < 5)
    #expect(abs(weight(0) - expected) < 1e-9)
    #expect(abs(weight(10) - (expected - 10)) < 1e-9)
    #expect(weight(100) == 0)
  }
}
