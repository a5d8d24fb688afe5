import ArgumentParser
import SentimentExperiments
import SentimentTextProcessing
import SentimentTransferLearning
import SentimentWordEmbeddings

struct FewShot: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "few-shot",
    abstract: "Measure what `fit` makes of fixed draws of few labels, on texts held out.",
    discussion: """
      Prints, for each number of labelled texts a label, the accuracy's mean and standard deviation \
      over the draws, the expected calibration error, how often the accuracy lies in the interval \
      that the fit gave, and the mean time of a fit.

      Example:
        sentiment few-shot film-reviews.tsv --draws draws.json --embeddings vectors.safetensors
      """)

  @Argument(help: ArgumentHelp("Labelled texts: a file.", valueName: "labelled"))
  var labelled: String

  @Option(
    help: ArgumentHelp(
      "JSON with the draws, as scripts/benchmarks/few-shot describes it.", valueName: "file"))
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

  @Option(
    help: ArgumentHelp(
      """
      Label so many further texts of the pool after each draw of the first size, in batches of 8, \
      once as suggested and once at random, and compare the accuracies.
      """, valueName: "number"))
  var suggest: Int?

  @Option(help: ArgumentHelp("Leave a part out, as for fit.", valueName: "part"))
  var without: [FitConfiguration.Part] = []

  @Flag(help: "Print the result as JSON.")
  var json = false

  @Option(help: "Threads to work with; by default as many as there are processors.")
  var threads: Int = ProcessorCount.available

  @OptionGroup(title: "Messages")
  var messageOptions: MessageOptions

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
    let sizes = try parsedSizes()
    if let suggest {
      guard 8...10_000 ~= suggest else { throw ValidationError("--suggest takes 8 to 10000.") }
      guard case .some(.some(1...)) = sizes.first else {
        throw ValidationError("--suggest begins with draws: give their size by --sizes.")
      }
    }
    for text in label where SeedWords(text) == nil {
      throw ValidationError("--label takes name=word,word,…, not \"\(text)\".")
    }
    guard 1...256 ~= threads else { throw ValidationError("--threads takes 1 to 256.") }
  }

  func run() throws {
    let messages = messageOptions.makeMessages()
    let texts = try input.read([CorpusSource(path: labelled)], messages)
    var configuration = FitConfiguration()
    configuration.parts.subtract(without)
    let statistics = try UnlabelledStatistics(
      try messages.embeddings(contentsOf: embeddings),
      reading: unlabelled.map(CorpusSource.init(path:)), labelled: texts,
      options: input.texts.options, configuration: configuration, threads: threads)
    var fitter = try LinearFitter(statistics, names: label.compactMap(SeedWords.init))
    fitter.threads = threads
    let output = StandardOutput()
    if let suggest {
      let results = try compare(adding: suggest, fitter, texts, messages)
      try output.write(json ? try JSONText.encode(results, pretty: true) + "\n" : table(results))
    } else {
      let results = try FewShotExperiment(fitter).run(
        try FewShotDraws(contentsOf: draws), on: texts, sizes: try parsedSizes(), name: labelled
      ) { size, draw, share in
        messages.progress(
          "measuring", "\(size.map(String.init) ?? "all") texts a label, draw \(draw + 1)",
          share: share)
      }
      messages.step("measured", "\(results.reduce(0) { $0 + $1.accuracies.count }.grouped) fits")
      try output.write(json ? try JSONText.encode(results, pretty: true) + "\n" : table(results))
    }
    try output.flush()
  }

  private func compare(
    adding count: Int, _ fitter: LinearFitter, _ texts: [LabelledText], _ messages: Messages
  ) throws -> [SuggestionExperiment.Result] {
    guard case .some(.some(let size)) = try parsedSizes().first else {
      preconditionFailure("the first size is a number")
    }
    var experiment = SuggestionExperiment(fitter)
    experiment.threads = threads
    return try experiment.run(
      try FewShotDraws(contentsOf: draws), on: texts, from: size, adding: count, name: labelled
    ) { messages.progress("measuring", "draw \($0)") }
  }

  private func table(_ results: [SuggestionExperiment.Result]) -> String {
    var table = TextTable(
      header: ["labelled texts", "draws", "suggested", "at random", "gain", "draws ahead"])
    for result in results {
      let draws = Double(result.suggested.count)
      let suggested = result.suggested.reduce(0, +) / draws
      let random = result.random.reduce(0, +) / draws
      table.add([
        result.labels.grouped, result.suggested.count.grouped, suggested.fixed(4), random.fixed(4),
        (suggested - random).signed(4),
        zip(result.suggested, result.random).count { $0 > $1 }.grouped,
      ])
    }
    return table.text
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
