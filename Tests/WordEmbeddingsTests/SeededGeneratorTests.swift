import SentimentWordEmbeddings
import Testing

@Suite struct SeededGeneratorTests {
  /// The first outputs of SplitMix64 from state 0, as the reference program prints them
  /// (https://prng.di.unimi.it/splitmix64.c); a seed of 0 is the state 0.
  @Test func givesTheReferenceSequence() {
    var generator = SeededGenerator(seed: 0)
    #expect(generator.next() == 0xE220_A839_7B1D_CDAF)
    #expect(generator.next() == 0x6E78_9E6A_A1B9_65F4)
    #expect(generator.next() == 0x06C4_5D18_8009_454F)
  }

  @Test func streamsDifferAndRepeat() {
    let generator = SeededGenerator(seed: 7)
    var first: Set<UInt64> = []
    for epoch in 0..<50 {
      for stretch in 0..<50 {
        var stream = generator.stream(epoch, stretch)
        var again = generator.stream(epoch, stretch)
        let value = stream.next()
        #expect(value == again.next())
        first.insert(value)
      }
    }
    #expect(first.count == 2500)
  }

  @Test func uniformNumbersFillTheUnitIntervalEvenly() {
    var generator = SeededGenerator(seed: 3)
    var bins = [Int](repeating: 0, count: 20)
    for _ in 0..<200_000 { bins[Int(generator.uniform() * 20)] += 1 }
    // χ² with 19 degrees of freedom exceeds 43.8 once in a thousand times.
    #expect(chiSquare(bins, expected: bins.map { _ in 10_000 }) < 43.8)
  }

  @Test func permutationsAreEquallyLikely() {
    var generator = SeededGenerator(seed: 5)
    var counts: [[Int]: Int] = [:]
    for _ in 0..<24_000 { counts[generator.permutation(of: 4), default: 0] += 1 }
    #expect(counts.count == 24)
    // χ² with 23 degrees of freedom exceeds 49.7 once in a thousand times.
    #expect(chiSquare(Array(counts.values), expected: counts.map { _ in 1_000 }) < 49.7)
  }
}

/// Pearson's χ²: `Σ (observed − expected)² / expected`.
func chiSquare(_ observed: [Int], expected: [Double]) -> Double {
  zip(observed, expected).reduce(0) { sum, pair in
    sum + (Double(pair.0) - pair.1) * (Double(pair.0) - pair.1) / pair.1
  }
}
