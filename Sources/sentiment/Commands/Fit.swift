import ArgumentParser
import SentimentClassification
import SentimentTextProcessing
import SentimentTransferLearning
import SentimentWordEmbeddings

struct Fit: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make a classifier for your own labels, from a few labelled texts or words for them.",
    discussion: """
      The labels are learned from --labelled texts, from words that describe them (--label \
      good=great,excellent --label bad=terrible,awful), or from both. Texts without labels help: they \
      teach words and which differences between texts matter. The accuracy on new texts is estimated \
      by cross-validation, each text by a model that didn't learn from it; with many labels, several \
      methods are compared in this way, and the best is taken. With --encoder lstm, a network that \
      reads words in their order is trained on the labelled texts instead.

      Example:
        sentiment fit --labelled labelled.tsv --unlabelled reviews.txt --output model.safetensors
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
      """, valueName: "file"))
  var embeddings: [String] = []

  @Option(help: ArgumentHelp("The model to write.", valueName: "file"))
  var output: String

  @Option(
    help: ArgumentHelp(
      """
      How a text's words become its vector: mean, or lstm (long short-term memory), which takes \
      account of their order and learns from labelled texts alone.
      """, valueName: "mean|lstm"))
  var encoder: EncoderKind = .mean

  @Option(
    help: ArgumentHelp(
      """
      Let the model give no answer where it isn't sure enough, so that this fraction of its answers \
      is right, such as 0.95. The threshold follows from the answers to held-out texts; if they \
      can't show such a precision with 95 % confidence, no model is written.
      """, valueName: "fraction"))
  var abstain: Double?

  @Flag(help: "Print the model card as JSON.")
  var json = false

  func validate() throws {
    try validateAbstention()
    try validateEmbeddings()
    if encoder == .lstm { try validateLSTM() }
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
    guard inputs.without.allSatisfy({ $0 == .crossValidation }) else {
      throw ValidationError("--encoder lstm takes no --without but cross-validation.")
    }
  }

  func run() throws {
    try OutputFile.check(output)
    let messages = inputs.messageOptions.makeMessages()
    let texts = try inputs.readLabelled(messages)
    var (model, answers) =
      try encoder == .lstm
      ? recurrentModel(texts, messages) : bestModel(texts, messages)
    if let abstain {
      model = try model.promising(precision: abstain, by: answers, name: inputs.name)
    }
    try model.write(to: output)
    messages.step("wrote", output)
    let results = StandardOutput()
    try results.write(json ? try FitText.json(model) : FitText.text(model))
    try results.flush()
  }

  /// A model, and what held-out texts got in its cross-validation.
  private typealias Fitted = (model: SentimentModel, answers: [OutOfFoldPrediction])

  private func recurrentModel(_ texts: [LabelledText], _ messages: Messages) throws -> Fitted {
    var configuration = encoder.configuration
    configuration.seed = inputs.seed
    var fitter = RecurrentFitter(configuration)
    fitter.threads = inputs.threads
    let limit = fitter.configuration.maximumEpochs
    fitter.trainingProgress = { messages.training(epoch: $0, loss: $1, of: limit) }
    fitter.validationProgress = { messages.progress("fitting", "cross-validation", share: $0) }
    fitter.crossValidates = !inputs.without.contains(.crossValidation)
    let fitted = try fitter.fitWithCrossValidation(
      texts, on: try inputs.vectors(embeddings.first, for: texts, messages), name: inputs.name)
    messages.step("fitted", "to \(texts.count.grouped) labelled texts")
    return fitted
  }

  /// The model on the vectors, or on the best of several.
  private func bestModel(_ texts: [LabelledText], _ messages: Messages) throws -> Fitted {
    if embeddings.isEmpty { return try modelByDefault(texts, messages) }
    guard embeddings.count > 1 else {
      return try model(
        texts, on: try inputs.vectors(embeddings[0], for: texts, messages), messages)
    }
    var comparison = VectorComparison()
    for name in embeddings {
      messages.step("fitting", "on \(name.onOneLine)")
      try comparison.add(
        try model(texts, on: try inputs.vectors(name, for: texts, messages), messages), name: name)
    }
    guard let chosen = comparison.chosen else { preconditionFailure("several were compared") }
    return chosen
  }

  /// The model on the best of the vectors that there are by themselves; on the best guess where
  /// labels don't suffice to compare them.
  private func modelByDefault(_ texts: [LabelledText], _ messages: Messages) throws -> Fitted {
    let candidates = try inputs.defaultVectors(for: texts, messages).candidates
    let first = try model(texts, on: candidates[0].embeddings, messages)
    guard candidates.count > 1 else { return first }
    guard !first.answers.isEmpty else {
      messages.milestone(
        "vectors", "\(candidates[0].name): too few labels to compare them with others")
      return first
    }
    var comparison = VectorComparison()
    try comparison.add(first, name: candidates[0].name)
    for candidate in candidates.dropFirst() {
      messages.milestone("vectors", candidate.name)
      try comparison.add(
        try model(texts, on: candidate.embeddings, messages), name: candidate.name)
    }
    guard let chosen = comparison.chosen else { preconditionFailure("several were compared") }
    return chosen
  }

  private func model(
    _ texts: [LabelledText], on embeddings: PretrainedEmbeddings, _ messages: Messages
  ) throws -> Fitted {
    let fitted = try inputs.fitter(on: embeddings, for: texts, messages)
      .fitWithCrossValidation(texts, name: inputs.name)
    messages.step("fitted", "to \(texts.count.grouped) labelled texts")
    return fitted
  }
}
