import SentimentClassification
import SentimentTextProcessing
import SentimentWordEmbeddings
import Testing

@testable import SentimentTransferLearning

/// Sums of models, against sums of their scores.
struct LinearModelTests {
  private func features() throws -> TextFeatures {
    var texts = TopicTexts(seed: 12)
    let encoded = try EncodedTexts(
      texts.labelled(40).map(\.text), embeddings: texts.embeddings)
    var index = NGramIndex(wordCount: texts.embeddings.vectors.vocabularySize)
    try index.addPairs(of: encoded, minimumTexts: 1, threads: 1)
    return try TextFeatures(
      encoded,
      encoder: SentenceEncoder(
        texts.embeddings.vectors,
        weights: FrequencyWeights(uniformFor: index.wordCount)), index: index, threads: 1)
  }

  private func scorer(_ outputs: Int, terms: Int, seed: UInt64) -> LinearModel {
    var generator = SeededGenerator(seed: seed)
    func numbers(_ count: Int) -> [Double] {
      (0..<count).map { _ in Double(generator.uniform()) - 0.5 }
    }
    return LinearModel(
      direction: numbers(8 * outputs), bias: numbers(outputs),
      termWeights: numbers(terms * outputs).map(Float.init))
  }

  /// Against sums over each text's terms, of a model of all terms and of one of pairs alone.
  @Test(arguments: [1, 3], [false, true])
  func scoresAreSums(outputs: Int, hasPairsAlone: Bool) throws {
    let features = try features()
    var scorer = scorer(outputs, terms: 130, seed: 3)
    if hasPairsAlone {
      for place in 0..<features.wordCount * outputs { scorer.termWeights[place] = 0 }
    }
    let scores = scorer.scores(of: features, 5..<40)
    for text in 5..<40 {
      for output in 0..<outputs {
        var expected = scorer.bias[output]
        for (column, number) in features.mean(text).enumerated() {
          expected += Double(number) * scorer.direction[column * outputs + output]
        }
        let terms = features.terms(of: text).map { Int($0) * outputs + output }
        let weights = terms.filter { $0 < 130 * outputs }.map { scorer.termWeights[$0] }
        expected += Double(weights.reduce(0, +) * features.normalizers[text])
        #expect(abs(scores[(text - 5) * outputs + output] - expected) < 1e-5)
      }
    }
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
