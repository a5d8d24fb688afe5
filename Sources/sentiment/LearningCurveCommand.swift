import ArgumentParser
import TextProcessing
import TransferLearning

struct LearningCurveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "learning-curve",
    abstract:
      "Say how many labels are enough: the accuracy by their number, and what more are worth.",
    discussion: """
      Fits models as `fit` does to growing parts of the labelled texts and tests them on others, in \
      a repeated cross-validation. The power law a − b n⁻ᶜ that fits the measured accuracies best \
      tells what may be expected of more labels. Intervals are of 95 %, by resampling texts and \
      repetitions; nothing is said of more than ten times the labelled texts.
      """)

  @OptionGroup(title: "What is learned from")
  var inputs: FitInputs

  @Option(
    help: ArgumentHelp(
      """
      Vectors, as for fit. By default they are learned from the unlabelled texts, and taken from \
      the built-in model where there are none.
      """, valueName: "file"))
  var embeddings: String?

  @Option(
    help: ArgumentHelp("The accuracy to aim at, a share such as 0.8.", valueName: "share"))
  var target: Double?

  @Option(help: "How often the cross-validation is repeated, with other folds.")
  var repetitions: Int = 5

  @Flag(help: "Print the result as JSON.")
  var json = false

  @Option(help: ArgumentHelp("Also draw the curve (SVG).", valueName: "file"))
  var svg: String?

  func validate() throws {
    guard !inputs.labelled.isEmpty else { throw ValidationError("Give --labelled texts.") }
    if let target, !(target > 0 && target < 1) {
      throw ValidationError("--target takes a share between 0 and 1, such as 0.8.")
    }
    guard 2...1_000 ~= repetitions else {
      throw ValidationError("--repetitions takes 2 to 1000.")
    }
  }

  func run() throws {
    if let svg { try Output.check(svg) }
    let line = ProgressLine()
    let texts = try inputs.readLabelled(line)
    var measurement = LearningCurveMeasurement(
      try inputs.fitter(
        on: try inputs.vectors(embeddings, for: texts, line), for: texts, line))
    measurement.repetitions = repetitions
    measurement.threads = inputs.threads
    let start = ProgressLine()
    let curve = try measurement.run(texts, name: inputs.name, target: target) { fraction in
      line.update("measuring \(fraction.percent(0)), \(start.timeLeft(fraction: fraction))")
    }
    line.finish("measured  \(curve.measured.count) sizes in \(start.seconds.fixed(1)) s")
    let output = StandardOutput()
    try output.write(
      json ? try JSONText.encode(curve, pretty: true) + "\n" : LearningCurveText(curve).text)
    try output.flush()
    if let svg {
      try Output.write(curve.svg, to: svg)
      line.finish("wrote     \(svg)")
    }
  }
}
