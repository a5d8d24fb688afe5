import ArgumentParser
import SentimentTextProcessing
import SentimentTransferLearning
import SentimentWordEmbeddings

struct Evaluate: FileCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure how good a model is, on labelled texts that it hasn't seen.",
    discussion: """
      Gives accuracy with its 95 % interval (Wilson), the best constant answer beside it, precision, \
      recall and F1 of each label and their unweighted means (macro), the confusion matrix, how far \
      the probabilities can be trusted (log loss, Brier score, expected calibration error over 15 \
      bins of equal width), and the worst mistakes with the words that speak for the wrong answer.

      Of a model of `fit --abstain` it also gives the fraction of texts that are answered, and the \
      fraction of right answers among them.

      Of a model of `fit --multi-label`, precision, recall and F1 of each label, of all labels together \
      (micro) and their mean (macro), and how many texts get just their labels.

      The figures are those of scikit-learn. What is undefined, as the precision of a label that was \
      never answered, is shown as –, left out of the JSON, and counts as 0 in the macro means.

      Example:
        sentiment evaluate test.tsv --model model.safetensors
      """)

  @Argument(
    help: ArgumentHelp(
      """
      Labelled texts: a file, a quoted glob, or a folder with a sub-folder for each label (a text a \
      file); - is standard input.
      """, valueName: "labelled"), completion: .file())
  var labelledFile: String?

  @Option(
    name: .customLong("labelled"),
    help: ArgumentHelp("The same, as other commands take it.", valueName: "file"),
    completion: .file())
  var labelledOption: String?

  @OptionGroup(title: "Reading texts")
  var input: LabelledInputOptions

  @OptionGroup(title: "Reading texts")
  var separator: LabelSeparatorOption

  @Option(
    name: .letter("m", "model"),
    help: ArgumentHelp(
      """
      The model: a file that fit or train-classifier wrote, or a built-in model \
      (\(SentimentModel.embeddedNames.joined(separator: ", "))).
      """, valueName: "file|name"), completion: .modelOrFile)
  var model: String

  @Option(help: "How many of the worst mistakes to show.")
  var mistakes: Int = 10

  @Flag(help: "Print the result as JSON.")
  var json = false

  @Option(
    help: ArgumentHelp(
      "Also draw how often answers are right by their probability (SVG).", valueName: "file"),
    completion: .file())
  var reliability: String?

  @OptionGroup
  var speed: SpeedOption

  @OptionGroup
  var threads: ThreadsOption

  @OptionGroup(title: "Messages")
  var messageOptions: MessageOptions

  /// Where the labelled texts are.
  private var source: String { labelledFile ?? labelledOption ?? "" }

  func validate() throws {
    try require(
      (labelledFile == nil) != (labelledOption == nil),
      "Give one file of labelled texts: sentiment evaluate test.tsv --model model.safetensors")
    try require(0...10_000 ~= mistakes, "--mistakes takes 0 to 10000")
  }

  var files: CommandFiles {
    CommandFiles(
      texts: [source], inputs: [model], outputs: reliability.map { [$0] } ?? [], printsResult: true)
  }

  func run() throws {
    if let reliability { try OutputFile.check(reliability) }
    let messages = messageOptions.makeMessages()
    let model = try speed.apply(to: NamedModel.load(model, messages))
    if model.isMultiLabel { return try evaluateMultiLabel(model, messages) }
    try require(
      separator.labelSeparator == nil, "--label-separator is for models of `fit --multi-label`")
    var evaluator = ModelEvaluator(model)
    evaluator.threads = threads.count
    evaluator.mistakeLimit = mistakes
    let source = CorpusSource(path: source)
    let (evaluation, reading) = try evaluator.evaluate(
      source, options: input.options, progress: try progress(source, messages))
    try show(
      evaluation, EvaluationText(evaluation).text, texts: evaluation.report.texts, reading,
      messages)
    if let reliability {
      try OutputFile.write(evaluation.reliabilityDiagram, to: reliability)
      messages.step("wrote", reliability)
    }
  }

  private func evaluateMultiLabel(_ model: SentimentModel, _ messages: Messages) throws {
    try require(
      reliability == nil,
      "--reliability draws the answers of a model that gives a text one label: leave it out")
    var evaluator = try MultiLabelEvaluator(model)
    evaluator.threads = threads.count
    let source = CorpusSource(path: source)
    let (evaluation, reading) = try evaluator.evaluate(
      source, options: separator.apply(to: input.options), progress: try progress(source, messages))
    try show(
      evaluation, MultiLabelEvaluationText(evaluation).text, texts: evaluation.report.texts,
      reading, messages)
  }

  /// What shows how far the evaluation is.
  private func progress(
    _ source: CorpusSource, _ messages: Messages
  ) throws -> (_ texts: Int, _ inputBytes: Int) -> Void {
    let byteCount = try [source].byteCount
    try messages.detail(sources: [source])
    return { texts, inputBytes in
      messages.progress(
        "evaluating", "\(texts.counted("text")), \(messages.rate(texts, "texts"))",
        share: byteCount?.share(done: inputBytes))
    }
  }

  private func show(
    _ evaluation: some Encodable, _ text: String, texts: Int, _ reading: ReadingReport,
    _ messages: Messages
  ) throws {
    messages.step("evaluated", "\(texts.counted("text")), \(messages.rate(texts, "texts"))")
    messages.notes(on: reading)
    let output = StandardOutput()
    try output.write(json ? try JSONText.encode(evaluation, pretty: true) + "\n" : text)
    try output.flush()
  }
}
