import ArgumentParser
import SentimentExperiments
import SentimentPlatform
import SentimentTextProcessing
import SentimentTransferLearning
import SentimentWordEmbeddings

struct ExperimentCommand: FileCommand {
  static let configuration = CommandConfiguration(
    commandName: "experiment",
    abstract: "Reproduce the article's experiment: 62 reviews without labels, 8 with, 2 to test.",
    discussion: """
      For each seed and each of the 25 balanced ways to hold 2 of the 10 labelled reviews out, \
      trains the same network on vectors that were pre-trained, random, or trained on the 8 \
      alone, and a logistic regression on word counts.

      Example:
        sentiment experiment --language zh --seeds 10
      """)

  @Option(help: ArgumentHelp("The reviews' language: en or zh.", valueName: "code"))
  var language: String = "en"

  @Option(help: "Seeds to run, from 1 up.")
  var seeds: Int = 100

  @Flag(help: "Print the result as JSON.")
  var json = false

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Also write table, JSON and a map of words and reviews (SVG) into this folder.",
      valueName: "folder"))
  var output: String?

  @OptionGroup
  var threads: ThreadsOption

  @OptionGroup(title: "Messages")
  var messageOptions: MessageOptions

  func validate() throws {
    guard FilmReviews.languages.contains(where: { $0.rawValue == language }) else {
      throw ValidationError(
        "--language takes \(FilmReviews.languages.map(\.rawValue).joined(separator: " or ")).")
    }
    try require(1...100_000 ~= seeds, "--seeds takes 1 to 100000")
  }

  var files: CommandFiles {
    CommandFiles(
      outputs: output == nil ? [] : ["txt", "json", "svg"].map { "\(outputPath).\($0)" },
      printsResult: true)
  }

  /// The path of the files without their extensions.
  private var outputPath: String { "\(output ?? "")/experiment-\(language)" }

  func run() throws {
    if let output { try OutputFile.makeFolder(output) }
    let experiment = FilmReviewExperiment(language: Language(rawValue: language)!, seeds: seeds)
    let messages = messageOptions.makeMessages()
    let seeds = seeds
    let result = try experiment.run(threads: threads.count) { done in
      messages.progress(
        "measuring", "seed \(done) of \(seeds)", share: Double(done) / Double(seeds))
    }
    messages.step("measured", "\(seeds.counted("seed")) in \(result.seconds.fixed(1)) s")
    let table = ExperimentText(result).text
    let document = try JSONText.encode(result, pretty: true) + "\n"
    let standardOutput = StandardOutput()
    try standardOutput.write(json ? document : table)
    try standardOutput.flush()
    if output != nil {
      let path = outputPath
      try OutputFile.write(table, to: path + ".txt")
      try OutputFile.write(document, to: path + ".json")
      try OutputFile.write(try ReviewMap(experiment).svg(), to: path + ".svg")
      messages.step("wrote", "\(path).txt, .json and .svg")
    }
  }
}
