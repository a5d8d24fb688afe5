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

      With --corpus, the same is done on texts of your own: a folder with pretrain.txt (texts without \
      labels, one a line), train.tsv and test.tsv (label, tab, text), as corpora/ has them.

      Examples:
        sentiment experiment --language zh --seeds 10
        sentiment experiment --corpus corpora/movie-reviews-en --dimension 20 --seeds 5-8
      """)

  @Option(
    help: ArgumentHelp(
      """
      The language of the article's reviews, en or zh; with --corpus, of your texts: de, en, es, fr \
      or zh. (default: en; with --corpus it is told from the texts)
      """, valueName: "code"))
  var language: String?

  @Option(
    help: ArgumentHelp(
      "A folder with texts of your own: \(ExperimentCorpus.fileNames.joined(separator: ", ")).",
      valueName: "folder"), completion: .directory)
  var corpus: String?

  @Option(
    help: ArgumentHelp(
      "Seeds to run: a number of them, from 1 up, or the first and the last, such as 5-8.",
      valueName: "number|from-to"))
  var seeds = SeedRange(1...100)

  @Option(help: "Numbers in a word vector. (default: 50)")
  var dimension: Int?

  @Option(help: "Passes over the texts without labels. (default: 50)")
  var epochs: Int?

  @Flag(help: "Print the result as JSON.")
  var json = false

  @Option(
    name: .letter("o", "output"),
    help: ArgumentHelp(
      "Also write table, JSON and a map of words and reviews (SVG) into this folder.",
      valueName: "folder"), completion: .directory)
  var output: String?

  @OptionGroup
  var threads: ThreadsOption

  @OptionGroup(title: "Messages")
  var messageOptions: MessageOptions

  func validate() throws {
    let languages = corpus == nil ? FilmReviews.languages : Language.allCases
    try require(
      language.map { name in languages.contains { $0.rawValue == name } },
      "--language takes "
        + languages.map(\.rawValue).joined(separator: corpus == nil ? " or " : ", "))
    try SkipGramConfiguration.Limits.dimension.validate(dimension, "--dimension")
    try SkipGramConfiguration.Limits.epochs.validate(epochs, "--epochs")
  }

  private func makeExperiment() throws -> FilmReviewExperiment {
    let language = language.flatMap(Language.init(rawValue:))
    let texts =
      try corpus.map { try ExperimentCorpus(folder: $0, language: language) }
      ?? ExperimentCorpus(language ?? .english)
    var experiment = FilmReviewExperiment(texts, seeds: seeds.range)
    if let dimension { experiment.pretraining.skipGram.dimension = dimension }
    if let epochs { experiment.pretraining.skipGram.epochs = epochs }
    return experiment
  }

  var files: CommandFiles {
    CommandFiles(
      texts: corpus.map { ExperimentCorpus.files(in: $0) } ?? [],
      outputs: output == nil ? [] : ["txt", "json", "svg"].map { "\(outputPath).\($0)" },
      printsResult: true)
  }

  /// The path of the files without their extensions: they are called by the language, or by the folder
  /// of one's own texts.
  private var outputPath: String {
    let folder = corpus?.split(separator: "/").last.map(String.init)
    return "\(output ?? "")/experiment-\(folder ?? language ?? Language.english.rawValue)"
  }

  func run() throws {
    if let output { try OutputFile.makeFolder(output) }
    let experiment = try makeExperiment()
    let messages = messageOptions.makeMessages()
    let seeds = seeds.range.count
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

/// The seeds of an experiment as a user gives them: `10` for 1 to 10, or `5-8`.
struct SeedRange: ExpressibleByArgument {
  let range: ClosedRange<Int>

  private static let limits = 1...1_000_000_000
  private static let largestCount = 100_000

  init(_ range: ClosedRange<Int>) { self.range = range }

  init?(argument: String) {
    let parts = argument.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    let bounds = parts.count == 1 ? [1, parts[0]] : parts
    guard bounds.count == 2, let first = bounds[0], let last = bounds[1], first <= last,
      Self.limits.contains(first), Self.limits.contains(last), last - first < Self.largestCount
    else { return nil }
    range = first...last
  }

  var defaultValueDescription: String {
    range.lowerBound == 1 ? "\(range.upperBound)" : "\(range.lowerBound)-\(range.upperBound)"
  }
}
