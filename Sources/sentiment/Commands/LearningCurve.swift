import ArgumentParser
import SentimentTextProcessing
import SentimentTransferLearning
import SentimentWordEmbeddings

struct LearningCurveCommand: FileCommand {
  static let configuration = CommandConfiguration(
    commandName: "learning-curve",
    abstract:
      "Say how many labels are enough: the accuracy by their number, measured and beyond.",
    discussion: """
      Fits models as `fit` does to growing parts of the labelled texts and tests them on others, in \
      a repeated cross-validation. The power law a − b n⁻ᶜ that fits the measured accuracies best \
      predicts the accuracy with more labels, up to ten times as many. Intervals are of 95 %, by \
      resampling texts and repetitions.

      Example:
        sentiment learning-curve labelled.tsv --target 0.8
      """)

  @OptionGroup(title: "What is learned from")
  var inputs: FitInputs

  @Option(
    help: ArgumentHelp(
      """
      Vectors, as for fit. By default the best guess of those that fit compares.
      """, valueName: "file"), completion: .file())
  var embeddings: String?

  @OptionGroup
  var encoder: EncoderOption

  @Option(
    help: ArgumentHelp("The accuracy to reach, such as 0.8.", valueName: "accuracy"))
  var target: Double?

  @Option(help: "How often the cross-validation is repeated, with other folds.")
  var repetitions: Int = 5

  @Flag(help: "Print the result as JSON.")
  var json = false

  @Option(help: ArgumentHelp("Also draw the curve (SVG).", valueName: "file"), completion: .file())
  var svg: String?

  func validate() throws {
    try require(
      encoder.encoder != .words(.lstm), "--encoder takes mean, transformer or a folder here")
    try require(!inputs.labelled.isEmpty, "Give --labelled texts")
    if let target, !(target > 0 && target < 1) {
      throw ValidationError("--target takes an accuracy between 0 and 1, such as 0.8.")
    }
    try require(2...1_000 ~= repetitions, "--repetitions takes 2 to 1000")
  }

  var files: CommandFiles {
    var files = inputs.files
    files.inputs += (embeddings.map { [$0] } ?? []) + (encoder.path.map { [$0] } ?? [])
    files.outputs = svg.map { [$0] } ?? []
    files.printsResult = true
    return files
  }

  func run() throws {
    if let svg { try OutputFile.check(svg) }
    let messages = inputs.messageOptions.makeMessages()
    let read = try inputs.readLabelled(messages)
    let texts = read.labelled
    var fit = try inputs.fit(on: embeddings.map { [$0] } ?? [], for: read, messages)
    try encoder.apply(to: &fit)
    var measurement = try fit.learningCurveMeasurement(of: texts, name: inputs.name)
    measurement.repetitions = repetitions
    let curve = try measurement.run(texts, name: inputs.name, target: target) { fraction in
      messages.progress("measuring", "\(repetitions) repetitions", share: fraction)
    }
    messages.step(
      "measured", "\(curve.measured.count.counted("size")) in \(messages.stepSeconds.fixed(1)) s")
    let output = StandardOutput()
    try output.write(
      json ? try JSONText.encode(curve, pretty: true) + "\n" : LearningCurveText(curve).text)
    try output.flush()
    if let svg {
      try OutputFile.write(curve.svg, to: svg)
      messages.step("wrote", svg)
    }
  }
}
