import SentimentClassification
import SentimentTextProcessing
import SentimentWordEmbeddings
import Testing

@Suite struct SentenceEncoderTests {
  private static let vectors = WordVectors(
    vocabulary: Vocabulary(words: ["a", "b", "c"], counts: [90, 9, 1])!,
    input: EmbeddingMatrix(rows: [[1, 2, 3], [-1, 0, 5], [0.5, 4, -8]]))

  @Test func aSentenceIsTheMeanOfItsWords() {
    let encoder = SentenceEncoder(Self.vectors)
    #expect(encoder.encode([0, 1]) == [0, 1, 4])
    #expect(encoder.encode([1, 0]) == [0, 1, 4])
    #expect(encoder.encode([2, 2]) == [0.5, 4, -8])
    #expect(encoder.encode([]) == [0, 0, 0])
  }

  @Test func rareWordsCountMoreByTheirWeights() {
    let weights = FrequencyWeights(counts: Self.vectors.vocabulary.counts)
    let encoder = SentenceEncoder(Self.vectors, weights: weights)
    #expect(weights.values[0] < weights.values[1] && weights.values[1] < weights.values[2])
    var means = [Float](repeating: 7, count: 9)
    encoder.encodeWeighted([0, 2], into: &means, at: 3)
    let (first, second) = (weights.values[0], weights.values[2])
    for (column, (a, c)) in zip([1, 2, 3] as [Float], [0.5, 4, -8] as [Float]).enumerated() {
      let expected = (first * a + second * c) / (first + second)
      #expect(abs(means[3 + column] - expected) < 1e-5)
    }
    #expect(means[0..<3] == [7, 7, 7] && means[6...] == [7, 7, 7])
    encoder.encodeWeighted([], into: &means, at: 3)
    #expect(means[3..<6] == [0, 0, 0])
  }
}
