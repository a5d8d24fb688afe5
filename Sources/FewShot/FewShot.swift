import ArgumentParser
import FoundationEssentials
import SentimentExperiments
import SentimentTextProcessing
import SentimentTransferLearning
import SentimentWordEmbeddings

/// Measures the product; scripts/benchmarks run it.
@main
struct FewShot: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "few-shot",
    abstract: "Measure what `sentiment fit` makes of fixed draws of few labels, on texts held out.",
    discussion: """
      Prints JSON: for each number of labelled texts a label, the accuracies over the draws with \
      their mean and standard deviation, the expected calibration error, how often the accuracy \
      lies in the interval that the fit gave, and the mean time of a fit.
      """)

  @Argument(help: ArgumentHelp("Labelled texts: a file.", valueName: "labelled"))
  var labelled: String

  @Option(
    help: ArgumentHelp(
      "JSON with the draws, as scripts/benchmarks/draws.py describes it.", valueName: "file"))
  var draws: String

  @Option(help: ArgumentHelp("Word vectors, or a model that has them.", valueName: "file"))
  var embeddings: String

  @Option(help: ArgumentHelp("Texts without labels, as for fit.", valueName: "file"))
  var unlabelled: [String] = []

  @Option(
    help: ArgumentHelp("Words that say what a label means, as for fit.", valueName: "words"))
  var label: [String] = []

  @Option(
    help: ArgumentHelp(
      "Numbers of labelled texts a label, with commas; 0 for names alone, all for the whole pool.",
      valueName: "list"))
  var sizes: String = "4,8,16,64,256"

  @Option(
    help: ArgumentHelp(
      """
      Label so many further texts of the pool after each draw of the first size, in batches of 8, \
      once as suggested and once at random, and compare the accuracies.
      """, valueName: "number"))
  var suggest: Int?

  @Option(
    help: ArgumentHelp("Leave a part out, as for fit.", valueName: "part"),
    transform: { name in
      guard let part = FitConfiguration.Part(name: name) else {
        throw ValidationError("--without takes the parts that fit takes, not \"\(name)\".")
      }
      return part
    })
  var without: [FitConfiguration.Part] = []

  @Option(help: "Threads to work with; by default as many as there are processors.")
  var threads: Int = ProcessInfo.processInfo.activeProcessorCount

  private func parsedSizes() throws -> [Int?] {
    try sizes.split(separator: ",").map { part in
      if part == "all" { return nil }
      guard let size = Int(part), size >= 0 else {
        throw ValidationError("--sizes takes whole numbers and all, with commas.")
      }
      return size
    }
  }

  /// The texts a label that suggestions begin with.
  private func firstSize() throws -> Int {
    guard let first = try parsedSizes().first, let size = first, size > 0 else {
      throw ValidationError("--suggest begins with draws: give their size by --sizes.")
    }
    return size
  }

  func validate() throws {
    _ = try parsedSizes()
    if let suggest {
      guard 8...10_000 ~= suggest else { throw ValidationError("--suggest takes 8 to 10000.") }
      _ = try firstSize()
    }
    for text in label where SeedWords(text) == nil {
      throw ValidationError("--label takes name=word,word,…, not \"\(text)\".")
    }
    guard 1...256 ~= threads else { throw ValidationError("--threads takes 1 to 256.") }
  }

  func run() throws {
    let (texts, _) = try LabelledTextReader.read([CorpusSource(path: labelled)])
    var configuration = FitConfiguration()
    configuration.parts.subtract(without)
    let statistics = try UnlabelledStatistics(
      try EmbeddingsImport(contentsOf: embeddings).embeddings,
      reading: unlabelled.map(CorpusSource.init(path:)), labelled: texts,
      configuration: configuration, threads: threads)
    var fitter = try LinearFitter(statistics, names: label.compactMap(SeedWords.init))
    fitter.threads = threads
    let draws = try FewShotDraws(contentsOf: draws)
    if let suggest {
      var experiment = SuggestionExperiment(fitter)
      experiment.threads = threads
      try show(
        try experiment.run(
          draws, on: texts, from: try firstSize(), adding: suggest, name: labelled))
    } else {
      try show(
        try FewShotExperiment(fitter).run(
          draws, on: texts, sizes: try parsedSizes(), name: labelled))
    }
  }

  private func show(_ results: some Encodable) throws {
    print(try JSONText.encode(results, pretty: true))
  }
}
