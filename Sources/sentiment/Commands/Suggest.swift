import ArgumentParser
import SentimentTextProcessing
import SentimentTransferLearning
import SentimentWordEmbeddings

struct Suggest: FileCommand {
  static let configuration = CommandConfiguration(
    abstract: "Choose which texts to label next: those whose labels would help the model most.",
    discussion: """
      Chooses one after another the text whose label would take most from the uncertainty of the \
      answers to all texts, and leaves near-duplicates out. Prints a line for each: the label that \
      the model guesses, its probability, and the text, separated by tabs. Up to 20,000 texts of \
      each file are looked at.

      Example:
        sentiment suggest reviews.txt --model model.safetensors -n 5
      """)

  @Option(
    name: .letter("m", "model"),
    help: ArgumentHelp(
      """
      The model: a file that fit or train-classifier wrote, or a built-in model \
      (\(SentimentModel.embeddedNames.joined(separator: ", "))).
      """, valueName: "file|name"), completion: .modelOrFile)
  var model: String

  @Argument(
    help: ArgumentHelp("Texts to choose from, as for --unlabelled.", valueName: "unlabelled"),
    completion: .file())
  var unlabelledFiles: [String] = []

  @Option(
    name: .customLong("unlabelled"),
    help: ArgumentHelp(
      """
      Texts to choose from: a file, a folder (a text a file) or a quoted glob; - is standard input. \
      May be given several times.
      """, valueName: "file"), completion: .file())
  var unlabelledOption: [String] = []

  @Option(
    help: ArgumentHelp(
      """
      Texts that have labels, as for fit; nothing like them is suggested. May be given several \
      times.
      """, valueName: "file"), completion: .file())
  var labelled: [String] = []

  @OptionGroup(title: "Reading texts")
  var input: LabelledInputOptions

  @OptionGroup(title: "Reading texts")
  var unlabelledInput: UnlabelledInputOptions

  @Option(name: .letter("n", "count"), help: "How many texts to suggest.")
  var count: Int = 10

  @Flag(help: "Print a JSON object a line: text, source, line, label and probability.")
  var json = false

  @OptionGroup
  var threads: ThreadsOption

  @OptionGroup(title: "Messages")
  var messageOptions: MessageOptions

  private var unlabelled: [String] { unlabelledFiles + unlabelledOption }

  func validate() throws {
    try require(!unlabelled.isEmpty, "Give texts to choose from, as a file or by --unlabelled")
    try require(1...10_000 ~= count, "--count takes 1 to 10000")
  }

  var files: CommandFiles {
    CommandFiles(texts: unlabelled + labelled, inputs: [model], printsResult: true)
  }

  func run() throws {
    let messages = messageOptions.makeMessages()
    var search = SuggestionSearch(try NamedModel.load(model, messages))
    search.threads = threads.count
    search.progress = { texts in
      messages.progress("reading", "\(texts.counted("text")), \(messages.rate(texts, "texts"))")
    }
    let given =
      labelled.isEmpty ? [] : try input.read(labelled.map(CorpusSource.init(path:)), messages)
    let sources = unlabelled.map(CorpusSource.init(path:))
    try messages.detail(sources: sources)
    let (suggestions, reading) = try search.run(
      count, from: sources, labelled: given,
      options: unlabelledInput.options(beside: input.texts, hasLabelled: !labelled.isEmpty))
    messages.step("read", "\(reading.documentCount.counted("text")) without labels")
    messages.notes(on: reading)
    let output = StandardOutput()
    for suggestion in suggestions {
      try output.write(
        json
          ? try JSONText.encode(suggestion) + "\n"
          : "\(Terminal.output.bold(suggestion.label.onOneLine))\t"
            + "\(suggestion.probability.fixed(3))\t\(suggestion.text.onOneLine)\n")
    }
    try output.flush()
    if suggestions.count < count {
      messages.say(
        "\(suggestions.count.grouped) suggested: the other texts are near-duplicates of these or of"
          + " labelled ones, or have no known word")
    }
  }
}
