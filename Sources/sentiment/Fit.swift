import ArgumentParser
import Classification
import TextProcessing
import TransferLearning
import WordEmbeddings

struct Fit: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make the best classifier that a few labels, their names and unlabelled texts allow.",
    discussion: """
      Unlabelled texts teach the word vectors (unless --embeddings gives them), which differences \
      between texts matter, and where the threshold lies. Labelled texts teach the labels; so do \
      words that name them, as in --label good=great,excellent --label bad=terrible,awful, with or \
      without any labelled text. With few labels the accuracy on new texts is estimated by \
      cross-validation; with many, methods are compared by it, and the best is taken. With \
      --encoder lstm a network that reads words in their order is trained on the labelled texts \
      instead.
      """)

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
      Texts without labels, as many as there are. May be given several times; the last should hold \
      texts like those that the model will read.
      """, valueName: "file"))
  var unlabelled: [String] = []

  @Option(
    help: ArgumentHelp(
      "Words that say what a label means, as name=word,word,…; for each label or for none.",
      valueName: "words"))
  var label: [String] = []

  @OptionGroup(title: "Reading texts")
  var input: LabelledInputOptions

  @Option(
    help: ArgumentHelp(
      """
      Vectors that train-embeddings wrote, a model, or vectors of another program: word2vec, GloVe \
      or fastText. By default they are learned from the unlabelled texts, and taken from the \
      built-in model where there are none. Given several times, they are compared by \
      cross-validation, and the best are taken; embedded stands for the built-in ones.
      """, valueName: "file"))
  var embeddings: [String] = []

  @Option(
    help: ArgumentHelp(
      """
      Of another program's vectors, the first words to keep; those of the labelled texts are kept \
      too.
      """, valueName: "words"))
  var keepWords: Int = EmbeddingsImport.defaultWordCount

  @Option(help: ArgumentHelp("The model to write.", valueName: "file"))
  var output: String

  @Option(
    help: ArgumentHelp(
      """
      How a text's words become its vector: mean, or lstm (long short-term memory), which takes \
      account of their order and learns from labelled texts alone.
      """, valueName: "mean|lstm"))
  var encoder: EncoderKind = .mean

  @Option(
    help: ArgumentHelp(
      """
      Leave a part out, to see what it is worth: frequency-weights, document-metric, pseudo-labels, \
      balanced-threshold, word-pairs or cross-validation. May be given several times.
      """, valueName: "part"))
  var without: [FitPart] = []

  @Flag(help: "Print the model card as JSON.")
  var json = false

  @Option(help: "What all random choices follow from, a whole number.")
  var seed: UInt64 = 1

  @Option(help: "Threads to work with; by default as many as there are processors.")
  var threads: Int = ProcessorCount.available

  func validate() throws {
    guard !labelled.isEmpty || !label.isEmpty else {
      throw ValidationError("Give --labelled texts, or words for each --label, or both.")
    }
    for text in label where LabelNames(text) == nil {
      throw ValidationError("--label takes name=word,word,…, not \"\(text)\".")
    }
    guard Set(label.compactMap { LabelNames($0)?.label }).count == label.count else {
      throw ValidationError("Give each --label once, with all its words.")
    }
    guard 0...1_000_000_000 ~= keepWords else {
      throw ValidationError("--keep-words takes 0 to 1000000000.")
    }
    guard 1...256 ~= threads else { throw ValidationError("--threads takes 1 to 256.") }
    try validateEmbeddings()
    if encoder == .lstm { try validateLSTM() }
  }

  private func validateEmbeddings() throws {
    guard embeddings.count > 1 else { return }
    guard Set(embeddings).count == embeddings.count else {
      throw ValidationError("Give each --embeddings once.")
    }
    guard !labelled.isEmpty, !without.contains(.crossValidation) else {
      throw ValidationError("Several --embeddings are compared by cross-validation of --labelled.")
    }
  }

  private func validateLSTM() throws {
    guard !labelled.isEmpty, label.isEmpty else {
      throw ValidationError("--encoder lstm takes --labelled texts, and no --label.")
    }
    guard embeddings.count + (unlabelled.isEmpty ? 0 : 1) < 2 else {
      throw ValidationError("--encoder lstm takes one --embeddings, or --unlabelled, not both.")
    }
    guard without.allSatisfy({ $0 == .crossValidation }) else {
      throw ValidationError("--encoder lstm takes no --without but cross-validation.")
    }
  }

  func run() throws {
    try Output.check(output)
    let line = ProgressLine()
    let sources = labelled.map(CorpusSource.init(path:))
    var texts: [LabelledText] = []
    if !sources.isEmpty {
      let (read, reading) = try LabelledTextReader.read(sources, options: input.options)
      texts = read
      line.finish("read      \(texts.count.grouped) labelled texts")
      for note in reading.notes { line.finish("          \(note)") }
    }
    let model = try encoder == .lstm ? recurrentModel(texts, line) : bestModel(texts, line)
    try model.write(to: output)
    line.finish("wrote     \(output)")
    let results = StandardOutput()
    try results.write(json ? try FitReport.json(model) : FitReport.text(model))
    try results.flush()
  }

  /// What messages call the labelled texts.
  private var name: String {
    labelled.isEmpty ? "--label" : labelled.joined(separator: ", ")
  }

  private func recurrentModel(
    _ texts: [LabelledText], _ line: ProgressLine
  ) throws -> SentimentModel {
    var configuration = encoder.configuration
    configuration.seed = seed
    var fitter = RecurrentFitter(configuration)
    fitter.threads = threads
    fitter.crossValidates = !without.contains(.crossValidation)
    return try fitter.fit(
      texts, on: try vectors(embeddings.first, for: texts, line), name: name)
  }

  /// The model on the vectors, or on the best of several.
  private func bestModel(_ texts: [LabelledText], _ line: ProgressLine) throws -> SentimentModel {
    guard embeddings.count > 1 else {
      return try model(texts, on: try vectors(embeddings.first, for: texts, line), line)
    }
    var comparison = VectorComparison()
    for name in embeddings {
      line.finish("fitting   on \(name.onOneLine)")
      try comparison.add(
        try model(texts, on: try vectors(name, for: texts, line), line), name: name)
    }
    guard let chosen = comparison.chosen else { preconditionFailure("several were compared") }
    return chosen
  }

  private func model(
    _ texts: [LabelledText], on embeddings: PretrainedEmbeddings, _ line: ProgressLine
  ) throws -> SentimentModel {
    var configuration = FitConfiguration()
    configuration.seed = seed
    for part in without { part.switchOff(in: &configuration) }
    let statistics = try UnlabelledStatistics(
      embeddings, reading: unlabelled.map(CorpusSource.init(path:)), labelled: texts,
      options: input.texts.options, configuration: configuration, threads: threads)
    if !unlabelled.isEmpty {
      line.finish(
        "read      \(statistics.textCount.grouped) texts without labels,"
          + " \(statistics.knownTextCount.grouped) with a known word")
    }
    var fitter = try ModelFitter(statistics, names: label.compactMap(LabelNames.init))
    fitter.threads = threads
    return try fitter.fit(texts, name: name)
  }

  /// What stands for the vectors that are part of the program.
  private static let embedded = "embedded"

  /// The user's vectors, or those that the unlabelled texts teach, or the built-in ones.
  private func vectors(
    _ file: String?, for texts: [LabelledText], _ line: ProgressLine
  ) throws -> PretrainedEmbeddings {
    if file == Self.embedded { return try BuiltInVectors.embeddings(for: texts) }
    if let file {
      return try EmbeddingsImport(
        contentsOf: file,
        keeping: try WordSelection(firstCount: keepWords, andWordsOf: texts)
      ).embeddings
    }
    guard !unlabelled.isEmpty else { return try BuiltInVectors.embeddings(for: texts) }
    var pretraining = Pretraining.forAdaptation
    pretraining.reading = input.texts.options
    pretraining.threads = threads
    pretraining.skipGram.seed = seed
    let epochs = pretraining.skipGram.epochs
    let result = try pretraining.run(on: unlabelled.map(CorpusSource.init(path:))) { event in
      if case .training(let progress) = event {
        line.update("training  vectors, epoch \(progress.epoch) of \(epochs)")
      }
    }
    line.finish(
      "trained   \(result.vectors.vocabularySize.grouped) vectors of"
        + " \(result.vectors.dimension) numbers")
    return result
  }
}
