import Foundation
import Testing

/// A label with a single text, such as a mistyped one.
struct ThinLabelTests {
  private let folder: ScratchFolder
  private let vectors: String
  private let labelled: String

  init() throws {
    folder = try ScratchFolder()
    vectors = try folder.write(try Files.shared.get().topicVectors, "vectors")
    labelled = try folder.write(
      Texts.manyLabelledTopics + "musik\tviolin and melody\n", "labelled.tsv")
  }

  private func run(_ command: String, _ arguments: String...) throws -> Outcome {
    let outcome = try Program.run(
      [command, "--labelled", labelled, "--embeddings", vectors] + arguments)
    expectSuccess(outcome)
    #expect(
      outcome.errors.contains("\"musik\" has one text (line 91, like \"music\"?)"),
      "\(outcome.errors)")
    return outcome
  }

  @Test func theEstimateGoesOnWithoutIt() throws {
    let model = folder.path("model")
    let fitted = try run("fit", "--output", model)
    #expect(fitted.output.contains("on new texts (95 % interval"))
    #expect(fitted.output.contains("of texts without those of \"musik\""))
    // Its text is learned from.
    let probabilities = try Program.run("classify", "--model", model, "--json", "violin")
    #expect(probabilities.output.contains("\"musik\":"))
    let metadata = try SafetensorsFile(path: model).metadata
    #expect(metadata["fit"]?.contains("\"thinLabels\":[\"musik\"]") == true)
    #expect(metadata["fit"]?.contains("\"textCount\":90") == true)
  }

  @Test(arguments: ["mean", "lstm"])
  func aPromiseGoesOnWithoutIt(encoder: String) throws {
    let fitted = try run(
      "fit", "--output", folder.path("model"), "--abstain", "0.85", "--encoder", encoder)
    #expect(fitted.output.contains("abstains  under a probability of"))
  }

  @Test func diagnosisAndCurveGoOnWithoutIt() throws {
    let diagnosis = try run("diagnose")
    #expect(diagnosis.output.contains("\"musik\" has one text (line 91): should it be \"music\"?"))
    #expect(diagnosis.output.contains("fitted model, new texts"))
    let curve = try run("learning-curve", "--repetitions", "2")
    #expect(curve.output.contains("accuracy(n) = "))
  }

  @Test func ofTwoLabelsNothingIsLeft() throws {
    let few = try folder.write("food\tbread\nfood\tsoup\nmusic\tviolin\n", "few.tsv")
    let fitted = try Program.run(
      "fit", "--labelled", few, "--embeddings", vectors, "--output", folder.path("model"))
    expectSuccess(fitted)
    #expect(fitted.output.contains("accuracy  unknown: give two texts or more of two labels"))
  }
}
