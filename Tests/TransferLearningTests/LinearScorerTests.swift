import Classification
import Testing
import TextProcessing
import WordEmbeddings

@testable import TransferLearning

/// Sums of models, against sums of their scores.
struct LinearScorerTests {
  private func features() throws -> TextFeatures {
    var texts = TopicTexts(seed: 12)
    let encoded = try EncodedTexts(
      texts.labelled(40).map(\.text), embeddings: texts.embeddings)
    var index = TermIndex(wordCount: texts.embeddings.vectors.vocabularySize)
    index.addPairs(of: encoded, minimumTexts: 1, threads: 1)
    return TextFeatures(
      encoded,
      encoder: WeightedEncoder(
        vectors: texts.embeddings.vectors,
        weights: FrequencyWeights(uniformFor: index.wordCount)), index: index, threads: 1)
  }

  private func scorer(_ outputs: Int, terms: Int, seed: UInt64) -> LinearScorer {
    var generator = SeededGenerator(seed: seed)
    func numbers(_ count: Int) -> [Double] {
      (0..<count).map { _ in Double(generator.uniform()) - 0.5 }
    }
    return LinearScorer(
      direction: numbers(8 * outputs), bias: numbers(outputs),
      termWeights: numbers(terms * outputs).map(Float.init))
  }

  @Test(arguments: [1, 3])
  func mixedScoresAreProducts(outputs: Int) throws {
    let features = try features()
    // The other model weighs terms that the first doesn't know of.
    let (first, other) = (
      scorer(outputs, terms: 20, seed: 1), scorer(outputs, terms: 130, seed: 2)
    )
    let mix = (0..<outputs * outputs).map { Double($0 + 1) / 4 }
    var sum = first
    sum.add(other, mixedBy: mix)
    let (own, others) = (first.scores(of: features), other.scores(of: features))
    for (place, score) in sum.scores(of: features).enumerated() {
      let (row, output) = (place / outputs, place % outputs)
      let expected = (0..<outputs).reduce(own[place]) {
        $0 + others[row * outputs + $1] * mix[$1 * outputs + output]
      }
      #expect(abs(score - expected) < 1e-4)
    }
  }
}
