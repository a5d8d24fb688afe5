import ArgumentParser
import Glibc
import TextProcessing
import TransferLearning

struct Classify: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say which label texts have.",
    discussion: """
      Prints a line for each text: label, probability and text, separated by tabs; "coverage 0" \
      is added where the model knows no word of the text, so that the answer is only the labels' \
      share in its training. With no text and no --input, reads standard input and answers each \
      line as it comes.
      """)

  @Argument(help: "Texts to classify.")
  var text: [String] = []

  @Option(
    help: ArgumentHelp(
      """
      The model: a file that train-classifier wrote, or a built-in model \
      (\(SentimentModel.embeddedNames.joined(separator: ", "))). By default the built-in model \
      for the text's script.
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
      share of words that the model knows) and words (each with its contribution in log-odds).
      """)
  var json = false

  func validate() throws {
    if !input.isEmpty && !text.isEmpty {
      throw ValidationError("Give texts or --input, not both.")
    }
  }

  func run() throws {
    var models = try ModelChoice(model)
    let output = StandardOutput()
    if !text.isEmpty {
      for text in text { try output.write(try line(text, &models)) }
    } else {
      try classifyInput(&models, output)
    }
    try output.flush()
  }

  /// Answers each text of the input, on its line, and says at the end what was odd in it.
  private func classifyInput(_ models: inout ModelChoice, _ output: StandardOutput) throws {
    var options = inputOptions.options
    options.keepsEmptyTexts = true
    var report = ReadingReport()
    for path in input.isEmpty ? ["-"] : input {
      var reader = try DocumentReader(CorpusSource(path: path), options: options)
      while let document = try reader.next() {
        try output.write(try line(document.text, &models))
        if input.isEmpty { try output.flush() }
      }
      report.add(reader.report)
    }
    try output.flush()
    for note in report.notes { StandardError.write(note + "\n") }
  }

  private func line(_ text: String, _ models: inout ModelChoice) throws -> String {
    let prediction = try models.classifier(for: text).classify(text, explains: json)
    if json { return try JSONText.encode(prediction) + "\n" }
    let terminal = Terminal.output
    var line =
      "\(terminal.bold(prediction.label.onOneLine))\t\(prediction.probability.fixed(3))"
      + "\t\(text.onOneLine)"
    if prediction.coverage == 0 { line += "\t" + terminal.dim("coverage 0") }
    return line + "\n"
  }
}

/// The model that a user named, or the built-in one for each text's script.
private struct ModelChoice {
  private let chosen: TextClassifier?
  private var embedded: [Language: TextClassifier] = [:]

  init(_ name: String?) throws {
    chosen = try name.map { name in
      let model = try SentimentModel(embedded: name) ?? SentimentModel(contentsOf: name)
      return try model.makeClassifier()
    }
  }

  mutating func classifier(for text: String) throws -> TextClassifier {
    if let chosen { return chosen }
    let language: Language = LanguageDetector.isChinese(text) ? .chinese : .english
    if let classifier = embedded[language] { return classifier }
    let name = "movie-reviews-\(language.rawValue)"
    guard let model = try SentimentModel(embedded: name) else {
      preconditionFailure("\(name) is part of the program")
    }
    let classifier = try model.makeClassifier()
    embedded[language] = classifier
    return classifier
  }
}
