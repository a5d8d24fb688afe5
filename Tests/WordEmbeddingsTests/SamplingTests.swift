import Foundation
import SentimentWordEmbeddings
import Testing

@Suite struct SamplingTests {
  @Test func noiseFollowsTheCountsToThePowerThreeQuarters() {
    let counts = [10_000, 3_000, 700, 700, 90, 20, 5, 1]
    let noise = NoiseDistribution(counts: counts)
    var generator = SeededGenerator(seed: 11)
    var drawn = [Int](repeating: 0, count: counts.count)
    let draws = 2_000_000
    for _ in 0..<draws { drawn[noise.draw(using: &generator)] += 1 }
    let weights = counts.map { pow(Double($0), 0.75) }
    let total = weights.reduce(0, +)
    // χ² with 7 degrees of freedom exceeds 24.3 once in a thousand times.
    #expect(chiSquare(drawn, expected: weights.map { $0 / total * Double(draws) }) < 24.3)
  }

  @Test func aSingleWordIsAlwaysDrawn() {
    let noise = NoiseDistribution(counts: [3])
    var generator = SeededGenerator(seed: 1)
    for _ in 0..<1000 { #expect(noise.draw(using: &generator) == 0) }
  }

  /// The formula of word2vec.c: (√(f/t) + 1) · t/f for a word's share f and threshold t.
  @Test func frequentWordsAreKeptAsWord2VecKeepsThem() {
    let counts = [50_000, 5_000, 500, 50, 5]
    let total = Double(counts.reduce(0, +))
    let subsampling = Subsampling(counts: counts, threshold: 1e-3)
    for (count, kept) in zip(counts, subsampling.keepProbability) {
      let share = Double(count) / total
      let expected = min(1, ((share / 1e-3).squareRoot() + 1) * 1e-3 / share)
      #expect(abs(Double(kept) - expected) < 1e-6)
    }
  }

  @Test func aThresholdOfZeroKeepsEverything() {
    #expect(Subsampling(counts: [9, 1], threshold: 0).keepProbability == [1, 1])
  }
}
