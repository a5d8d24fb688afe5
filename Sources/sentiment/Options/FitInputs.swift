import ArgumentParser
import SentimentTextProcessing
import SentimentTransferLearning
import SentimentWordEmbeddings

/// What the commands that fit models learn from.
struct FitInputs: ParsableArguments {
  @Argument(
    help: ArgumentHelp("Labelled texts, as for --labelled.", valueName: "labelled"),
    completion: .file())
  var labelledFiles: [String] = []

  @Option(
    name: .customLong("labelled"),
    help: ArgumentHelp(
      """
      Labelled texts: a file, a quoted glob, or a folder with a sub-folder for each label (a text \
      a file); - is standard input. Records whose label is empty are learned from as texts without \
      labels. May be given several times.
      """, valueName: "file"), completion: .file())
  var labelledOption: [String] = []

  @Option(
    help: ArgumentHelp(
      """
      Texts without labels, the more the better. May be given several times; the last should hold \
      texts like those that the model will read.
      """, valueName: "file"), completion: .file())
  var unlabelled: [String] = []

  @Option(
    help: ArgumentHelp(
      "Words that describe a label, as name=word,word,…; for each label or for none.",
      valueName: "words"), completion: .labelOfGivenTexts)
  var label: [String] = []

  @OptionGroup(title: "Reading texts")
  var input: LabelledInputOptions

  @OptionGroup(title: "Reading texts")
  var unlabelledInput: UnlabelledInputOptions

  @Option(
    help: ArgumentHelp(
      """
      The CSV or TSV column or the JSON key of how much a labelled text counts, a number of 0 or more. \
      (default: each counts 1)
      """, valueName: "name"))
  var weightField: String?

  @Option(
    help: ArgumentHelp(
      """
      How much more a label's texts count, where its mistakes are dearer, as name=weight; may be given \
      for several labels. Or balanced: the rarer a label is, the more each of its texts counts.
      """, valueName: "weight"), completion: .labelOfGivenTexts)
  var labelWeight: [LabelWeight] = []

  @Option(
    help: ArgumentHelp(
      """
      How many words of another program's vectors to keep, from the first on; words of the labelled \
      texts are kept too.
      """, valueName: "words"))
  var keepWords: Int = EmbeddingsImport.defaultWordCount

  @Option(
    help: ArgumentHelp(
      """
      Leave a part out, to see what it is worth: frequency-weights, document-metric, pseudo-labels, \
      balanced-threshold, names-scale, word-pairs, term-scales or cross-validation. May be given \
      several times.
      """, valueName: "part"))
  var without: [FitConfiguration.Part] = []

  @OptionGroup
  var markup: MarkupOption

  @Flag(
    help: """
      Learn from short pieces of long labelled texts too, for a model that will answer short texts; \
      takes three times as long.
      """)
  var pieces = false

  @Option(help: "Seed of the random generator; the same seed gives the same result.")
  var seed: UInt64 = 1

  @Option(
    name: .letter("j", "threads"),
    help: "Threads to work with; by default as many as there are processors.")
  var threads: Int = ProcessorCount.available

  @OptionGroup(title: "Messages")
  var messageOptions: MessageOptions

  func validate() throws {
    guard !labelled.isEmpty || !label.isEmpty else {
      throw ValidationError("Give --labelled texts, or words for each --label, or both.")
    }
    for text in label where SeedWords(text) == nil {
      throw ValidationError("--label takes name=word,word,…, not \"\(text)\".")
    }
    guard Set(label.compactMap { SeedWords($0)?.label }).count == label.count else {
      throw ValidationError("Give each --label once, with all its words.")
    }
    guard 0...1_000_000_000 ~= keepWords else {
      throw ValidationError("--keep-words takes 0 to 1000000000.")
    }
    try labelWeight.validate()
    try require(
      weightField == nil || !labelled.isEmpty, "--weight-field is for --labelled texts")
    guard 1...256 ~= threads else { throw ValidationError("--threads takes 1 to 256.") }
  }

