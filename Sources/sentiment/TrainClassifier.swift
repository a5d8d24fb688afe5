import ArgumentParser
import Classification
import Glibc
import TextProcessing
import TransferLearning
import WordEmbeddings

struct TrainClassifier: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Learn labels from a few labelled texts, on word vectors that were learned before.",
    discussion: """
      A text's vector is the mean of its words' vectors; a network with one hidden layer learns \
      the labels from it. Training stops when the loss is as low as it needs to be, or no longer \
      falls, or after --epochs.
      """)

  @Argument(
    help: ArgumentHelp(
      """
      Labelled texts: files, quoted globs, or folders with a sub-folder for each label (a text a \
      file); - is standard input.
      """, valueName: "labelled"))
  var labelled: [String]

  @OptionGroup(title: "Reading texts")
  var input: LabelledInputOptions

  @Option(
    help: ArgumentHelp(
      """
      Vectors that train-embeddings wrote, or of another program: word2vec, GloVe or fastText \
      (.vec or .bin).
      """, valueName: "file"))
  var embeddings: String

  @Option(
    help: ArgumentHelp(
      """
      Of another program's vectors, the first words to keep; those of the labelled texts are kept \
      too.
      """, valueName: "words"))
  var keepWords: Int = EmbeddingsImport.defaultWordCount

  @Flag(
    name: .customLong("no-subwords"),
    help: """
      Leave the vectors of n-grams out: a smaller model, in which unknown words have no vector.
      """)
  var leavesSubwordsOut = false

  @Option(help: ArgumentHelp("The model to write.", valueName: "file"))
  var output: String

  @Option(help: "Units of the hidden layer; 0 for logistic regression.")
  var hidden: Int = ClassifierConfiguration().hiddenSize

  @Option(help: "Passes over the labelled texts, at most.")
  var epochs: Int = ClassifierConfiguration().maximumEpochs

  @Option(help: "Labelled texts in a step.")
  var batchSize: Int = ClassifierConfiguration().batchSize

  @Option(help: "Step size of the optimizer (Adam).")
  var learningRate: Double = ClassifierConfiguration().learningRate

  @Option(help: "Share by which weights shrink in a step of rate 1.")
  var weightDecay: Double = ClassifierConfiguration().weightDecay

  @Option(help: "What all random choices follow from, a whole number.")
  var seed: UInt64 = 1

  func validate() throws {
    guard 0...4_096 ~= hidden else { throw ValidationError("--hidden takes 0 to 4096.") }
    guard 1...100_000 ~= epochs else { throw ValidationError("--epochs takes 1 to 100000.") }
    guard 1...65_536 ~= batchSize else {
      throw ValidationError("--batch-size takes 1 to 65536.")
    }
    guard learningRate > 0, learningRate <= 1 else {
      throw ValidationError("--learning-rate takes more than 0, up to 1.")
    }
    guard 0...100 ~= weightDecay else { throw ValidationError("--weight-decay takes 0 to 100.") }
    guard 0...1_000_000_000 ~= keepWords else {
      throw ValidationError("--keep-words takes 0 to 1000000000.")
    }
  }

  func run() throws {
    try Output.check(output)
    let sources = labelled.map(CorpusSource.init(path:))
    let (texts, reading) = try LabelledTextReader.read(
      sources, options: input.options)
    let source = try EmbeddingsImport(
      contentsOf: embeddings,
      keeping: try WordSelection(firstCount: keepWords, andWordsOf: texts))
    let embeddings =
      leavesSubwordsOut ? source.embeddings.withoutSubwords : source.embeddings
    var configuration = ClassifierConfiguration()
    configuration.hiddenSize = hidden
    configuration.maximumEpochs = epochs
    configuration.batchSize = batchSize
    configuration.learningRate = learningRate
    configuration.weightDecay = weightDecay
    configuration.seed = seed
    let name = sources.map(\.name).joined(separator: ", ")
    let model = try Adapter(configuration).adapt(embeddings, to: texts, name: name)
    try model.write(to: output)
    report(source)
    report(model, reading)
  }

  /// Says what was taken of another program's vectors.
  private func report(_ source: EmbeddingsImport) {
    guard let origin = source.embeddings.origin else { return }
    let vectors = source.embeddings.vectors
    let lines =
      [
        "kept      \(vectors.vocabularySize.grouped) words × \(vectors.dimension) of"
          + " \(origin.file.onOneLine) (\(origin.format.rawValue))"
      ] + FileRemarks.lines(source.duplicateCount, source.illFormedWordCount)
    StandardError.write(lines.joined(separator: "\n") + "\n")
  }

  private func report(_ model: SentimentModel, _ reading: ReadingReport) {
    guard case .network(let network, let adaptation) = model.head else { return }
    let shares = zip(model.labels, model.prior).map { "\($0.onOneLine) \($1.percent(0))" }
    let ending =
      "stopped after \(adaptation.epochs) epochs: \(adaptation.stopReason.rawValue)"
      + " (\(adaptation.loss.fixed(4)))"
    StandardError.write(
      "read      \(adaptation.textCount.grouped) texts: \(shares.joined(separator: ", "))\n")
    for note in reading.notes { StandardError.write("          \(note)\n") }
    if adaptation.unknownTextCount > 0 {
      StandardError.write(
        "          \(adaptation.unknownTextCount.grouped) of them have no known word and are not"
          + " learned from\n")
    }
    StandardError.write(
      "training  \(network.parameterCount.grouped) parameters, \(ending)\n")
    StandardError.write("wrote     \(output)\n")
  }
}
