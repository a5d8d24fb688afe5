import SentimentClassification
import SentimentTextProcessing
import SentimentWordEmbeddings
import Testing

@testable import SentimentTransferLearning

@Suite struct DocumentMetricTests {
  private static func vectors(words: Int, dimension: Int, seed: UInt64) -> WordVectors {
    var generator = SeededGenerator(seed: seed)
    let rows = (0..<words).map { _ in (0..<dimension).map { _ in generator.uniform() - 0.5 } }
    return WordVectors(
      vocabulary: Vocabulary(
        words: (0..<words).map { "w\($0)" }, counts: [Int](repeating: 1, count: words))!,
      input: EmbeddingMatrix(rows: rows))
  }

  /// The covariances of the documentation, piece by piece.
  @Test func momentsAreThoseOfTheDefinition() {
    let dimension = 3
    var generator = SeededGenerator(seed: 6)
    let documents = (0..<9).map { number in
      (0..<2 + number % 4).map { _ in (0..<dimension).map { _ in generator.uniform() } }
    }
    var first = DocumentMoments(dimension: dimension)
    var second = DocumentMoments(dimension: dimension)
    for (number, document) in documents.enumerated() {
      if number < 4 {
        first.add(pieces: document.flatMap { $0 })
      } else {
        second.add(pieces: document.flatMap { $0 })
      }
    }
    first.finishBlock()
    second.finishBlock()
    first.add(second)

    func mean(_ pieces: [[Float]], _ column: Int) -> Double {
      pieces.reduce(0) { $0 + Double($1[column]) } / Double(pieces.count)
    }
    let halves = documents.map { document in
      [0, 1].map { parity in
        document.enumerated().filter { $0.offset % 2 == parity }.map(\.element)
      }
    }
    let freedom = Double(documents.reduce(0) { $0 + $1.count - 1 })
    for row in 0..<dimension {
      for column in 0..<dimension {
        let within = documents.reduce(0.0) { sum, document in
          sum
            + document.reduce(0.0) {
              $0 + (Double($1[row]) - mean(document, row))
                * (Double($1[column]) - mean(document, column))
            }
        }
        #expect(abs(first.within[row * dimension + column] - within / freedom) < 1e-6)
        func covariance(_ left: Int, _ right: Int) -> Double {
          let even = halves.map { mean($0[0], left) }
          let odd = halves.map { mean($0[1], right) }
          let count = Double(halves.count)
          let means = (even.reduce(0, +) / count, odd.reduce(0, +) / count)
          return zip(even, odd).reduce(0) { $0 + ($1.0 - means.0) * ($1.1 - means.1) } / (count - 1)
        }
        let between = (covariance(row, column) + covariance(column, row)) / 2
        #expect(abs(first.between[row * dimension + column] - between) < 1e-6)
      }
    }
  }

  /// In features of power 0 the regularised covariance within documents is the identity, and the one
  /// between them is diagonal.
  @Test func featuresAreUncorrelated() throws {
    let dimension = 4
    let encoder = SentenceEncoder(
      Self.vectors(words: 30, dimension: dimension, seed: 2),
      weights: FrequencyWeights(uniformFor: 30))
    var texts = EncodedTexts()
    var generator = SeededGenerator(seed: 9)
    for _ in 0..<60 {
      let topic = generator.below(3) * 10
      texts.append(
        (0..<40).map { _ in
          generator.below(2) == 0 ? topic + generator.below(10) : generator.below(30)
        })
    }
    let metric = try #require(try DocumentMetric(of: texts, [0..<60], encoder: encoder, threads: 2))
    let single = try #require(try DocumentMetric(of: texts, [0..<60], encoder: encoder, threads: 1))
    #expect(metric.within == single.within && metric.between == single.between)
    let map = metric.map(power: 0)
    func seen(_ covariance: [Double]) -> [Double] {
      MatrixProduct.product(
        map, transposed: true,
        MatrixProduct.product(covariance, map, rows: dimension, inner: dimension), rows: dimension,
        inner: dimension)
    }
    var regularized = metric.within
    let trace = (0..<dimension).reduce(0) { $0 + regularized[$1 * (dimension + 1)] }
    for row in 0..<dimension { regularized[row * (dimension + 1)] += 0.1 * trace / 4 }
    let (within, between) = (seen(regularized), seen(metric.between))
    for row in 0..<dimension {
      for column in 0..<dimension {
        #expect(abs(within[row * dimension + column] - (row == column ? 1 : 0)) < 1e-8)
        if row != column { #expect(abs(between[row * dimension + column]) < 1e-8) }
      }
    }
    // The discriminant: (S + ρ tr(S)/d I) u = δ.
    let difference = [0.3, -1, 0.5, 2]
    let discriminant = metric.directions(difference, power: 0)
    let image = MatrixProduct.product(regularized, discriminant, rows: dimension, inner: dimension)
    for (number, truth) in zip(image, difference) { #expect(abs(number - truth) < 1e-8) }
    let few = EncodedTexts()
    #expect(try DocumentMetric(of: few, [], encoder: encoder, threads: 1) == nil)
  }
}
