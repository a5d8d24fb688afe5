import SentimentTextProcessing
import SentimentWordEmbeddings
import Testing

@Suite struct WordVectorsQueryTests {
  private static let count = 9_000
  private static let dimension = 11

  /// Random vectors; more than one thread's share of rows.
  private let vectors: WordVectors
  private let rows: [[Float]]

  init() {
    var generator = SeededGenerator(seed: 8)
    rows = (0..<Self.count).map { _ in
      (0..<Self.dimension).map { _ in generator.uniform() - 0.5 }
    }
    vectors = WordVectors(
      vocabulary: Vocabulary(
        words: (0..<Self.count).map { "w\($0)" },
        counts: [Int](repeating: 1, count: Self.count))!,
      input: EmbeddingMatrix(rows: rows))
  }

  private func cosine(_ a: [Float], _ b: [Float]) -> Double {
    func product(_ a: [Float], _ b: [Float]) -> Double {
      zip(a, b).reduce(0) { $0 + Double($1.0) * Double($1.1) }
    }
    return product(a, b) / (product(a, a) * product(b, b)).squareRoot()
  }

  /// The nearest rows by definition.
  private func nearest(_ target: [Float], but excluded: Set<Int>, _ count: Int) -> [Int] {
    let cosines = rows.map { cosine(target, $0) }
    return Array(
      rows.indices.filter { !excluded.contains($0) }.sorted { cosines[$0] > cosines[$1] }
        .prefix(count))
  }

  @Test func neighborsAgreeWithBruteForce() throws {
    let words = [0, 17, 4095, 4096, 8999]
    let all = try vectors.neighbors(for: words.map { "w\($0)" }, maximumCount: 12)
    for (word, found) in zip(words, all) {
      let expected = nearest(rows[word], but: [word], 12)
      #expect(found.map(\.word) == expected.map { "w\($0)" })
      for (neighbor, row) in zip(found, expected) {
        #expect(abs(neighbor.distance - (1 - cosine(rows[word], rows[row]))) < 1e-5)
      }
      // One at a time it is another product, of the same numbers.
      let alone = try vectors.neighbors(for: "w\(word)", maximumCount: 12)
      #expect(alone.map(\.word) == found.map(\.word))
    }
    let toAVector = try vectors.neighbors(for: rows[17].map { 3 * $0 }, maximumCount: 2)
    #expect(toAVector[0].word == "w17")
    #expect(abs(toAVector[0].distance) < 1e-6)
  }

  @Test func analogiesAgreeWithBruteForce() throws {
    let (a, b, c) = (5, 600, 7000)
    func unit(_ row: Int) -> [Float] {
      let length = rows[row].reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
      return rows[row].map { Float(Double($0) / length) }
    }
    let target = (0..<Self.dimension).map { unit(b)[$0] + unit(c)[$0] - unit(a)[$0] }
    let found = try vectors.analogy("w\(a)", "w\(b)", "w\(c)", maximumCount: 5)
    #expect(found.map(\.word) == nearest(target, but: [a, b, c], 5).map { "w\($0)" })
    #expect(try vectors.analogy("w1", "w2", "unknown", maximumCount: 5).isEmpty)
  }

  @Test func distancesAreThoseOfTheCosine() throws {
    let distance = try #require(vectors.distance(between: "w1", and: "w2"))
    #expect(abs(distance - (1 - cosine(rows[1], rows[2]))) < 1e-12)
    #expect(vectors.distance(between: "w1", and: "unknown") == nil)
    #expect(vectors.contains("w1") && !vectors.contains("unknown"))
    #expect(vectors.vocabularySize == Self.count)
    #expect(vectors.dimension == Self.dimension)
  }

  @Test func extremesAreAnswered() throws {
    let vectors = WordVectors(
      vocabulary: Vocabulary(words: ["zero", "tiny", "huge", "one"], counts: [1, 1, 1, 1])!,
      input: EmbeddingMatrix(rows: [[0, 0], [1e-45, 0], [3e38, 3e38], [0, 1]]))
    #expect(try vectors.neighbors(for: "zero", maximumCount: 3).isEmpty)
    #expect(vectors.distance(between: "zero", and: "one") == 1)
    #expect(vectors.distance(between: "huge", and: "huge").map { abs($0) < 1e-9 } == true)
    for word in ["tiny", "huge", "one"] {
      let found = try vectors.neighbors(for: word, maximumCount: 10)
      #expect(found.allSatisfy { $0.distance.isFinite && $0.word != word })
    }
    #expect(try vectors.neighbors(for: "one", maximumCount: 0).isEmpty)
    #expect(try vectors.neighbors(for: "unknown", maximumCount: 3).isEmpty)
  }

  @Test func equalNeighborsStandInTheVocabularysOrder() throws {
    let vectors = WordVectors(
      vocabulary: Vocabulary(words: ["a", "b", "c", "d", "e"], counts: [1, 1, 1, 1, 1])!,
      input: EmbeddingMatrix(rows: [[1, 0], [1, 0], [0, 1], [1, 0], [1, 0]]))
    let found = try vectors.neighbors(for: "a", maximumCount: 3).map(\.word)
    #expect(found == ["b", "d", "e"])
    #expect(try vectors.neighbors(for: "d", maximumCount: 2).map(\.word) == ["a", "b"])
  }

  @Test func nearSpellingsAreFound() {
    let vectors = WordVectors(
      vocabulary: Vocabulary(
        words: ["great", "Greta", "grate", "film", "treat"], counts: [1, 1, 1, 1, 1])!,
      input: EmbeddingMatrix(rows: [[1], [1], [1], [1], [1]]))
    #expect(vectors.spellings(near: "GREAT", maximumCount: 1) == ["great"])
    #expect(vectors.spellings(near: "grea", maximumCount: 9) == ["great", "Greta"])
    #expect(vectors.spellings(near: "xyzzy", maximumCount: 9).isEmpty)
  }
}
