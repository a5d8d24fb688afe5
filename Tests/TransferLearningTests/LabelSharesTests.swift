import SentimentTextProcessing
import SentimentWordEmbeddings
import Testing

@testable import SentimentTransferLearning

struct LabelSharesTests {
  private static let labels = ["a", "b", "c"]

  /// Probabilities of texts with a label, right more often than wrong, with some noise.
  private func probabilities(
    _ label: Int, of count: Int, using generator: inout SeededGenerator
  ) -> [Double] {
    let raw = (0..<count).map { ($0 == label ? 1.5 : 0.5) + Double(generator.uniform()) }
    return raw.map { $0 / raw.reduce(0, +) }
  }

  private func estimate(
    _ shares: [Double], texts: Int, seed: UInt64 = 1, copies: Int = 1
  ) -> LabelShareEstimate {
    var generator = SeededGenerator(seed: seed)
    let count = shares.count
    let labels = (0..<texts * count).map { $0 % count }
    let own = labels.map { probabilities($0, of: count, using: &generator) }
    let unlabelled = (0..<4_000).map { text in
      var place = (Double(text) + 0.5) / 4_000
      var label = 0
      while place > shares[label], label < count - 1 {
        place -= shares[label]
        label += 1
      }
      return probabilities(label, of: count, using: &generator)
    }
    return LabelShareEstimate(
      Array(repeating: own, count: copies).flatMap(\.self),
      labels: Array(repeating: labels, count: copies).flatMap(\.self),
      groups: TextGroups(keys: (0..<labels.count * copies).map { $0 % labels.count }),
      unlabelled: unlabelled, using: generator.stream(9), check: {})
  }

  @Test(arguments: [[0.5, 0.5], [0.2, 0.8], [0.9, 0.1], [0.2, 0.3, 0.5], [0.7, 0.2, 0.1]])
  func sharesAreFound(shares: [Double]) {
    let estimate = estimate(shares, texts: 400)
    for (found, share) in zip(estimate.shares, shares) { #expect(abs(found - share) < 0.04) }
    for (interval, share) in zip(estimate.intervals, shares) {
      #expect(interval.lowerBound - 0.02 <= share && share <= interval.upperBound + 0.02)
    }
  }

  /// The intervals of 95 % hold the share in nearly as many cases.
  @Test func intervalsHold() {
    let held = (0..<40).count { seed in
      estimate([0.3, 0.7], texts: 16, seed: UInt64(seed)).intervals[1].contains(0.7)
    }
    #expect(held >= 34, "\(held)")
  }

  @Test func sharesThatDifferClearlyAreTaken() {
    let shares = LabelShares(
      ["a", "b"], labelled: [0.5, 0.5], estimate: estimate([0.2, 0.8], texts: 100))
    #expect(shares.source == .unlabelledTexts)
    #expect(abs(shares.shares[1].share - 0.8) < 0.06)
    let same = LabelShares(
      ["a", "b"], labelled: [0.5, 0.5], estimate: estimate([0.5, 0.5], texts: 100))
    #expect(same.source == .labelledTexts && same.moved == nil)
    #expect(same.shares.map(\.share) == [0.5, 0.5] && same.shares[0].interval != nil)
    let few = LabelShares(["a", "b"], labelled: [0.4, 0.6], estimate: nil)
    #expect(few.source == .labelledTexts && few.shares[0].interval == nil)
  }

  /// Balanced sets lose nothing: the same shares are hardly ever taken for others, however few texts.
  @Test(arguments: [8, 16, 64])
  func sharesThatAreTheSameStay(texts: Int) {
    let moved = (0..<50).count { seed in
      estimate([0.5, 0.5], texts: texts, seed: UInt64(seed)).differs(from: [0.5, 0.5])
    }
    #expect(moved <= 3, "\(moved)")
  }

  /// Nor where labels can't be told apart, so that the interval holds all shares.
  @Test func whatCannotBeToldMovesNothing() {
    var generator = SeededGenerator(seed: 5)
    let own = (0..<16).flatMap { _ in
      let value = 0.5 + 0.01 * Double(generator.uniform())
      return [[Double]](repeating: [1 - value, value], count: 2)
    }
    let estimate = LabelShareEstimate(
      own, labels: (0..<32).map { $0 % 2 }, groups: TextGroups(ofSingles: 32),
      unlabelled: [[Double]](repeating: [0.3, 0.7], count: 100), using: generator.stream(1),
      check: {})
    #expect(estimate.intervals[1].lowerBound < 0.1 && estimate.intervals[1].upperBound > 0.9)
    #expect(!estimate.differs(from: [0.5, 0.5]))
  }

  @Test func givenSharesAreCompleted() throws {
    let shares = try LabelShares(
      ["b": 0.7], labels: Self.labels, labelled: [0.5, 0.3, 0.2], name: "texts")
    #expect(shares?.source == .given)
    let found = try #require(shares?.shares.map(\.share))
    for (share, expected) in zip(found, [0.3 * 5 / 7, 0.7, 0.3 * 2 / 7]) {
      #expect(abs(share - expected) < 1e-12)
    }
    #expect(try LabelShares([:], labels: Self.labels, labelled: [1, 0, 0], name: "t") == nil)
    let thirds = ["a": 0.33, "b": 0.33, "c": 0.33]
    let even = try LabelShares(thirds, labels: Self.labels, labelled: [1, 0, 0], name: "t")
    #expect(abs((even?.shares[2].share ?? 0) - 1.0 / 3) < 1e-12)
  }

  @Test(arguments: [
    ["d": 0.5], ["a": 0.7, "b": 0.5], ["a": 0.5, "b": 0.5], ["a": 1.2],
    ["a": 0.3, "b": 0.3, "c": 0.3],
  ])
  func whatCannotBeSharesIsRefused(given: [String: Double]) {
    #expect(throws: FileError.self) {
      try LabelShares(given, labels: Self.labels, labelled: [0.4, 0.3, 0.3], name: "texts")
    }
  }

  /// Few labels, half of each, on texts of which most are of one topic: the model answers it as often.
  @Test(arguments: [10, 40])
  func theThresholdGoesWhereTheSharesSay(labels: Int) throws {
    var texts = TopicTexts(seed: 61)
    let read = (0..<1_000).map { texts.text($0 % 5 == 0 ? 0 : 1, length: 8) }
    let labelled = texts.labelled(2 * labels, topics: 2, length: 8)
    let statistics = try UnlabelledStatistics(texts.embeddings, texts: read)
    var fitter = try LinearFitter(statistics)
    let truth = read.enumerated().map {
      LabelledText(label: TopicTexts.topics[$0 % 5 == 0 ? 0 : 1], text: $1, line: $0 + 1)
    }
    let moved = try fitter.fit(labelled)
    let shares = try #require(moved.card.linearTraining?.labelShares)
    #expect(shares.source == .unlabelledTexts)
    #expect(shares.shares[1].share > 0.6)
    fitter.estimatesShares = false
    let half = try fitter.fit(labelled)
    #expect(half.card.linearTraining?.labelShares == nil)
    #expect(
      try TopicTexts.accuracy(of: moved, on: truth)
        >= TopicTexts.accuracy(of: half, on: truth) + 0.02)
    #expect(try #require(moved.estimate?.majorityBaseline).accuracy > 0.6)
  }
}
