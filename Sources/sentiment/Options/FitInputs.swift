import ArgumentParser
import SentimentTextProcessing
import SentimentTransferLearning
import SentimentWordEmbeddings

/// What the commands that fit models learn from.
struct FitInputs: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Labelled texts: a file, a quoted glob, or a folder with a sub-folder for each label (a text \
      a file); - is standard input. May be given several times.
      """, valueName: "file"))
  var labelled: [String] = []

  @Option(
    help: ArgumentHelp(
      """
      Texts without labels, the more the better. May be given several times; the last should hold \
      texts like those that the model will read.
      """, valueName: "file"))
  var unlabelled: [String] = []

  @Option(
    help: ArgumentHelp(
      "Words that describe a label, as name=word,word,…; for each label or for none.",
      valueName: "words"))
  var label: [String] = []

  @OptionGroup(title: "Reading texts")
  var input: LabelledInputOptions

  @Option(
    help: ArgumentHelp(
      """
      How many words of another program's vectors to keep, from the first on; words of the labelled \
      texts are kept too.
      """, valueName: "words"))
  var keepWords: Int = EmbeddingsImport.defaultWordCount

  @Option(
    help: ArgumentHelp(
      """
      Leave a part out, to see what it is worth: frequency-weights, document-metric, pseudo-labels, \
      balanced-threshold, names-scale, word-pairs, term-scales or cross-validation. May be given \
      several times.
      """, valueName: "part"))
  var without: [FitPart] = []

  @Flag(
    help: """
      Learn from short pieces of long labelled texts too, for a model that will answer short texts; \
      takes three times as long.
      """)
  var pieces = false

  @Option(help: "Seed of the random generator; the same seed gives the same result.")
  var seed: UInt64 = 1

  @Option(help: "Threads to work with; by default as many as there are processors.")
  var threads: Int = ProcessorCount.available

  @OptionGroup(title: "Messages")
  var messageOptions: MessageOptions

  func validate() throws {
    guard !labelled.isEmpty || !label.isEmpty else {
      throw ValidationError("Give --labelled texts, or words for each --label, or both.")
    }
    for text in label where SeedWords(text) == nil {
      throw ValidationError("--label takes name=word,word,…, not \"\(text)\".")
    }
    guard Set(label.compactMap { SeedWords($0)?.label }).count == label.count else {
      throw ValidationError("Give each --label once, with all its words.")
    }
    guard 0...1_000_000_000 ~= keepWords else {
      throw ValidationError("--keep-words takes 0 to 1000000000.")
    }
    guard 1...256 ~= threads else { throw ValidationError("--threads takes 1 to 256.") }
  }

  /// What messages call the labelled texts.
  var name: String { labelled.isEmpty ? "--label" : labelled.joined(separator: ", ") }

  /// The labelled texts; none where there are names of the labels alone.
  func readLabelled(_ messages: Messages) throws -> [LabelledText] {
    labelled.isEmpty ? [] : try input.read(labelled.map(CorpusSource.init(path:)), messages)
  }

  /// What fits models to labelled texts on some vectors, and shows how far it is.
  func fitter(
    on embeddings: PretrainedEmbeddings, for texts: [LabelledText], _ messages: Messages
  ) throws -> LinearFitter {
    var configuration = FitConfiguration()
    configuration.seed = seed
    configuration.learnsFromPieces = pieces
    for part in without { part.switchOff(in: &configuration) }
    try messages.detail("settings", JSONText.encode(configuration))
    let sources = unlabelled.map(CorpusSource.init(path:))
    let byteCount = try sources.byteCount
    try messages.detail(sources: sources)
    let statistics = try UnlabelledStatistics(
      embeddings, reading: sources, labelled: texts,
      options: input.texts.options, configuration: configuration, threads: threads
    ) { texts, inputBytes in
      messages.progress(
        "reading", "\(texts.grouped) texts without labels, \(messages.rate(texts, "texts"))",
        share: byteCount?.share(done: inputBytes))
    }
    if !unlabelled.isEmpty {
      messages.step(
        "read",
        "\(statistics.textCount.grouped) texts without labels,"
          + " \(statistics.knownTextCount.grouped) with a known word")
    }
    var fitter = try LinearFitter(statistics, names: label.compactMap(SeedWords.init))
    fitter.threads = threads
    fitter.progress = { messages.progress("fitting", "cross-validation", share: $0) }
    return fitter
  }

  /// The user's vectors; the best guess of the default ones where there are none.
  func vectors(
    _ file: String?, for texts: [LabelledText], _ messages: Messages
  ) throws -> PretrainedEmbeddings {
    guard let file else {
      return try defaultVectors(for: texts, messages).candidates[0].embeddings
    }
    if file == CandidateVectors.embedded { return try CandidateVectors.embedded(for: texts) }
    return try messages.embeddings(
      contentsOf: file,
      keeping: try WordSelection(firstCount: keepWords, andWordsOf: texts))
  }

  /// What serves where the user gives no vectors.
  func defaultVectors(
    for texts: [LabelledText], _ messages: Messages
  ) throws -> CandidateVectors {
    var pretraining = Pretraining.forAdaptation
    pretraining.reading = input.texts.options
    pretraining.threads = threads
    pretraining.skipGram.seed = seed
    try messages.detail("settings", JSONText.encode(pretraining.skipGram))
    let sources = unlabelled.map(CorpusSource.init(path:))
    let report = try PretrainingProgress(sources, messages)
    let vectors = try CandidateVectors(
      for: texts, unlabelled: sources, names: label.compactMap(SeedWords.init),
      pretraining: pretraining
    ) { report.show($0) }
    if let share = vectors.knownShare {
      messages.milestone(
        "vectors", "those in the program know \(share.percent()) of the texts' words")
    }
    return vectors
  }
}
