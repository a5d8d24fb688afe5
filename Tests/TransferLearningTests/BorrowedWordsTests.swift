import SentimentTextProcessing
import SentimentWordEmbeddings
import Testing

@testable import SentimentTransferLearning

/// Words of other vectors, of which these are a rotated copy.
struct BorrowedWordsTests {
  private let other: WordVectors
  private let own: WordVectors

  /// - Note: `own` has the first forty of sixty words, turned by a quarter and stretched.
  init() {
    var generator = SeededGenerator(seed: 3)
    let words = (0..<60).map { "word\($0)" }
    let rows = words.map { _ in (0..<3).map { _ in Float.random(in: -1...1, using: &generator) } }
    other = WordVectors(
      vocabulary: Vocabulary(words: words, counts: (0..<60).map { 1_000 - 10 * $0 })!,
      input: EmbeddingMatrix(rows: rows))
    own = WordVectors(
      vocabulary: Vocabulary(
        words: Array(words.prefix(40)), counts: (0..<40).map { 100 - $0 })!,
      input: EmbeddingMatrix(rows: rows.prefix(40).map(Self.turned)))
  }

  private static func turned(_ row: [Float]) -> [Float] { [-2 * row[1], 2 * row[0]] }

  @Test func wordsLieWhereTheSharedOnesTell() throws {
    let vectors = try #require(BorrowedWords(adding: other, to: own)).vectors
    #expect(vectors.vocabularySize == 60 && vectors.dimension == 2)
    for word in 0..<40 {
      #expect(vectors.vector(for: "word\(word)") == own.vector(for: "word\(word)"))
    }
    for word in 40..<60 {
      let name = "word\(word)"
      let made = try #require(vectors.vector(for: name))
      let right = Self.turned(try #require(other.vector(for: name)))
      let (dot, lengths) = (
        zip(made, right).reduce(0) { $0 + $1.0 * $1.1 },
        made.reduce(0) { $0 + $1 * $1 } * right.reduce(0) { $0 + $1 * $1 }
      )
      #expect(dot > 0.98 * lengths.squareRoot())
    }
  }

  @Test func nothingIsBorrowedWithoutASharedWord() {
    let foreign = WordVectors(
      vocabulary: Vocabulary(words: ["fremd"], counts: [1])!,
      input: EmbeddingMatrix(rows: [[1, 2]]))
    #expect(BorrowedWords(adding: other, to: foreign) == nil)
    #expect(BorrowedWords(adding: own, to: other) == nil)
  }
}