  /// Where the labelled texts are.
  var labelled: [String] { labelledFiles + labelledOption }

  /// What is read; a command adds its own files.
  var files: CommandFiles { CommandFiles(texts: labelled + unlabelled) }

  /// What messages call the labelled texts.
  var name: String { labelled.isEmpty ? "--label" : labelled.joined(separator: ", ") }

  /// What the files of labelled texts hold.
  struct Texts {
    /// None where there are names of the labels alone.
    var labelled: [LabelledText] = []
    /// The texts of the records that have no label.
    var unlabelled: [CorpusSource] = []
    var findings: LabelledTextFindings
  }

  /// The labelled texts, what has no label in their files, and what was found of them, which is said
  /// too.
  func readLabelled(_ messages: Messages) throws -> Texts {
    guard !labelled.isEmpty else { return Texts(findings: try LabelledTextFindings([])) }
    let read = try input.readPartlyLabelled(
      labelled.map(CorpusSource.init(path:)), weightField: weightField, messages)
    return try texts(read.labelled, read.unlabelled, messages)
  }

  /// The same where a text may have any number of labels.
  ///
  /// - Returns: the texts with their labels; and what else is known of them, without.
  func readMultiLabel(
    _ separator: LabelSeparatorOption, _ messages: Messages
  ) throws -> (labelled: [MultiLabelText], texts: Texts) {
    let read = try input.readPartlyMultiLabel(
      labelled.map(CorpusSource.init(path:)), separator, weightField: weightField, messages)
    let unnamed = read.labelled.map { LabelledText(label: "", text: $0.text, line: $0.line) }
    return (read.labelled, try texts(unnamed, read.unlabelled, messages))
  }

  private func texts(
    _ labelled: [LabelledText], _ unlabelled: [String], _ messages: Messages
  ) throws -> Texts {
    let findings = try LabelledTextFindings(labelled)
    messages.notes(on: findings)
    let rest = CorpusSource.texts(unlabelled, name: "\(name), records without a label")
    return Texts(
      labelled: labelled, unlabelled: unlabelled.isEmpty ? [] : [rest], findings: findings)
  }

  /// A fit by these inputs, which shows how far it is.
  ///
  /// - Parameters:
  ///   - vectors: files, or what stands for the vectors of the program; none for the default ones.
  ///   - texts: what the labelled files hold.
  func fit(
    on vectors: [String], for texts: Texts, _ messages: Messages
  ) throws -> BestFit {
    var fit = BestFit()
    fit.groups = texts.findings.groups
    fit.configuration.seed = seed
    if pieces { fit.configuration.parts.insert(.passages) }
    fit.configuration.parts.subtract(without)
    fit.configuration.labelWeights = labelWeight.weights
    fit.seedWords = label.compactMap(SeedWords.init)
    fit.keepsMarkup = markup.isKept
    // The last has texts like those that the model will read: those that were given as such.
    fit.unlabelled = texts.unlabelled + unlabelled.map(CorpusSource.init(path:))
    fit.reading = unlabelledInput.options(
      beside: input.texts, hasLabelled: !labelled.isEmpty)
    fit.threads = threads
    fit.vectors = vectors.map { name in
      if name == BestFit.Vectors.embeddedName { return .embedded(for: texts.labelled) }
      return BestFit.Vectors(name: name) {
        [keepWords, skipsFaultyRows = input.texts.skipBadLines] in
        try messages.embeddings(
          contentsOf: name,
          keeping: try WordSelection(firstCount: keepWords, andWordsOf: texts.labelled),
          skipsFaultyRows: skipsFaultyRows)
      }
    }
    if vectors.isEmpty {
      try messages.detail("settings", JSONText.encode(fit.pretraining.skipGram))
    }
    let progress = try FitProgress(
      fit.unlabelled, labelledCount: texts.labelled.count, comparesGiven: vectors.count > 1,
      messages)
    fit.report = progress.show
    return fit
  }
}
