import SentimentClassification
import SentimentTextProcessing
import SentimentTransferLearning
import SentimentWordEmbeddings

/// What all seeds of the experiment share: the texts as word ids.
struct ExperimentTask: Sendable {
  let vocabulary: Vocabulary
  let unlabelled: EncodedCorpus
  let splits: [ReviewSplit]
  /// The index of the split that was given, the article's own, among ``splits``.
  let givenSplit: Int
  /// Which of them are balanced.
  let balancedSplits: Range<Int>
  let provenance: PretrainedEmbeddings.Provenance

  private let skipGram: SkipGramConfiguration
  private let classifier: ClassifierConfiguration
  /// The labelled texts: the indices of their labels, and their content words.
  private let labels: [Int]
  private let labelCount: Int
  private let contentWords: [[String]]
  /// The training texts of each split as a corpus of their own.
  private let labelledCorpora: [(vocabulary: Vocabulary, corpus: EncodedCorpus)]

  init(
    _ reviews: ExperimentCorpus, _ pretraining: Pretraining, _ classifier: ClassifierConfiguration
  ) throws {
    let settings = TextSettings(
      tokenizer: pretraining.tokenizer, language: reviews.language,
      stopWords: try pretraining.stopWords.words(for: reviews.language))
    let text = try TokenizedCorpus(reading: [reviews.unlabelled], tokenizer: settings.tokenizer)
    (vocabulary, unlabelled) = try text.encoded(
      minimumCount: pretraining.minimumCount, stopWords: settings.stopWords)
    let labelled = reviews.training + reviews.test
    let names = reviews.labels
    labelCount = names.count
    labels = labelled.map { names.firstIndex(of: $0.label)! }
    let analyzer = try TextAnalyzer(settings, vocabulary: vocabulary)
    contentWords = labelled.map { analyzer.contentWords(of: $0.text).map(\.word) }
    let balanced = ReviewSplit.balanced(labels: labelled.map(\.label))
    let given = ReviewSplit(
      training: Array(0..<reviews.training.count),
      test: Array(reviews.training.count..<labelled.count))
    let place = balanced.firstIndex { Set($0.test) == Set(given.test) }
    splits = place == nil ? balanced + [given] : balanced
    givenSplit = place ?? balanced.count
    balancedSplits = 0..<balanced.count
    labelledCorpora = try splits.map { split in
      let texts = split.training.map { labelled[$0].text }
      return try TokenizedCorpus(
        reading: [.texts(texts, name: "labelled texts")],
        tokenizer: settings.tokenizer
      ).encoded(minimumCount: 1, stopWords: settings.stopWords)
    }
    skipGram = pretraining.skipGram
    self.classifier = classifier
    provenance = PretrainedEmbeddings.Provenance(
      corpora: text.parts.map { .init($0) }, configuration: skipGram,
      minimumCount: pretraining.minimumCount, epochLosses: [])
  }

  /// All splits by all methods.
  func run(seed: UInt64) throws -> SeedResult {
    let pretrained = try train(unlabelled, vocabulary, seed: seed)
    let random = randomVectors(seed: seed)
    var result = SeedResult()
    for (index, split) in splits.enumerated() {
      result.transfer.append(try accuracy(of: pretrained, split, seed: seed))
      result.randomVectors.append(try accuracy(of: random, split, seed: seed))
      let (vocabulary, corpus) = labelledCorpora[index]
      let own = try train(corpus, vocabulary, seed: seed)
      result.vectorsFromLabelledOnly.append(try accuracy(of: own, split, seed: seed))
      result.bagOfWords.append(try bagOfWordsAccuracy(split, seed: seed))
    }
    return result
  }

  private func train(
    _ corpus: EncodedCorpus, _ vocabulary: Vocabulary, seed: UInt64
  ) throws -> WordVectors {
    var configuration = skipGram
    configuration.seed = seed
    return try SkipGramTrainer(configuration).train(corpus, vocabulary: vocabulary).vectors
  }

  /// A random vector for each word of the labelled texts: nothing was learned before the labels.
  private func randomVectors(seed: UInt64) -> WordVectors {
    let words = Set(contentWords.joined()).sorted()
    var generator = SeededGenerator(seed: seed)
    let rows = words.map { _ in
      (0..<skipGram.dimension).map { _ in generator.uniform() - 0.5 }
    }
    return WordVectors(
      vocabulary: Vocabulary(words: words, counts: words.map { _ in 1 })!,
      input: EmbeddingMatrix(rows: rows))
  }

  /// The accuracy on the test reviews of the network trained on the others.
  private func accuracy(of vectors: WordVectors, _ split: ReviewSplit, seed: UInt64) throws
    -> Double
  {
    let encoder = SentenceEncoder(vectors)
    return try accuracy(split, configuration: classifier, seed: seed) { review in
      let words = contentWords[review].compactMap { vectors.vocabulary.id(of: $0) }
      return words.isEmpty ? nil : encoder.encode(words)
    }
  }

  /// Logistic regression on the counts of the words that the training reviews have.
  private func bagOfWordsAccuracy(_ split: ReviewSplit, seed: UInt64) throws -> Double {
    let words = Set(split.training.flatMap { contentWords[$0] }).sorted()
    let columns = Dictionary(uniqueKeysWithValues: words.enumerated().map { ($1, $0) })
    var configuration = classifier
    configuration.hiddenSize = 0
    return try accuracy(split, configuration: configuration, seed: seed) { review in
      var counts = [Float](repeating: 0, count: words.count)
      for word in contentWords[review] { if let column = columns[word] { counts[column] += 1 } }
      return counts.contains { $0 > 0 } ? counts : nil
    }
  }

  private func accuracy(
    _ split: ReviewSplit, configuration: ClassifierConfiguration, seed: UInt64,
    features: (_ review: Int) -> [Float]?
  ) throws -> Double {
    let training = split.training.compactMap { review in
      features(review).map { (features: $0, label: labels[review]) }
    }
    let tie = 1 / Double(labelCount)
    guard Set(training.map(\.label)).count == labelCount else { return tie }
    let network = try ClassifierTrainer(configuration).train(
      inputs: training.flatMap(\.features),
      targets: LabelTargets(training.map(\.label), labelCount: labelCount),
      using: SeededGenerator(seed: seed)
    ).classifier
    let scores = split.test.map { review -> Double in
      // No known word: the prior of balanced labels is a tie.
      guard let features = features(review) else { return tie }
      let probabilities = network.probabilities(features, rowCount: 1)
      let least = probabilities.max()! - Self.tie
      guard probabilities[labels[review]] > least else { return 0 }
      return 1 / Double(probabilities.count { $0 > least })
    }
    return scores.reduce(0, +) / Double(scores.count)
  }

  /// Probabilities closer to each other than a float's rounding are a tie.
  private static let tie: Float = 2e-6
}

/// The accuracies of one seed, a number a split.
struct SeedResult: Sendable {
  var transfer: [Double] = []
  var randomVectors: [Double] = []
  var vectorsFromLabelledOnly: [Double] = []
  var bagOfWords: [Double] = []
}
