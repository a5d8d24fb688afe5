import SentimentTextProcessing
import SentimentWordEmbeddings
import Testing

@Suite struct VectorMovementTests {
  private static func vectors(_ rows: [(word: String, vector: [Float])]) -> WordVectors {
    WordVectors(
      vocabulary: Vocabulary(words: rows.map(\.word), counts: rows.map { _ in 1 })!,
      input: EmbeddingMatrix(rows: rows.map(\.vector)))
  }

  /// Words in a circle, so that the neighbours of each are those beside it.
  private static let circle = (0..<40).map { number in
    let angle = Double(number) * 2 * .pi / 40
    return (word: "w\(number)", vector: [Float(cosine(angle)), Float(cosine(angle - .pi / 2))])
  }

  /// By its series, which for angles below 2π is exact to many more digits than a `Float` has.
  private static func cosine(_ angle: Double) -> Double {
    var (sum, term) = (0.0, 1.0)
    for step in 0..<30 {
      sum += term
      term *= -angle * angle / Double((2 * step + 1) * (2 * step + 2))
    }
    return sum
  }

  @Test func whatStaysHasNotMoved() throws {
    let movement = try #require(
      VectorMovement(from: Self.vectors(Self.circle), to: Self.vectors(Self.circle)))
    #expect(movement.sharedWordCount == 40 && movement.newWordCount == 0)
    #expect(movement.meanShift == 0 && movement.maximumShift == 0)
    #expect(movement.neighbourOverlap == 1 && movement.neighbourOverlapWithNewWords == 1)
  }

  /// A quarter turn moves every word by `1 − cos 90° = 1`, and leaves each beside the same others.
  @Test func aTurnMovesWordsAndKeepsNeighbours() throws {
    let turned = Self.circle.map { (word: $0.word, vector: [-$0.vector[1], $0.vector[0]]) }
    let movement = try #require(
      VectorMovement(from: Self.vectors(Self.circle), to: Self.vectors(turned.reversed())))
    #expect(abs(movement.meanShift - 1) < 1e-6 && abs(movement.maximumShift - 1) < 1e-6)
    #expect(movement.neighbourOverlap == 1)
  }

  /// Ten new words on top of each of four old ones push all others out of their neighbourhoods.
  @Test func newWordsCountAsNeighboursInOneFigureOnly() throws {
    let new = (0..<4).flatMap { old in
      (0..<10).map { (word: "new\(old).\($0)", vector: Self.circle[old * 10].vector) }
    }
    let movement = try #require(
      VectorMovement(from: Self.vectors(Self.circle), to: Self.vectors(Self.circle + new)))
    #expect(movement.sharedWordCount == 40 && movement.newWordCount == 40)
    #expect(movement.neighbourOverlap == 1)
    #expect(movement.neighbourOverlapWithNewWords < 0.7)
    #expect(movement.meanShift == 0)
  }

  @Test func vectorsThatAreNotFiniteAreRefused() {
    var broken = Self.circle
    broken[3].vector[0] = .nan
    #expect(VectorMovement(from: Self.vectors(Self.circle), to: Self.vectors(broken)) == nil)
  }
}
