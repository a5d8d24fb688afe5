import ArgumentParser
import SentimentTextProcessing
import SentimentTransferLearning
import SentimentWordEmbeddings

struct Diagnose: FileCommand {
  static let configuration = CommandConfiguration(
    abstract: "Find out why a model isn't good enough, and what to do about it.",
    discussion: """
      Checks, in this order: do the vectors know the words? Are there texts enough of each label? Do \
      the vectors tell the labels apart (do a text's nearest texts have its label, and what does a \
      linear model of all labels get right)? Is the classifier as good as that? Is it as good on new \
      texts? Which texts are probably labelled wrong? Models are fitted as `fit` does it; accuracies \
      on new texts are those of a cross-validation.

      Example:
        sentiment diagnose labelled.tsv --model model.safetensors
      """)

  @OptionGroup(title: "What is learned from")
  var inputs: FitInputs

  @OptionGroup
  var encoder: EncoderOption

  @Option(
    name: .letter("m", "model"),
    help: ArgumentHelp(
      "A model to check too, with its own vectors.", valueName: "file|name"),
    completion: .modelOrFile)
  var model: String?

  @Option(
    help: ArgumentHelp(
      """
      Vectors, as for fit. By default the best guess of those that fit compares.
      """, valueName: "file"), completion: .file())
  var embeddings: String?

  @Option(help: "How many unknown words and suspicious texts to list.")
  var list: Int = 10

  @Flag(help: "Print the result as JSON.")
  var json = false

  func validate() throws {
    try require(
      encoder.encoder != .words(.lstm), "--encoder takes mean, transformer or a folder here")
    try require(!inputs.labelled.isEmpty, "Give --labelled texts")
    try require(
      model == nil || embeddings == nil,
      "Give --model or --embeddings, not both: a model has its vectors")
    try require(
      !inputs.without.contains(.crossValidation), "There is no diagnosis --without cross-validation"
    )
    try require(0...10_000 ~= list, "--list takes 0 to 10000")
  }

  var files: CommandFiles {
    var files = inputs.files
    files.inputs += [model, embeddings, encoder.path].compactMap(\.self)
    files.printsResult = true
    return files
  }

  func run() throws {
    let messages = inputs.messageOptions.makeMessages()
    let read = try inputs.readLabelled(messages)
    let texts = read.labelled
    let given = try model.map { try NamedModel.load($0, messages) }
    var fit = try inputs.fit(on: embeddings.map { [$0] } ?? [], for: read, messages)
    if let given { fit.vectors = [.init(name: "the model") { given.embeddings }] }
    try encoder.apply(to: &fit)
    var diagnoser = try fit.diagnoser(of: texts, name: inputs.name)
    diagnoser.textFindings = read.findings
    diagnoser.listLimit = list
    let diagnosis = SettingFlags.naming(
      try diagnoser.diagnose(texts, name: inputs.name, model: given))
    messages.step("diagnosed", texts.count.counted("labelled text"))
    let output = StandardOutput()
    try output.write(
      json ? try JSONText.encode(diagnosis, pretty: true) + "\n" : DiagnosisText(diagnosis).text)
    try output.flush()
  }
}
