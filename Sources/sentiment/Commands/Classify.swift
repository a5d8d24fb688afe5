import ArgumentParser
import SentimentPlatform
import SentimentTextProcessing
import SentimentTransferLearning

struct Classify: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Give each text its label and probability.",
    discussion: """
      Prints a line for each text: label, probability and text, separated by tabs. Where the model \
      knows less than half of the text's words, their fraction is added, such as "coverage 0.33": the \
      answer then says little. With "coverage 0" it says only how frequent the labels were in training. A model of `fit --abstain` says "?" in place of a label where it isn't sure \
      enough to keep its promise. With no text and no --input, reads standard input and answers each \
      line as it comes.

      Examples:
        sentiment classify "It was great"
        sentiment classify --model model.safetensors --input new.txt > answers.tsv
      """)

  @Argument(help: "Texts to classify.")
  var text: [String] = []

  @Option(
    help: ArgumentHelp(
      """
      The model: a file that fit or train-classifier wrote, or a built-in model \
      (\(SentimentModel.embeddedNames.joined(separator: ", "))). \(ModelChoice.helpForNone)
      """, valueName: "file|name"))
  var model: String?

  @Option(
    help: ArgumentHelp(
      """
      Texts: a file, a folder (a text a file) or a quoted glob; - is standard input. May be given \
      several times.
      """, valueName: "file"))
  var input: [String] = []

  @OptionGroup(title: "Reading texts")
  var inputOptions: InputOptions

  @Flag(
    help: """
      Print a JSON object a line, with text, label, probability, probabilities, coverage (the \
      fraction of words that the model knows) and words (each with its contribution in log-odds); of a \
      model of `fit --abstain` also abstained, and label is null where that is true.
      """)
  var json = false

  @Flag(help: "Print below each text what its words contribute to the label, in log-odds.")
  var explain = false

  @OptionGroup
  var threads: ThreadsOption

  @OptionGroup(title: "Messages")
  var messageOptions: MessageOptions

  func validate() throws {
    if !input.isEmpty && !text.isEmpty {
      throw ValidationError("Give texts or --input, not both.")
    }
    try require(
      !json || !explain, "Give --json or --explain, not both: --json has each word's part too")
  }

  func run() throws {
    let output = StandardOutput()
    if text.isEmpty {
      try classifyInput(to: output)
    } else {
      var models = try ModelChoice(model, messageOptions.makeMessages())
      for text in text.map(\.withoutPathBytes) {
        var answer: [UInt8] = []
        let bytes = Array(text.utf8)
        try format.append(bytes.span, by: try models.classifier(for: bytes.span), to: &answer)
        try output.write(answer)
      }
    }
    try output.flush()
  }

  private var format: AnswerFormat { json ? .json : explain ? .explained : .line }

  /// Answers each text of the input, on its line, and says at the end what was odd in it.
  private func classifyInput(to output: StandardOutput) throws {
    let answersAtOnce = input.isEmpty
    let format = format
    var options = inputOptions.options
    options.keepsEmptyTexts = true
    options.passesOnAtOnce = true
    let sources = (input.isEmpty ? ["-"] : input).map(CorpusSource.init(path:))
    let messages = messageOptions.makeMessages()
    let model = try model.map { try ModelChoice.load($0, messages) }
    let progress = try ClassificationProgress(sources, messages)
    let report = try TextPipeline(threads: threads.count).run(reading: sources, options: options) {
      var models = ModelChoice(try model?.makeClassifier())
      return { text, answers in
        try format.append(text, by: try models.classifier(for: text), to: &answers)
      }
    } take: { result in
      try output.write(result.output)
      if answersAtOnce { try output.flush() }
      progress.add(result)
    }
    try output.flush()
    if input.isEmpty {
      messages.say(report)
    } else {
      progress.finish(report)
    }
  }
}
