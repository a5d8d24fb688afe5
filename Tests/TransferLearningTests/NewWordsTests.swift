import Foundation
import SentimentClassification
import SentimentTextProcessing
import SentimentWordEmbeddings
import Testing

@testable import SentimentTransferLearning

/// Vectors of new words, held to sums over all places and to normal equations of two unknowns.
struct NewWordsTests {
  private static let window = 15
  private static let ridge = 0.1

  /// Forty documents of random words, of which three aren't among the old ones.
  private let documents: [[String]]
  private let old: WordVectors

  init() {
    var generator = SeededGenerator(seed: 5)
    let words = (0..<14).map { "old\($0)" }
    let all = words + ["new1", "new2", "new3"]
    documents = (0..<40).map { _ in
      (0..<Int.random(in: 1...50, using: &generator)).map { _ in
        all[min(Int.random(in: 0..<20, using: &generator), all.count - 1)]
      }
    }
    old = WordVectors(
      vocabulary: Vocabulary(words: words, counts: (0..<14).map { 100 - 7 * $0 })!,
      input: EmbeddingMatrix(
        rows: words.map { _ in (0..<2).map { _ in Float.random(in: -1...1, using: &generator) } }))
  }

  /// The mean of a word's neighbours over all its places, weighted.
  private func context(of word: String, _ weights: [Float]) -> [Double] {
    var sum = [0.0, 0.0]
    var total = 0.0
    for document in documents {
      for place in document.indices where document[place] == word {
        for other in document.indices where other != place && abs(other - place) <= Self.window {
          guard let id = old.vocabulary.id(of: document[other]) else { continue }
          for column in 0..<2 { sum[column] += Double(weights[id] * old.input[id][column]) }
          total += Double(weights[id])
        }
      }
    }
    return sum.map { $0 / total }
  }

  @Test func vectorsAreLeastSquaresOfTheirNeighbours() throws {
    let text = documents.map { $0.joined(separator: " ") }.joined(separator: "\n")
    let (vocabulary, corpus) = try TokenizedCorpus(
      reading: [.memory(name: "documents", text: Array(text.utf8))], options: ReadingOptions(),
      tokenizer: .whitespace, threads: 1
    ).encoded(minimumCount: 1, stopWords: try StopWords(words: []), extending: old.vocabulary)
    let all = documents.joined()
    let counts = (0..<vocabulary.count).map { id in all.count { $0 == vocabulary.word(id) } }
    let made = try #require(
      try NewWords(
        extending: old, vocabulary: vocabulary, corpus: corpus, counts: counts, minimumCount: 1))
    #expect(made.newCount == 3)

    let weights = FrequencyWeights(counts: old.vocabulary.counts).values
    // G = Σ α uᵀu + ρ I and H = Σ α uᵀv over the old words; A = G⁻¹ H.
    var (g, h) = ([[0.0, 0], [0, 0]], [[0.0, 0], [0, 0]])
    for id in 0..<old.vocabularySize {
      let u = context(of: old.vocabulary.word(id), weights)
      let count = all.count { $0 == old.vocabulary.word(id) }
      let importance = Double(weights[id]) * log1p(Double(count))
      for row in 0..<2 {
        for column in 0..<2 {
          g[row][column] += importance * u[row] * u[column]
          h[row][column] += importance * u[row] * Double(old.input[id][column])
        }
      }
    }
    let held = Self.ridge * (g[0][0] + g[1][1]) / 2
    g[0][0] += held
    g[1][1] += held
    let determinant = g[0][0] * g[1][1] - g[0][1] * g[1][0]
    let inverse = [
      [g[1][1] / determinant, -g[0][1] / determinant],
      [-g[1][0] / determinant, g[0][0] / determinant],
    ]
    for word in ["new1", "new2", "new3"] {
      let u = context(of: word, weights)
      let through = (0..<2).map { u[0] * inverse[0][$0] + u[1] * inverse[1][$0] }
      let vector = try #require(made.vectors.vector(for: word))
      for column in 0..<2 {
        let expected = through[0] * h[0][column] + through[1] * h[1][column]
        #expect(abs(Double(vector[column]) - expected) < 1e-4 * max(1, abs(expected)))
      }
    }
    for id in 0..<old.vocabularySize {
      #expect(made.vectors.vector(for: old.vocabulary.word(id)) == Array(old.input[id]))
    }
  }

  @Test func nothingIsMadeWhereNothingIsNew() throws {
    let text = Array("old1 old2 old3".utf8)
    let (vocabulary, corpus) = try TokenizedCorpus(
      reading: [.memory(name: "documents", text: text)], options: ReadingOptions(),
      tokenizer: .whitespace, threads: 1
    ).encoded(minimumCount: 1, stopWords: try StopWords(words: []), extending: old.vocabulary)
    let counts = [Int](repeating: 1, count: vocabulary.count)
    let made = try NewWords(
      extending: old, vocabulary: vocabulary, corpus: corpus, counts: counts, minimumCount: 1)
    #expect(made == nil)
  }
}
