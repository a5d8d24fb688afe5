import SentimentWordEmbeddings
import Testing

/// The fast search against the cosine of every row, computed one by one.
@Suite struct NearestRowsTests {
  private static let dimension = 7

  private static func random(_ rows: Int, seed: UInt64) -> [[Float]] {
    var generator = SeededGenerator(seed: seed)
    return (0..<rows).map { _ in (0..<dimension).map { _ in generator.uniform() - 0.5 } }
  }

  private static func cosine(_ a: [Float], _ b: [Float]) -> Double {
    let product = zip(a, b).reduce(0) { $0 + Double($1.0) * Double($1.1) }
    let squares =
      (a + []).reduce(0) { $0 + Double($1) * Double($1) }
      * b.reduce(0) { $0 + Double($1) * Double($1) }
    return squares > 0 ? product / squares.squareRoot() : 0
  }

  /// One target takes another path than several, and more rows than one thread works on at a time.
  @Test(arguments: [1, 3, 40], [50, 9_000])
  func theSearchFindsWhatEveryCosineSays(targetCount: Int, rowCount: Int) throws {
    var rows = Self.random(rowCount, seed: 1)
    rows[4] = [Float](repeating: 0, count: Self.dimension)
    let targets = Self.random(targetCount, seed: 2)
    let excluded = targets.indices.map { [$0, $0 + 5] }
    let nearest = try #require(NearestRows(EmbeddingMatrix(rows: rows)))
    let found = nearest.search(targets, maximumCount: 6, excluding: excluded)
    for (index, target) in targets.enumerated() {
      let cosines = rows.map { Self.cosine($0, target) }
      let expected = rows.indices.filter { !excluded[index].contains($0) }
        .sorted { cosines[$0] > cosines[$1] }.prefix(6)
      #expect(found[index].map(\.row) == Array(expected))
      for match in found[index] {
        #expect(abs(Double(match.cosine) - cosines[match.row]) < 1e-5)
      }
    }
  }

  @Test func ofEqualsTheFirstStandsFirst() throws {
    let nearest = try #require(
      NearestRows(EmbeddingMatrix(rows: [[1, 1], [2, 2], [0, 1], [3, 3]])))
    let found = nearest.search([[1, 1]], maximumCount: 3, excluding: [[]])[0]
    #expect(found.map(\.row) == [0, 1, 3])
    #expect(nearest.search([[1, 1]], maximumCount: 0, excluding: [[]]) == [[]])
  }

  @Test func rowsThatAreNotFiniteAreRefused() {
    #expect(NearestRows(EmbeddingMatrix(rows: [[1, 1], [.nan, 1]])) == nil)
    #expect(NearestRows(EmbeddingMatrix(rows: [[1, 1], [1, .infinity]])) == nil)
  }
}
