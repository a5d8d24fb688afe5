import ArgumentParser
import SentimentPlatform
import SentimentTextProcessing
import SentimentTransferLearning

struct Classify: FileCommand {
  static let configuration = CommandConfiguration(
    abstract: "Give each text its label and probability.",
    discussion: """
      Prints a line for each text: label, probability and text, separated by tabs. Where the model \
      knows less than half of the text's words, their fraction is added, such as "coverage 0.33": the \
      answer then says little. With "coverage 0" it says only how frequent the labels were in training. \
      With --threshold, or a model of `fit --abstain`, "?" stands in place of a label that isn't sure \
      enough. A model of `fit --multi-label` gives the labels with | between them, with their \
      probabilities, and | alone where a text has none. With no text and no --input, reads standard input and answers each line as it comes.

      Examples:
        sentiment classify "It was great"
        sentiment classify -m model.safetensors --input new.txt > answers.tsv
        sentiment classify -m model.safetensors --input new.csv -o answers.csv
      """)

  @Argument(help: "Texts to classify.")
  var text: [String] = []

  @Option(
    name: .letter("m", "model"),
    help: ArgumentHelp(
      """
      The model: a file that fit or train-classifier wrote, or a built-in model \
      (\(SentimentModel.embeddedNames.joined(separator: ", "))). \(NamedModel.helpForNone)
      """, valueName: "file|name"), completion: .modelOrFile)
  var model: String?

  @Option(
    name: .letter("i", "input"),
    help: ArgumentHelp(
      """
      Texts: a file, a folder (a text a file) or a quoted glob; - is standard input. May be given \
      several times.
      """, valueName: "file"), completion: .file())
  var input: [String] = []

  @OptionGroup(title: "Reading texts")
  var inputOptions: InputOptions

  @OptionGroup(title: "Answers")
  var answers: AnswerOptions

  @OptionGroup
  var speed: SpeedOption

  @OptionGroup
  var threads: ThreadsOption

  @OptionGroup(title: "Messages")
  var messageOptions: MessageOptions

  func validate() throws {
    if !input.isEmpty && !text.isEmpty {
      throw ValidationError("Give texts or --input, not both.")
    }
  }

  /// The sources that the texts are in, if they aren't given themselves.
  private var inputs: [String] {
    input.isEmpty && (text.isEmpty || text == ["-"]) ? ["-"] : input
  }

  var files: CommandFiles {
    CommandFiles(
      texts: inputs, inputs: model.map { [$0] } ?? [],
      outputs: [answers.output, answers.unsure].compactMap(\.self),
      printsResult: answers.output == nil)
  }

  func run() throws {
    let messages = messageOptions.makeMessages()
    hint(messages)
    let form = answers.form
    let output = try AnswerSink(answers.output, answers.columns)
    let unsure = try answers.unsure.map { try AnswerSink($0, answers.unsureColumns) }
    let model = try speed.apply(
      to: NamedModel.load(model ?? SentimentModel.generalName, messages))
    try require(
      unsure == nil || answers.threshold != nil || model.abstention != nil,
      "--unsure needs a --threshold, or a model of `fit --abstain`")
    try require(
      unsure == nil || !model.isMultiLabel,
      "--unsure is for models that give a text one label: with any number, none is an answer")
    try require(
      answers.top == nil || !model.isMultiLabel,
      "--top is for models that give a text one label: this one gives all that reach their thresholds"
    )
    var options = inputOptions.options
    options.keepsEmptyTexts = true
    options.keepsRecords = form.needsRecords
    options.passesOnAtOnce = true
    let sources =
      inputs.isEmpty
      ? [.texts(text.map(\.withoutPathBytes), name: "the texts")]
      : inputs.map(CorpusSource.init(path:))
    let progress = try TextProgress(
      .classifying, sources, printsAnswers: answers.output == nil, messages)
    let answersAtOnce = inputs == ["-"]
    var unsureCount = 0
    let report = try TextPipeline(threads: threads.count, batchSize: model.batchSize)
      .run(reading: sources, options: options) {
        AnswerWorker(try model.makeClassifier(), form).answer
      } take: { batch, size in
        try output.write(
          batch.output, of: batch.layouts, headerLayout: batch.headerLayout)
        if answersAtOnce { try output.flush() }
        try unsure?.write(
          batch.unsure, of: batch.layouts, headerLayout: batch.headerLayout)
        unsureCount += batch.unsureCount
        progress.add(size)
      }
    try output.finish()
    try unsure?.finish()
    if input.isEmpty, answers.output == nil {
      messages.say(report)
    } else {
      progress.finish(report)
    }
    if answers.threshold != nil && !model.isMultiLabel || unsureCount > 0,
      !input.isEmpty || unsure != nil
    {
      messages.note("\(unsureCount.counted("text")) without a label: not sure enough")
    }
    for path in [answers.output, answers.unsure].compactMap(\.self) where path != "-" {
      messages.step("wrote", path)
    }
  }

  /// Says what a newcomer may not know: that a file's name was taken for a text, or that the program
  /// waits for texts.
  private func hint(_ messages: Messages) {
    for text in text where text != "-" && FileIdentity(text, stream: STDIN_FILENO)?.isThere == true
    {
      messages.warning(
        "\"\(text.onOneLine)\" is a file, but its name is classified; to classify the texts in it:"
          + " sentiment classify --input \(text.onOneLine)")
    }
    if inputs == ["-"], isatty(STDIN_FILENO) == 1 {
      messages.say(
        "Type texts, one a line, and end with Ctrl-D; `sentiment classify --help` says what else"
          + " there is.")
    }
  }
}
