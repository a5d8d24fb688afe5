import SentimentWordEmbeddings
import Testing

@testable import SentimentClassification

@Suite struct NGramClassifierTests {
  private static let weights: [[Float]] = [
    [1, 0.5, 2], [0.5, -1, 0.25], [0.25, 3, -1], [0.125, 0, 0],
  ]
  private static let pairWeights: [[Float]] = [[0.75], [-2]]

  private static let classifier: NGramClassifier = {
    var pairs = BigramIndex()
    _ = pairs.insert(BigramIndex.key(0, 1))
    _ = pairs.insert(BigramIndex.key(2, 2))
    return NGramClassifier(
      words: EmbeddingMatrix(rows: weights), pairs: pairs,
      pairWeights: EmbeddingMatrix(rows: pairWeights), direction: [1, 1], bias: [0.1])
  }()

  /// The formula of the type's documentation, word by word.
  private func reference(_ words: [Int]) -> Double {
    let weight = words.reduce(0.0) { $0 + Double(Self.weights[$1][0]) }
    let mean = words.reduce(0.0) { $0 + Double(Self.weights[$1][1]) } / weight
    var sum = Set(words).reduce(0.0) { $0 + Double(Self.weights[$1][2]) }
    let pairs = Set(zip(words, words.dropFirst()).map { [$0, $1] })
    if pairs.contains([0, 1]) { sum += 0.75 }
    if pairs.contains([2, 2]) { sum -= 2 }
    return 0.1 + mean + sum / Double(Set(words).count + 1).squareRoot()
  }

  @Test(arguments: [[0], [0, 1], [1, 0], [0, 1, 0, 1], [2, 2, 2, 3], [3, 0, 1, 2, 2]])
  func scoresFollowTheFormula(words: [Int]) {
    let scorer = NGramScorer(Self.classifier)
    for _ in 0..<2 { #expect(abs(scorer.logits(words)[0] - reference(words)) < 1e-5) }
  }

  @Test func aWordIsLeftOutWhereverItStands() {
    let logits = NGramScorer(Self.classifier).logits([0, 2, 1, 2], leavingOut: [2, 0])
    #expect(logits.map { $0[0] } == [0, 0, 0])
    for (place, words) in [[0, 2, 1, 2], [0, 1], [2, 1, 2]].enumerated() {
      #expect(abs(logits[place][1] - reference(words)) < 1e-5)
    }
  }

  /// The old labels are the first and the last of three; the new one between has its bias alone.
  @Test(arguments: [[0], [0, 1, 0, 1], [2, 2, 2, 3]])
  func aFurtherLabelLeavesTheOthersOdds(words: [Int]) {
    let mapped = Self.classifier.mapping([0, 2], biases: [0, -1.5, 0])
    let logits = NGramScorer(mapped).logits(words)
    #expect(abs(logits[2] - logits[0] - reference(words)) < 1e-5)
    #expect(abs(logits[1] + 1.5) < 1e-6)
    // Once more, from three to four.
    let again = NGramScorer(mapped.mapping([0, 1, 3], biases: [0, 0, 0.5, 0])).logits(words)
    #expect(again == [logits[0], logits[1], 0.5, logits[2]])
  }

  /// Each output stays what it was, to the bit.
  @Test(arguments: [[0], [0, 1, 0, 1], [2, 2, 2, 3]])
  func joinedModelsAnswerAsEachDoes(words: [Int]) {
    let mapped = Self.classifier.mapping([0, 2], biases: [0, -1.5, 0])
    var pairs = BigramIndex()
    _ = pairs.insert(BigramIndex.key(1, 0))
    _ = pairs.insert(BigramIndex.key(0, 1))
    let other = NGramClassifier(
      words: EmbeddingMatrix(rows: Self.weights), pairs: pairs,
      pairWeights: EmbeddingMatrix(rows: [[0.5], [-1.25]]), direction: [2, -1], bias: [-3])
    let parts = [Self.classifier, mapped, other]
    let joined = NGramClassifier(joining: parts)
    #expect(joined.outputCount == 5 && joined.pairs.count == 3)
    #expect(
      NGramScorer(joined, activation: .sigmoid).logits(words)
        == parts.flatMap { NGramScorer($0).logits(words) })
    #expect(
      NGramScorer(joined, activation: .sigmoid).probabilities(words)
        == NGramScorer(joined).logits(words).map(LogisticRegression.sigmoid))
  }

  /// A model of the mean vector `Σ a v / Σ a` is added to each text's logits.
  @Test(arguments: [[0], [0, 1, 0, 1], [2, 2, 2, 3]])
  func modelsOfTheMeanVectorAdd(words: [Int]) {
    let vectors: [[Float]] = [[1, 2], [0, -1], [3, 0.5], [-2, 1]]
    let (direction, bias): ([Float], Float) = ([0.5, -0.25], 0.75)
    let sum = Self.classifier.adding(
      direction, bias: [bias], vectors: EmbeddingMatrix(rows: vectors))
    let weight = words.reduce(Float(0)) { $0 + Self.weights[$1][0] }
    let added = words.reduce(bias) { result, id in
      result + Self.weights[id][0] / weight
        * (vectors[id][0] * direction[0] + vectors[id][1] * direction[1])
    }
    #expect(abs(NGramScorer(sum).logits(words)[0] - reference(words) - Double(added)) < 1e-5)
    #expect(sum.direction == [1.5, 0.75])
  }

  @Test func pairsAreFoundAgain() {
    var generator = SeededGenerator(seed: 5)
    var table = BigramIndex()
    var numbers: [UInt64: Int] = [:]
    for _ in 0..<5_000 {
      let key = BigramIndex.key(generator.below(60), generator.below(60))
      let number = table.insert(key)
      #expect(number == numbers[key] ?? numbers.count)
      numbers[key] = number
    }
    #expect(table.count == numbers.count)
    for first in 0..<60 {
      for second in 0..<60 {
        let key = BigramIndex.key(first, second)
        #expect(table.find(key) == numbers[key])
      }
    }
  }

  @Test func frequentWordsCountLess() {
    let counted = FrequencyWeights(counts: [98, 1, 1]).values
    #expect(abs(counted[0] - 0.001 / 0.981) < 1e-6)
    #expect(abs(counted[1] - 0.001 / 0.011) < 1e-6)
    // Zipf's law: shares 6/11, 3/11 and 2/11.
    let ranked = FrequencyWeights(counts: [0, 0, 0]).values
    #expect(abs(ranked[1] - Float(0.001 / (0.001 + 3.0 / 11))) < 1e-6)
  }
}
