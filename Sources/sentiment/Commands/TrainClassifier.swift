import ArgumentParser
import SentimentClassification
import SentimentTextProcessing
import SentimentTransferLearning
import SentimentWordEmbeddings

struct TrainClassifier: FileCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Train the article's network on word vectors, or teach a model more; `fit` is the usual choice.",
    discussion: """
      For those who want a network, such as that of the article's experiment; `fit` is more \
      accurate. A text's vector is the mean of its words' vectors, and a network with one hidden \
      layer learns the labels from it. With --encoder lstm, a network reads the words in their order. \
      Training stops when the loss is low enough or no longer falls, at the latest after --epochs.

      With --update, a model of fit or train-classifier learns further texts, also with new labels. \
      It goes on from its weights, with its vectors and settings. The texts that it was trained on \
      aren't needed: texts of random words, which the model labels itself, take their place. If you \
      still have them, training on all texts is better.

      Examples:
        sentiment train-classifier labelled.tsv --embeddings vectors.safetensors --output model.safetensors
        sentiment train-classifier more.tsv --update model.safetensors --output updated.safetensors
      """)

  @Argument(
    help: ArgumentHelp(
      """
      Labelled texts: files, quoted globs, or folders with a sub-folder for each label (a text a \
      file); - is standard input.
      """, valueName: "labelled"), completion: .file())
  var labelledFiles: [String] = []

  @Option(
    name: .customLong("labelled"),
    help: ArgumentHelp("The same, as other commands take it.", valueName: "file"),
    completion: .file())
  var labelledOption: [String] = []

  @OptionGroup(title: "Reading texts")
  var input: LabelledInputOptions

  @Option(
    help: ArgumentHelp(
      """
      Vectors that train-embeddings wrote, or of another program: word2vec, GloVe or fastText \
      (.vec or .bin).
      """, valueName: "file"), completion: .file())
  var embeddings: String?

  @Option(
    help: ArgumentHelp(
      """
      Instead of --embeddings, a model that will learn these texts too; a file, or a built-in \
      model's name. Its vectors and settings stay.
      """, valueName: "model"), completion: .file())
  var update: String?

  @Option(
    help: ArgumentHelp(
      """
      How many words of another program's vectors to keep, from the first on; words of the labelled \
      texts are kept too. (default: \(EmbeddingsImport.defaultWordCount))
      """, valueName: "words"))
  var keepWords: Int?

  @Flag(
    name: .customLong("no-subwords"),
    help: """
      Leave out the vectors of n-grams; the model is smaller, and unknown words have no vector in it.
      """)
  var leavesSubwordsOut = false

  @Option(
    name: .letter("o", "output"), help: ArgumentHelp("The model to write.", valueName: "file"),
    completion: .file())
  var output: String

  @Option(
    help: ArgumentHelp(
      """
      How a text's words become its vector: mean, or lstm (long short-term memory), which takes \
      account of their order and wants many labelled texts. (default: mean)
      """, valueName: "mean|lstm"))
  var encoder: EncoderKind?

  @Option(
    help: """
      Units of the hidden layer, or of the LSTM; 0 for logistic regression on the mean. \
      (default: \(EncoderKind.mean.configuration.hiddenSize); \
      lstm: \(EncoderKind.lstm.configuration.hiddenSize))
      """)
  var hidden: Int?

  @Option(
    help: """
      Passes over the labelled texts, at most. \
      (default: \(ClassifierConfiguration().maximumEpochs))
      """)
  var epochs: Int?

  @Option(help: "Labelled texts in a batch. (default: \(ClassifierConfiguration().batchSize))")
  var batchSize: Int?

  @Option(
    help: """
      Step size of the optimizer (Adam). (default: \(ClassifierConfiguration().learningRate))
      """)
  var learningRate: Double?

  @Option(
    help: """
      Fraction by which weights shrink in a step with learning rate 1. \
      (default: \(ClassifierConfiguration().weightDecay))
      """)
  var weightDecay: Double?

  @Option(help: "Seed of the random generator; the same seed gives the same result.")
  var seed: UInt64 = 1

  @OptionGroup(title: "Messages")
  var messageOptions: MessageOptions

  private var labelled: [String] { labelledFiles + labelledOption }

  func validate() throws {
    try require(!labelled.isEmpty, "Missing expected argument '<labelled> ...'")
    typealias Limits = ClassifierConfiguration.Limits
    try Limits.hiddenSize.validate(hidden, "--hidden")
    try require(
      encoder != .lstm || hidden.map(Limits.units.contains) != false,
      "--encoder lstm takes --hidden from \(Limits.units)")
    try Limits.maximumEpochs.validate(epochs, "--epochs")
    try Limits.batchSize.validate(batchSize, "--batch-size")
    try Limits.learningRate.validate(learningRate, "--learning-rate")
    try Limits.weightDecay.validate(weightDecay, "--weight-decay")
    try require(keepWords.map { 0...1_000_000_000 ~= $0 }, "--keep-words takes 0 to 1000000000")
    try require(
      (embeddings == nil) != (update == nil),
      "Give --embeddings for a new model, or --update with a model that is to learn more")
    guard update != nil else { return }
    let given = [
      ("--keep-words", keepWords != nil), ("--no-subwords", leavesSubwordsOut),
      ("--encoder", encoder != nil), ("--hidden", hidden != nil), ("--epochs", epochs != nil),
      ("--batch-size", batchSize != nil), ("--learning-rate", learningRate != nil),
      ("--weight-decay", weightDecay != nil),
    ]
    for (flag, isGiven) in given {
      try require(!isGiven, "\(flag) can't be given with --update: it follows from the model")
    }
  }

  private func require(_ condition: Bool?, _ message: String) throws {
    if condition == false { throw ValidationError(message + ".") }
  }

  var files: CommandFiles {
    CommandFiles(
      texts: labelled, inputs: [embeddings].compactMap(\.self), updated: update, outputs: [output])
  }

  func run() throws {
    try OutputFile.check(output)
    let messages = messageOptions.makeMessages()
    let given = try update.map { try NamedModel.load($0, messages) }
    let sources = labelled.map(CorpusSource.init(path:))
    let texts = try input.read(sources, messages)
    let name = sources.map(\.name).joined(separator: ", ")
    let model =
      try given.map { try updated($0, texts, name, messages) } ?? trained(texts, name, messages)
    try model.write(to: output)
    messages.step("wrote", output)
  }

  private func updated(
    _ model: SentimentModel, _ texts: [LabelledText], _ name: String, _ messages: Messages
  ) throws -> SentimentModel {
    var updater = ModelUpdater(model)
    updater.seed = seed
    updater.threads = ProcessorCount.available
    updater.progress = { messages.show($0, crossValidation: "checking") }
    let (updated, report) = try updater.update(with: texts, name: name)
    messages.show(report, of: model)
    return updated
  }

  private func trained(
    _ texts: [LabelledText], _ name: String, _ messages: Messages
  ) throws -> SentimentModel {
    let source = try messages.embeddings(
      contentsOf: embeddings ?? "",
      keeping: try WordSelection(
        firstCount: keepWords ?? EmbeddingsImport.defaultWordCount, andWordsOf: texts),
      skipsFaultyRows: input.texts.skipBadLines)
    var fitter = NetworkFitter(configuration, encoder: encoder ?? .mean)
    fitter.crossValidates = false
    fitter.progress = { messages.show($0) }
    try messages.detail("settings", JSONText.encode(fitter.configuration))
    let model = try fitter.fit(
      texts, on: leavesSubwordsOut ? source.withoutSubwords : source, name: name)
    report(model, messages)
    return model
  }

  private var configuration: ClassifierConfiguration {
    var configuration = (encoder ?? .mean).configuration
    if let hidden { configuration.hiddenSize = hidden }
    if let epochs { configuration.maximumEpochs = epochs }
    if let batchSize { configuration.batchSize = batchSize }
    if let learningRate { configuration.learningRate = learningRate }
    if let weightDecay { configuration.weightDecay = weightDecay }
    configuration.seed = seed
    return configuration
  }

  private func report(_ model: SentimentModel, _ messages: Messages) {
    guard let training = model.card.networkTraining else { return }
    messages.step(
      "training",
      "\(model.head.parameterCount.counted("parameter")), stopped after"
        + " \(training.epochs.counted("epoch")):"
        + " \(training.stopReason.rawValue) (\(training.loss.fixed(4)))")
    if model.card.unknownTextCount > 0 {
      messages.note(
        model.card.unknownTextCount == 1
          ? "1 text has no known word and is not learned from"
          : "\(model.card.unknownTextCount.grouped) texts have no known word and are not learned from"
      )
    }
  }
}

extension EncoderKind: ExpressibleByArgument {}
