import SentimentWordEmbeddings
import Testing

@testable import SentimentClassification

@Suite struct PrincipalComponentsTests {
  /// Points spread by 3 along (0.6, 0.8, 0), by 1 along (−0.8, 0.6, 0), and not at all across.
  @Test func findsTheDirectionsOfLargestVariance() {
    var generator = SeededGenerator(seed: 4)
    let points = (0..<5000).map { _ -> [Float] in
      let (a, b) = (3 * (generator.uniform() - 0.5), generator.uniform() - 0.5)
      return [7 + 0.6 * a - 0.8 * b, 0.8 * a + 0.6 * b, 2]
    }
    let components = PrincipalComponents(of: points, count: 2)
    for (found, expected) in zip(components.directions[0], [0.6, 0.8, 0] as [Float]) {
      #expect(abs(found - expected) < 0.02)
    }
    #expect(abs(components.shares[0] - 0.9) < 0.01)
    #expect(abs(components.shares[1] - 0.1) < 0.01)
    #expect(components.project([7, 0, 2]).allSatisfy { abs($0) < 0.05 })
  }
}
