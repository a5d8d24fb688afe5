import SentimentTextProcessing
import SentimentWordEmbeddings
import Testing

@Suite struct SkipGramTrainerTests {
  /// On a text that has batches of four stretches, which share most of their rows.
  @Test func theNumberOfThreadsChangesNothing() throws {
    let (vocabulary, corpus) = try TopicCorpus(documents: 21_000).encoded()
    let one = try train(corpus, vocabulary, threads: 1)
    for threads in [2, 3, 4, 8] {
      let other = try train(corpus, vocabulary, threads: threads)
      #expect(bits(of: other.input) == bits(of: one.input), "\(threads) threads, input vectors")
      #expect(
        bits(of: other.output!) == bits(of: one.output!), "\(threads) threads, output vectors")
    }
  }

  @Test func theSeedChangesTheVectors() throws {
    let (vocabulary, corpus) = try TopicCorpus(documents: 50).encoded()
    let first = try train(corpus, vocabulary, seed: 1)
    let again = try train(corpus, vocabulary, seed: 1)
    let other = try train(corpus, vocabulary, seed: 2)
    #expect(bits(of: again.input) == bits(of: first.input))
    #expect(bits(of: other.input) != bits(of: first.input))
  }

  @Test func aCorpusInATemporaryFileGivesTheSameVectors() throws {
    let text = TopicCorpus(documents: 3000)
    let (vocabulary, inMemory) = try text.encoded()
    let (_, spilled) = try text.encoded(memoryLimit: 1000)
    #expect(Array(inMemory.ids) == Array(spilled.ids))
    let first = try train(inMemory, vocabulary, threads: 2)
    let second = try train(spilled, vocabulary, threads: 2)
    #expect(bits(of: second.input) == bits(of: first.input))
  }

  /// Words of one topic stand together, words of two topics never do: each word's nearest words
  /// must be its own topic's, and the loss must fall.
  @Test func wordsOfOneTopicComeTogether() throws {
    let text = TopicCorpus(documents: 2000)
    let (vocabulary, corpus) = try text.encoded()
    var configuration = SkipGramConfiguration()
    configuration.dimension = 20
    configuration.subsamplingThreshold = 0
    let outcome = try SkipGramTrainer(configuration).train(corpus, vocabulary: vocabulary)
    let (vectors, losses) = (outcome.vectors, outcome.epochLosses)
    #expect(losses.count == 5)
    #expect(losses.last! < losses.first! * 0.9)
    for word in 0..<vocabulary.count {
      let similarities = (0..<vocabulary.count).map {
        cosine(vectors.input[word], vectors.input[$0])
      }
      let nearest = similarities.indices.sorted { similarities[$0] > similarities[$1] }
      let sameTopic = nearest[1..<TopicCorpus.wordsPerTopic].filter {
        vocabulary.word($0).first == vocabulary.word(word).first
      }
      #expect(sameTopic.count == TopicCorpus.wordsPerTopic - 1, "\(vocabulary.word(word))")
    }
  }

  /// Words that stand in every chunk of every stretch: their summed steps must not overshoot.
  @Test(
    arguments: [
      String(repeating: "the ", count: 200) + "cat sat on the mat",
      "a b c d e f g h i j a c e g i b d f h j a d g j c f i b e h",
      "yes no yes yes no",
    ], [5, 15, 32])
  func veryFrequentWordsDoNotDiverge(line: String, window: Int) throws {
    let text = Array(String(repeating: line + "\n", count: 400_000 / line.utf8.count).utf8)
    let (vocabulary, corpus) = try TokenizedCorpus(
      reading: [.memory(name: "repeats", text: text)], tokenizer: .whitespace
    ).encoded(minimumCount: 1, stopWords: .none)
    var configuration = SkipGramConfiguration()
    configuration.subsamplingThreshold = 0
    configuration.window = window
    let outcome = try SkipGramTrainer(configuration, threads: 2)
      .train(corpus, vocabulary: vocabulary)
    let (vectors, losses) = (outcome.vectors, outcome.epochLosses)
    let largest = (0..<vocabulary.count).flatMap { vectors.input[$0] }.map(abs).max()!
    #expect(largest < 10)
    // What vectors of zero have: log 2 for the pair and for each of five noise words.
    for loss in losses { #expect(loss < 6 * 0.6932) }
  }

  private func train(
    _ corpus: EncodedCorpus, _ vocabulary: Vocabulary, threads: Int = 1, seed: UInt64 = 1
  ) throws -> WordVectors {
    var configuration = SkipGramConfiguration()
    configuration.dimension = 33
    configuration.epochs = 2
    configuration.seed = seed
    return try SkipGramTrainer(configuration, threads: threads).train(
      corpus, vocabulary: vocabulary
    )
    .vectors
  }

  private func bits(of matrix: EmbeddingMatrix) -> [UInt32] {
    (0..<matrix.rowCount).flatMap { matrix[$0] }.map(\.bitPattern)
  }

  private func cosine(_ a: [Float], _ b: [Float]) -> Float {
    func dot(_ a: [Float], _ b: [Float]) -> Float { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
    return dot(a, b) / (dot(a, a) * dot(b, b)).squareRoot()
  }
}
