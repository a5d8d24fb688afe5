import ArgumentParser
import SentimentClassification
import SentimentTextProcessing
import SentimentTransferLearning
import SentimentWordEmbeddings

struct Fit: FileCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make a classifier for your own labels, from a few labelled texts or words for them.",
    discussion: """
      The labels are learned from --labelled texts, from words that describe them (--label \
      good=great,excellent --label bad=terrible,awful), or from both. Texts without labels help: they \
      teach words and which differences between texts matter. The accuracy on new texts is estimated \
      by cross-validation, each text by a model that didn't learn from it; with many labels, several \
      methods are compared in this way, and the best is taken. With --encoder lstm, a network that \
      reads words in their order is trained on the labelled texts instead.

      With --multi-label a text may have any number of labels, also none of them: "labels": ["a", "b"] in \
      JSON Lines, __label__a __label__b, or a cell of a table with --label-separator. For each label a \
      model tells the texts with it from the others, and a threshold is chosen so that F1 is the largest. \
      How well labels are found is said as micro-F1 (of all labels together) and macro-F1 (their mean).

      Example:
        sentiment fit labelled.tsv --unlabelled reviews.txt -o model.safetensors
        sentiment fit posts.csv --multi-label --label-separator "|" -o model.safetensors
      """)

  @OptionGroup(title: "What is learned from")
  var inputs: FitInputs

  @Option(
    help: ArgumentHelp(
      """
      Vectors that train-embeddings wrote, a model, or vectors of another program: word2vec, GloVe \
      or fastText. By default those of the built-in model, with the texts' new words added, or those \
      trained on the unlabelled texts, whichever is better in cross-validation. Given several times, \
      the best in cross-validation are taken; embedded stands for the built-in ones.
      """, valueName: "file"), completion: .file())
  var embeddings: [String] = []

  @Option(
    name: .letter("o", "output"), help: ArgumentHelp("The model to write.", valueName: "file"),
    completion: .file())
  var output: String

  @OptionGroup
  var encoder: EncoderOption

  @Flag(help: "A text may have any number of labels, and none of them.")
  var multiLabel = false

  @OptionGroup
  var separator: LabelSeparatorOption

  @Option(
    help: ArgumentHelp(
      """
      Let the model give no answer where it isn't sure enough, so that this fraction of its answers \
      is right, such as 0.95. The threshold follows from the answers to held-out texts; if they \
      can't show such a precision with 95 % confidence, no model is written.
      """, valueName: "fraction"))
  var abstain: Double?

  @Option(
    help: ArgumentHelp(
      """
      The share of a label among the texts that the model will read, as name=share, where \
      you know it; may be given for several labels. By default the texts without labels tell the \
      shares where they differ from those among the labelled texts.
      """, valueName: "share"), completion: .labelOfGivenTexts)
  var labelShare: [LabelShare] = []

  @Option(
    help: ArgumentHelp(
      """
      With macro-f1, rare labels are answered more often, so that the mean of the labels' F1 is the \
      largest on held-out texts. By default most answers shall be right.
      """, valueName: "metric"))
  var optimize: LabelThresholds.Metric?

  @Option(
    help: ArgumentHelp(
      """
      Learn a further label of this name, for texts that have none of the others: from the texts \
      without labels that are unlike all labelled ones, and from labelled ones that have it already.
      """, valueName: "name"))
  var noneOfThese: String?

  @Flag(help: "Print the model card as JSON.")
  var json = false

  func validate() throws {
    try validateAbstention()
    try validateEmbeddings()
    try require(
      Set(labelShare.map(\.label)).count == labelShare.count, "Give each --label-share once")
    try require(
      labelShare.isEmpty || abstain == nil,
      "--abstain keeps its promise on texts with the labelled texts' shares; give no --label-share")
    try require(
      optimize == nil || abstain == nil,
      "--abstain promises how many answers are right, which --optimize gives up; give one of them")
    if encoder.encoder == .words(.lstm) { try validateLSTM() }
    try validateMultiLabel()
  }

  private func validateMultiLabel() throws {
    guard multiLabel else {
      return try require(
        separator.labelSeparator == nil,
        "--label-separator is for texts with several labels: add --multi-label")
    }
    try require(!inputs.labelled.isEmpty, "--multi-label needs --labelled texts")
    let others: [(isGiven: Bool, flag: String)] = [
      (!inputs.label.isEmpty, "--label"), (abstain != nil, "--abstain"),
      (!labelShare.isEmpty, "--label-share"), (!inputs.labelWeight.isEmpty, "--label-weight"),
      (optimize != nil, "--optimize"), (noneOfThese != nil, "--none-of-these"),
      (encoder.encoder == .words(.lstm), "--encoder lstm"),
      (embeddings.count > 1, "several --embeddings"),
    ]
    for other in others where other.isGiven {
      throw ValidationError("\(other.flag) serves where each text has one label: no --multi-label.")
    }
  }

  private func validateAbstention() throws {
    guard let abstain else { return }
    guard abstain > 0, abstain < 1 else {
      throw ValidationError("--abstain takes a fraction between 0 and 1, such as 0.95.")
    }
    guard !inputs.labelled.isEmpty, !inputs.without.contains(.crossValidation) else {
      throw ValidationError("--abstain needs the cross-validation of --labelled texts.")
    }
  }

  private func validateEmbeddings() throws {
    guard embeddings.count > 1 else { return }
    guard Set(embeddings).count == embeddings.count else {
      throw ValidationError("Give each --embeddings once.")
    }
    guard !inputs.labelled.isEmpty, !inputs.without.contains(.crossValidation) else {
      throw ValidationError("Several --embeddings are compared by cross-validation of --labelled.")
    }
  }

  private func validateLSTM() throws {
    guard !inputs.labelled.isEmpty, inputs.label.isEmpty else {
      throw ValidationError("--encoder lstm takes --labelled texts, and no --label.")
    }
    guard embeddings.count + (inputs.unlabelled.isEmpty ? 0 : 1) < 2 else {
      throw ValidationError("--encoder lstm takes one --embeddings, or --unlabelled, not both.")
    }
    try require(labelShare.isEmpty, "--encoder lstm takes no --label-share")
    try require(
      inputs.labelWeight.isEmpty && inputs.weightField == nil,
      "--encoder lstm takes no --label-weight and no --weight-field")
    try require(
      optimize == nil && noneOfThese == nil,
      "--encoder lstm takes no --optimize and no --none-of-these")
    guard inputs.without.allSatisfy({ $0 == .crossValidation }) else {
      throw ValidationError("--encoder lstm takes no --without but cross-validation.")
    }
  }

  var files: CommandFiles {
    var files = inputs.files
    files.inputs += embeddings.filter { $0 != BestFit.Vectors.embeddedName }
    files.inputs += encoder.path.map { [$0] } ?? []
    files.outputs = [output]
    files.printsResult = true
    return files
  }

  func run() throws {
    try OutputFile.check(output)
    let messages = inputs.messageOptions.makeMessages()
    let model = multiLabel ? try fitMultiLabel(messages) : try fitOneLabel(messages)
    try model.write(to: output)
    messages.step("wrote", output)
    let results = StandardOutput()
    try results.write(json ? try FitText.json(model) : FitText.text(model))
    try results.flush()
  }

  /// Where each text has one label.
  private func fitOneLabel(_ messages: Messages) throws -> SentimentModel {
    let texts = try inputs.readLabelled(messages)
    var fit = try inputs.fit(on: embeddings, for: texts, messages)
    try encoder.apply(to: &fit)
    fit.precision = abstain
    fit.configuration.metric = optimize
    fit.configuration.noneLabel = noneOfThese
    for given in labelShare { fit.configuration.labelShares[given.label] = given.share }
    return try fit.run(texts.labelled, name: inputs.name).model
  }

  private func fitMultiLabel(_ messages: Messages) throws -> SentimentModel {
    let (labelled, texts) = try inputs.readMultiLabel(separator, messages)
    var fit = try inputs.fit(on: embeddings, for: texts, messages)
    try encoder.apply(to: &fit)
    return try fit.runMultiLabel(labelled, name: inputs.name).model
  }
}
