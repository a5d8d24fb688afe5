import ArgumentParser
import FoundationEssentials
import TextProcessing
import TransferLearning
import WordEmbeddings

struct TrainEmbeddings: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Learn word vectors from unlabelled text (skip-gram with negative sampling).",
    discussion: """
      The same text, settings and seed give the same file, byte for byte, with any number of \
      threads.
      """)

  @Argument(
    help: ArgumentHelp(
      """
      Texts: files, folders (a document a file) or quoted globs; - is standard input. With none, \
      the built-in film reviews of --language, with settings that suit so small a text.
      """, valueName: "corpus"))
  var corpora: [String] = []

  @OptionGroup(title: "Reading texts")
  var input: InputOptions

  @Option(help: ArgumentHelp("The file to write.", valueName: "file"))
  var output: String

  @Option(help: "Numbers in a word vector. (default: 100; built-in reviews: 50)")
  var dimension: Int?

  @Option(help: "Largest distance of a context word, in words, up to 32. (default: 5)")
  var window: Int?

  @Option(help: "Noise words for each pair of word and context word. (default: 5)")
  var negative: Int?

  @Option(help: "Leave words out that the text has less often. (default: 5; built-in reviews: 1)")
  var minCount: Int?

  @Option(
    help: """
      Thin out words with a larger share of the text than this; 0 keeps all. (default: 1e-3; \
      built-in reviews: 0)
      """)
  var subsample: Double?

  @Option(help: "Passes over the text. (default: 5; built-in reviews: 50)")
  var epochs: Int?

  @Option(
    help: "Starting learning rate; it falls linearly to a ten-thousandth. (default: 0.025)")
  var learningRate: Double?

  @Option(help: "Threads to work with; by default as many as there are processors.")
  var threads: Int = ProcessorCount.available

  @Option(help: "What all random choices follow from, a whole number.")
  var seed: UInt64 = 1

  @Option(
    help: ArgumentHelp(
      "The text's language: auto, de, en, es, fr or zh; it decides which stop words are left out.",
      valueName: "code"))
  var language: String = "auto"

  @Option(
    help: ArgumentHelp(
      "Words to leave out: auto (those of the language), a language's code, a file, or none.",
      valueName: "name|file|none"))
  var stopwords: String = "auto"

  @Option(
    help: ArgumentHelp(
      "How text is cut into words: icu (any text) or whitespace (text that is cut already).",
      valueName: "icu|whitespace"))
  var tokenizer: TokenizerKind = .icu

  @Option(
    help: ArgumentHelp(
      "Format of the output: safetensors, word2vec-text or word2vec-binary.", valueName: "format"))
  var format: PretrainedEmbeddings.Format = .safetensors

  func validate() throws {
    try require(dimension.map { 1...10_000 ~= $0 }, "--dimension takes 1 to 10000")
    try require(window.map { 1...32 ~= $0 }, "--window takes 1 to 32")
    try require(negative.map { 0...1_000 ~= $0 }, "--negative takes 0 to 1000")
    try require(minCount.map { $0 >= 1 }, "--min-count takes 1 or more")
    try require(subsample.map { $0 >= 0 && $0 <= 1 }, "--subsample takes 0 to 1")
    try require(epochs.map { 1...100_000 ~= $0 }, "--epochs takes 1 to 100000")
    try require(
      learningRate.map { $0 > 0 && $0 <= 1 }, "--learning-rate takes more than 0, up to 1")
    try require(1...256 ~= threads, "--threads takes 1 to 256")
    try require(
      language == "auto" || Language(rawValue: language) != nil,
      "--language takes auto, \(Language.allCases.map(\.rawValue).joined(separator: ", "))")
  }

  private func require(_ condition: Bool?, _ message: String) throws {
    if condition == false { throw ValidationError(message + ".") }
  }

  func run() throws {
    try Output.check(output)
    var pretraining = corpora.isEmpty ? Pretraining.smallCorpus : Pretraining()
    var sources = corpora.map(CorpusSource.init(path:))
    pretraining.language = Language(rawValue: language)
    if sources.isEmpty {
      let reviews = try FilmReviews(pretraining.language ?? .english)
      pretraining.language = reviews.language
      sources = [reviews.unlabelled]
      StandardError.write(
        "No corpus is given: using \(reviews.unlabelled.name), with settings for it.\n")
    }
    apply(to: &pretraining)
    let report = try TrainingReport(sources, epochs: pretraining.skipGram.epochs)
    let embeddings = try pretraining.run(on: sources) { report.show($0) }
    try embeddings.write(to: output, format: format)
    report.finish(embeddings, output: output)
  }

  private func apply(to pretraining: inout Pretraining) {
    if let dimension { pretraining.skipGram.dimension = dimension }
    if let window { pretraining.skipGram.window = window }
    if let negative { pretraining.skipGram.negativeSamples = negative }
    if let subsample { pretraining.skipGram.subsamplingThreshold = subsample }
    if let epochs { pretraining.skipGram.epochs = epochs }
    if let learningRate { pretraining.skipGram.learningRate = learningRate }
    if let minCount { pretraining.minimumCount = minCount }
    pretraining.skipGram.seed = seed
    pretraining.stopWords = StopWordChoice(stopwords)
    pretraining.tokenizer = tokenizer
    pretraining.threads = threads
    pretraining.reading = input.options
  }
}

extension TokenizerKind: ExpressibleByArgument {}
extension PretrainedEmbeddings.Format: ExpressibleByArgument {}

/// The processors that this process may run on.
enum ProcessorCount {
  static var available: Int { ProcessInfo.processInfo.activeProcessorCount }
}
