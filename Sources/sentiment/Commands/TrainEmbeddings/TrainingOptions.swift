import ArgumentParser
import SentimentTextProcessing
import SentimentTransferLearning
import SentimentWordEmbeddings

/// What one can ask of `train-embeddings`.
struct TrainingOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      """
      Texts: files, folders (a document a file) or quoted globs; - is standard input. With none, \
      the built-in film reviews of --language, with settings that suit so small a text.
      """, valueName: "corpus"), completion: .file())
  var corpora: [String] = []

  @OptionGroup(title: "Reading texts")
  var input: InputOptions

  @Option(
    name: .letter("o", "output"),
    help: ArgumentHelp("The file to write; - is standard output.", valueName: "file"),
    completion: .file())
  var output: String?

  @Option(help: "Numbers in a word vector. (default: 100; text of less than 50,000 words: 50)")
  var dimension: Int?

  @Option(help: "Largest distance of a context word, in words, up to 32. (default: 5)")
  var window: Int?

  @Option(help: "Noise words for each pair of word and context word. (default: 5)")
  var negative: Int?

  @Option(
    help: "Leave out words that occur less often. (default: 5; text of less than 50,000 words: 1)")
  var minCount: Int?

  @Option(
    help: """
      Thin out words that make up a larger fraction of the text than this; 0 keeps all. (default: \
      1e-3; text of less than 50,000 words: 0)
      """)
  var subsample: Double?

  @Option(
    help: ArgumentHelp(
      """
      Passes over the text; auto stops when they no longer lower the loss on held-out documents. \
      (default: 5; text of less than 50,000 words: 50)
      """, valueName: "number|auto"))
  var epochs: EpochChoice?

  @Option(
    help: ArgumentHelp(
      """
      Hold out this fraction of the documents, and measure the loss on them after each epoch. \
      (default: 0; with --epochs auto 0.01, more for small texts)
      """, valueName: "fraction"))
  var heldOut: Double?

  @Option(
    help: ArgumentHelp(
      """
      Compose words' vectors from those of their character n-grams with lengths in this range, such \
      as 3-6, so that words never seen get one too; kept in safetensors only. (default: none)
      """, valueName: "lengths"))
  var subwords: SubwordLengths?

  @Option(
    help: "Starting learning rate; it falls linearly to a ten-thousandth. (default: 0.025)")
  var learningRate: Double?

  @Option(
    help: ArgumentHelp(
      """
      Stretches of the text that are trained side by side, up to 64: as many threads can help. The \
      vectors depend on it, and not on the number of threads. (default: \
      \(SkipGramConfiguration().batchSize))
      """, valueName: "stretches"))
  var batch: Int?

  @Option(
    help: ArgumentHelp(
      """
      Copies of the vectors that are trained on a part of the text each, and brought together again \
      and again, up to 64: for text that one machine is too slow for. The vectors depend on it, and \
      not on the number of processes. (default: 1)
      """, valueName: "number"))
  var replicas: Int?

  @Flag(
    help: """
      Share the replicas out among the processes that mpirun has started. Needs a library that \
      scripts/build-mpi makes.
      """)
  var mpi = false

  @Option(
    help: ArgumentHelp(
      """
      The library for --mpi. (default: \(MPIProcesses.libraryName) beside the program, in ../lib \
      or where the system looks for libraries)
      """, valueName: "file"), completion: .file())
  var mpiLibrary: String?

  @OptionGroup
  var threads: ThreadsOption

  @OptionGroup
  var seed: SeedOption

  @Option(
    help: ArgumentHelp(
      "The text's language: auto, de, en, es, fr or zh; it decides which stop words are left out.",
      valueName: "code"))
  var language: String = "auto"

  @Option(
    help: ArgumentHelp(
      "Words to leave out: auto (those of the language), a language's code, a file, or none.",
      valueName: "name|file|none"), completion: .file())
  var stopwords: String = "auto"

  @Flag(
    help: """
      Join two words that often stand side by side into one, as word2phrase does: "not good" \
      becomes "not_good". The vectors' file keeps the phrases, and models made from it find them too.
      """)
  var phrases = false

  @Option(
    help: ArgumentHelp(
      """
      The score above which two words are a phrase; the lower, the more phrases. (default: \
      \(PhraseDetection.defaultThreshold.fixed(0)))
      """, valueName: "score"))
  var phraseThreshold: Double?

  @Option(
    help: ArgumentHelp(
      """
      How text is cut into words: icu (any text) or whitespace (text that is cut already). \
      (default: icu)
      """, valueName: "icu|whitespace"))
  var tokenizer: TokenizerKind?

  @OptionGroup
  var markup: MarkupOption

  @Option(
    help: ArgumentHelp(
      "Format of the output. (default: safetensors)", valueName: "format"))
  var format: VectorFormat?

  @Option(
    help: ArgumentHelp(
      """
      Add the words of the corpus to these vectors, which train-embeddings wrote; their own words \
      stay where they are, so that a classifier made for them goes on working.
      """, valueName: "vectors"), completion: .file())
  var update: String?

  @Option(
    help: ArgumentHelp(
      """
      With --update: how firmly old words are held where they are, from 0 (not at all) to 1 (they \
      don't move). (default: 1)
      """, valueName: "fraction"))
  var anchor: Double?

  @Option(
    help: ArgumentHelp(
      """
      While training, write to this file what --resume needs to go on; Ctrl-C writes it too. It is \
      removed when the output is written.
      """, valueName: "file"), completion: .file())
  var checkpoint: String?

  @Option(
    help: "Minutes between two checkpoints; 0 is one after each batch, which is slow. (default: 10)"
  )
  var checkpointEvery: Double?

  @Option(
    help: ArgumentHelp(
      """
      Go on from this checkpoint, with the arguments that the run was started with; the result \
      is, byte for byte, that of a run without interruption.
      """, valueName: "checkpoint"))
  var resume: String?

  @OptionGroup(title: "Messages")
  var messageOptions: MessageOptions

  func validate() throws {
    typealias Limits = SkipGramConfiguration.Limits
    try Limits.dimension.validate(dimension, "--dimension")
    try Limits.window.validate(window, "--window")
    try Limits.negativeSamples.validate(negative, "--negative")
    try Vocabulary.minimumCountRange.validate(minCount, "--min-count")
    try Limits.subsamplingThreshold.validate(subsample, "--subsample")
    if case .number(let number) = epochs {
      try Limits.epochs.validate(number, "--epochs", orWord: "auto")
    }
    try Limits.heldOutShare.validate(heldOut, "--held-out")
    try Limits.learningRate.validate(learningRate, "--learning-rate")
    try Limits.batchSize.validate(batch, "--batch")
    try Limits.replicas.validate(replicas, "--replicas")
    try require(
      mpi || mpiLibrary == nil, "--mpi-library is of use only with --mpi")
    try require(
      !mpi || !phrases,
      "--phrases needs all of the text in one process, and can't be given with --mpi")
    try PhraseDetection.thresholdRange.validate(phraseThreshold, "--phrase-threshold")
    try require(
      phrases || phraseThreshold == nil, "--phrase-threshold is of use only with --phrases")
    try require(
      checkpointEvery.map { $0 >= 0 && $0 <= 1e6 }, "--checkpoint-every takes 0 to 1000000 minutes")
    if output == nil && resume == nil {
      throw ValidationError("Missing expected argument '--output <file>'")
    }
    try validateUpdate()
    try require(
      !markup.isKept || tokenizer != .whitespace,
      "--keep-markup is of no use with --tokenizer whitespace, which keeps all")
    try require(
      checkpoint == nil || !corpora.contains("-"),
      "--checkpoint needs the text in a file: standard input can't be read a second time")
    try require(
      language == "auto" || Language(rawValue: language) != nil,
      "--language takes auto, \(Language.allCases.map(\.rawValue).joined(separator: ", "))")
  }

  private func validateUpdate() throws {
    try VectorUpdate.anchorRange.validate(anchor, "--anchor")
    try require(anchor == nil || update != nil, "--anchor is of use only with --update")
    guard update != nil else { return }
    try require(!corpora.isEmpty, "--update needs a corpus")
    let given = [
      ("--dimension", dimension != nil), ("--language", language != "auto"),
      ("--stopwords", stopwords != "auto"), ("--tokenizer", tokenizer != nil),
      ("--keep-markup", markup.isKept),
      ("--phrases", phrases), ("--subwords", subwords != nil),
    ]
    for (flag, isGiven) in given {
      try require(!isGiven, "\(flag) can't be given with --update: it follows from its vectors")
    }
  }

  /// What is read and written. A checkpoint may be gone on from and written anew.
  var files: CommandFiles {
    var files = CommandFiles(
      texts: corpora, inputs: [resume, mpiLibrary].compactMap(\.self), updated: update,
      outputs: [output].compactMap(\.self))
    if case .file(let path) = StopWordChoice(stopwords) { files.inputs.append(path) }
    if let checkpoint, checkpoint != resume { files.outputs.append(checkpoint) }
    return files
  }

  private static let defaultMinutes = 10.0

  /// What these options ask for.
  ///
  /// - Parameter request: the same as it stands in checkpoints.
  /// - Throws: `FileError` when no text is named, and there are no built-in reviews in the language.
  func makeRequest(as request: Checkpoint.Request) throws -> TrainingRequest {
    var pretraining = corpora.isEmpty ? Pretraining.smallCorpus : Pretraining()
    pretraining.language = Language(rawValue: language)
    let reviews = corpora.isEmpty ? try FilmReviews(pretraining.language ?? .english) : nil
    if let reviews { pretraining.language = reviews.language }
    apply(to: &pretraining)
    var checkpointing = Pretraining.Checkpointing()
    checkpointing.request = request
    checkpointing.plan = checkpoint.map {
      CheckpointPlan(
        path: $0, interval: .seconds(60 * (checkpointEvery ?? Self.defaultMinutes)))
    }
    return TrainingRequest(
      sources: reviews.map { [$0.unlabelled] } ?? corpora.map(CorpusSource.init(path:)),
      usesBuiltInReviews: reviews != nil, mpiLibrary: mpi ? .some(mpiLibrary) : nil, base: update,
      pretraining: pretraining,
      checkpointing: checkpointing, output: output ?? "", format: format ?? .safetensors)
  }

  private func apply(to pretraining: inout Pretraining) {
    // Built-in reviews have these settings by name; other text tells by its size.
    if !corpora.isEmpty {
      pretraining.sizeDependent = Set(Pretraining.SizeDependent.allCases).subtracting(
        [
          (Pretraining.SizeDependent.dimension, dimension != nil || update != nil),
          (.minimumCount, minCount != nil), (.epochs, epochs != nil),
          (.subsampling, subsample != nil),
        ].filter(\.1).map(\.0))
    }
    if let dimension { pretraining.skipGram.dimension = dimension }
    if let window { pretraining.skipGram.window = window }
    if let negative { pretraining.skipGram.negativeSamples = negative }
    if let subsample { pretraining.skipGram.subsamplingThreshold = subsample }
    pretraining.skipGram.heldOutShare = heldOut
    switch epochs {
    case .number(let number): pretraining.skipGram.epochs = number
    case .auto: pretraining.stopsEarly = true
    case nil: break
    }
    pretraining.skipGram.subwords = subwords
    if let learningRate { pretraining.skipGram.learningRate = learningRate }
    if let batch { pretraining.skipGram.batchSize = batch }
    if let replicas { pretraining.skipGram.replicas = replicas }
    if let minCount { pretraining.minimumCount = minCount }
    pretraining.skipGram.seed = seed.value
    pretraining.stopWords = StopWordChoice(stopwords)
    if phrases {
      pretraining.phraseThreshold = phraseThreshold ?? PhraseDetection.defaultThreshold
    }
    if let tokenizer { pretraining.tokenizer = tokenizer }
    if markup.isKept { pretraining.tokenizer = .icuWithMarkup }
    if let anchor { pretraining.anchor = anchor }
    pretraining.threads = threads.count
    pretraining.reading = input.options
  }
}

/// How many epochs a user wants.
enum EpochChoice: ExpressibleByArgument {
  case number(Int)
  case auto

  init?(argument: String) {
    if argument == "auto" {
      self = .auto
    } else if let number = Int(argument) {
      self = .number(number)
    } else {
      return nil
    }
  }
}
