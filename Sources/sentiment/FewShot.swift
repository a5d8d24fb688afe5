import ArgumentParser
import TextProcessing
import TransferLearning
import WordEmbeddings

struct FewShot: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "few-shot",
    abstract: "Measure what `fit` makes of fixed draws of few labels, on texts held out.",
    discussion: """
      Prints, for each number of labelled texts a label, the accuracy's mean and standard deviation \
      over the draws, the expected calibration error, how often the accuracy lies in the interval \
      that the fit gave, and the mean time of a fit.
      """)

  @Argument(help: ArgumentHelp("Labelled texts: a file.", valueName: "labelled"))
  var labelled: String

  @Option(
    help: ArgumentHelp(
      "JSON with the draws, as scripts/few-shot describes it.", valueName: "file"))
  var draws: String

  @Option(help: ArgumentHelp("Word vectors, or a model that has them.", valueName: "file"))
  var embeddings: String

  @Option(help: ArgumentHelp("Texts without labels, as for fit.", valueName: "file"))
  var unlabelled: [String] = []

  @Option(
    help: ArgumentHelp("Words that say what a label means, as for fit.", valueName: "words"))
  var label: [String] = []

  @OptionGroup(title: "Reading texts")
  var input: LabelledInputOptions

  @Option(
    help: ArgumentHelp(
      "Numbers of labelled texts a label, with commas; 0 for names alone, all for the whole pool.",
      valueName: "list"))
  var sizes: String = "4,8,16,64,256"

  @Option(help: ArgumentHelp("Leave a part out, as for fit.", valueName: "part"))
  var without: [FitPart] = []

  @Flag(help: "Print the result as JSON.")
  var json = false

  @Option(help: "Threads to work with; by default as many as there are processors.")
  var threads: Int = ProcessorCount.available

  private func parsedSizes() throws -> [Int?] {
    try sizes.split(separator: ",").map { part in
      if part == "all" { return nil }
      guard let size = Int(part), size >= 0 else {
        throw ValidationError("--sizes takes whole numbers and all, with commas.")
      }
      return size
    }
  }

  func validate() throws {
    _ = try parsedSizes()
    for text in label where LabelNames(text) == nil {
      throw ValidationError("--label takes name=word,word,…, not \"\(text)\".")
    }
    guard 1...256 ~= threads else { throw ValidationError("--threads takes 1 to 256.") }
  }

  func run() throws {
    let (texts, _) = try LabelledTextReader.read(
      [CorpusSource(path: labelled)], options: input.options)
    var configuration = FitConfiguration()
    for part in without { part.switchOff(in: &configuration) }
    let statistics = try UnlabelledStatistics(
      try EmbeddingsImport(contentsOf: embeddings).embeddings,
      reading: unlabelled.map(CorpusSource.init(path:)), labelled: texts,
      options: input.texts.options, configuration: configuration, threads: threads)
    var fitter = try ModelFitter(statistics, names: label.compactMap(LabelNames.init))
    fitter.threads = threads
    let line = ProgressLine()
    let results = try FewShotExperiment(fitter).run(
      try FewShotDraws(contentsOf: draws), on: texts, sizes: try parsedSizes(), name: labelled
    ) { size, draw in
      line.update("\(size.map(String.init) ?? "all") texts a label, draw \(draw + 1)")
    }
    let output = StandardOutput()
    try output.write(json ? try JSONText.encode(results, pretty: true) + "\n" : table(results))
    try output.flush()
  }

  private func table(_ results: [FewShotExperiment.Result]) -> String {
    var table = TextTable(
      header: ["texts a label", "draws", "accuracy", "±", "ECE", "in interval", "seconds"])
    for result in results {
      table.add([
        result.textsPerLabel.map(String.init) ?? "all", String(result.accuracies.count),
        result.mean.fixed(4), result.standardDeviation.fixed(4),
        result.calibrationError.fixed(4), result.coverage?.percent(0) ?? "–",
        result.seconds.fixed(3),
      ])
    }
    return table.text
  }
}
