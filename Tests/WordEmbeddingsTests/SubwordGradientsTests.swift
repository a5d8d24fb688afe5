import SentimentTextProcessing
import Testing

@testable import SentimentWordEmbeddings

/// What words are composed of, and how their changes are handed on, against the formulas word by
/// word.
@Suite struct SubwordGradientsTests {
  private let vocabulary: Vocabulary
  private let plan: TrainingPlan
  private let ngrams: VocabularyNGrams
  private static let dimension = 19
  private static let lengths = SubwordLengths(minimum: 2, maximum: 4)!

  init() throws {
    let endings = ["", "s", "ed", "ing", "er", "ers"]
    let stems = ["play", "stay", "act", "direct", "end"]
    var text = "alone\n"
    for (index, stem) in stems.enumerated() {
      for ending in endings {
        text += String(repeating: stem + ending + " ", count: 1 + index * index) + "\n"
      }
    }
    let corpus: EncodedCorpus
    (vocabulary, corpus) = try TokenizedCorpus(
      reading: [.memory(name: "forms", text: Array(text.utf8))], tokenizer: .whitespace
    ).encoded(minimumCount: 1, stopWords: .none)
    var configuration = SkipGramConfiguration()
    configuration.dimension = Self.dimension
    configuration.subsamplingThreshold = 0
    configuration.learningRate = 0.1
    plan = TrainingPlan(corpus, vocabulary: vocabulary, configuration: configuration)
    ngrams = VocabularyNGrams(vocabulary, lengths: Self.lengths)
  }

  @Test(arguments: [1, 2, 3])
  func changesAreHandedOnByTheFormula(threads: Int) throws {
    let count = vocabulary.count
    let matrix = SkipGramTrainer.initialMatrix(count, Self.dimension, using: plan.generator)
    let subwords = SubwordVectors(
      ngrams, words: matrix.rows(0..<count), generator: plan.generator)
    let stretch = Block(plan)
    BlockSampler(plan).draw(0, epoch: 0, into: stretch)
    var uses: [Int: Double] = [:]
    for place in 0..<stretch.rowCount where stretch.rows[place] < count {
      uses[Int(stretch.rows[place])] = Double(stretch.uses[place])
    }
    #expect(uses.count == count)
    let exchange = SubwordGradients(plan, subwords, matrix: matrix, threads: threads)
    exchange.list([stretch], wordRows: UInt32(count))
    for thread in 0..<threads { exchange.compose(thread: thread) }
    for word in 0..<count {
      let row = composed(word, of: subwords)
      for (number, truth) in zip(matrix[word], row) { #expect(abs(Double(number) - truth) < 1e-6) }
    }

    // What training does to the words' vectors.
    var generator = SeededGenerator(seed: 5)
    let changes = (0..<count).map { _ in
      (0..<Self.dimension).map { _ in Double(generator.below(1000)) / 1000 - 0.5 }
    }
    for word in 0..<count {
      for column in 0..<Self.dimension { matrix.row(word)[column] += Float(changes[word][column]) }
    }
    let before = subwords.rows.copy()
    for thread in 0..<threads { exchange.takeChanges(thread: thread) }
    for thread in 0..<threads { exchange.spread(thread: thread) }

    var damped = 0
    for row in 0..<ngrams.rowCount {
      let words = (0..<count).filter { row == $0 || rows(of: $0).contains(UInt32(row)) }
      var share = 1.0
      if row >= count {
        share = max(min(1, 4 / words.reduce(0) { $0 + uses[$1]! }), 1 / Double(words.count))
        damped += share < 1 ? 1 : 0
      }
      for column in 0..<Self.dimension {
        let sum = words.reduce(0) { $0 + changes[$1][column] }
        let truth = Double(before[row][column]) + share * sum
        #expect(abs(Double(subwords.rows[row][column]) - truth) < 1e-5, "row \(row)")
      }
    }
    // Some n-grams are common, some are not.
    #expect(0 < damped && damped < ngrams.rowCount - count)
  }

  /// N-grams that were merged, because training can't tell them apart, count as often as they are.
  @Test func rowsStandForAllNGrams() {
    for word in 0..<vocabulary.count {
      var count = 1
      vocabulary.withBytes(of: word) { bytes in
        CharacterNGrams.forEachHash(
          of: bytes, minimum: Self.lengths.minimum, maximum: Self.lengths.maximum
        ) { _ in count += 1 }
      }
      let weights = ngrams.weights[word] + rows(of: word).reduce(0) { $0 + ngrams.weights[Int($1)] }
      #expect(weights == Float(count), "\(vocabulary.word(word))")
      #expect(abs(ngrams.shares[word] * weights - 1) < 1e-6)
    }
  }

  private func rows(of word: Int) -> ArraySlice<UInt32> {
    ngrams.rows[ngrams.starts[word]..<ngrams.starts[word + 1]]
  }

  private func composed(_ word: Int, of subwords: SubwordVectors) -> [Double] {
    let parts = [UInt32(word)] + rows(of: word)
    let weight = parts.reduce(0) { $0 + Double(ngrams.weights[Int($1)]) }
    return (0..<Self.dimension).map { column in
      parts.reduce(0) {
        $0 + Double(ngrams.weights[Int($1)]) * Double(subwords.rows[Int($1)][column])
      } / weight
    }
  }
}
