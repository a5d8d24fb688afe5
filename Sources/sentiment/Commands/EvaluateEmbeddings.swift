import ArgumentParser
import SentimentTransferLearning
import SentimentWordEmbeddings

struct EvaluateEmbeddings: FileCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Measure word vectors by lists of word pairs and of analogies, to compare them with others.",
    discussion: """
      Gives the figures of gensim's evaluate_word_pairs and evaluate_word_analogies with their \
      defaults: the case of letters doesn't count, and pairs and questions with an unknown word \
      are left out.

      Example:
        sentiment evaluate-embeddings vectors.safetensors --pairs wordsim353.tsv
      """)

  @Argument(
    help: ArgumentHelp(
      """
      The vectors: safetensors as train-embeddings writes, or word2vec, GloVe or fastText (.vec \
      or .bin) of any program.
      """, valueName: "vectors"), completion: .file())
  var vectors: String

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Word pairs with people's scores, lines of word, tab, word, tab, score.", valueName: "file"),
    completion: .file())
  var pairs: [String] = []

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Analogy questions, lines of four words in sections \": name\".", valueName: "file"),
    completion: .file())
  var analogies: [String] = []

  @Option(
    help: ArgumentHelp("How many words, from the first on, count as known.", valueName: "words"))
  var restrictVocabulary: Int = EmbeddingEvaluator.defaultVocabularyLimit

  @OptionGroup
  var input: VectorInputOptions

  @Flag(help: "Print the result as JSON.")
  var json = false

  @OptionGroup(title: "Messages")
  var messageOptions: MessageOptions

  func validate() throws {
    try require(
      !pairs.isEmpty || !analogies.isEmpty, "Give --pairs or --analogies, after the vectors")
    try require(
      1...1_000_000_000 ~= restrictVocabulary, "--restrict-vocabulary takes 1 to 1000000000")
  }

  var files: CommandFiles {
    CommandFiles(inputs: [vectors] + pairs + analogies, printsResult: true)
  }

  func run() throws {
    let messages = messageOptions.makeMessages()
    let file = try WordVectorsFile(
      contentsOf: vectors, skipsFaultyRows: input.skipBadLines, progress: messages.rows("reading"))
    messages.step("read", file.vectors.size)
    messages.notes(on: file)
    let evaluator = try EmbeddingEvaluator(file.vectors, vocabularyLimit: restrictVocabulary)
    let report = EmbeddingEvaluationText(
      vectors: .init(
        file: vectors, format: file.format, words: file.vectors.vocabulary.count,
        dimension: file.vectors.dimension, knownWords: evaluator.wordCount),
      pairs: try pairs.map(evaluator.evaluatePairs),
      analogies: try analogies.map { path in
        try evaluator.evaluateAnalogies(in: path) { done, all in
          messages.progress(
            "answering", "\(done.counted("question")), \(messages.rate(done, "questions"))",
            share: all.share(done: done))
        }
      })
    messages.step(
      "measured",
      "\(report.pairs.reduce(0) { $0 + $1.pairs }.counted("pair")),"
        + " \(report.analogies.reduce(0) { $0 + $1.total.questions }.counted("analogy", plural: "analogies"))"
    )
    let output = StandardOutput()
    try output.write(json ? try JSONText.encode(report, pretty: true) + "\n" : report.text)
    try output.flush()
  }
}
