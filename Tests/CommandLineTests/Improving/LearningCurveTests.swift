import Foundation
import Testing

/// `sentiment learning-curve`: how many labels are enough.
struct LearningCurveTests {
  private let folder: ScratchFolder
  private let vectors: String
  private let labelled: String

  init() throws {
    folder = try ScratchFolder()
    vectors = try folder.write(try Files.shared.get().topicVectors, "vectors")
    labelled = try folder.write(Texts.manyLabelledTopics, "labelled.tsv")
  }

  private func measure(_ arguments: String...) throws -> Outcome {
    try Program.run(
      ["learning-curve", "--labelled", labelled, "--embeddings", vectors, "--repetitions", "2"]
        + arguments)
  }

  @Test func aPersonSeesTheCurveAndTheAnswer() throws {
    let outcome = try measure("--target", "0.8")
    expectSuccess(outcome)
    for part in ["labelled texts  accuracy", "measured", "expected", "accuracy(n) = "] {
      #expect(outcome.output.contains(part), "\(part) in \(outcome.output)")
    }
    #expect(outcome.lines.last?.hasPrefix("80.0 % is reached: about ") == true)
  }

  @Test func jsonHasTheSameFigures() throws {
    let outcomes = try ["1", "3"].map { try measure("--json", "--target", "0.8", "--threads", $0) }
    expectSuccess(outcomes[0])
    #expect(outcomes[0].output == outcomes[1].output)
    let curve = try #require(
      try JSONSerialization.jsonObject(with: outcomes[0].outputData) as? [String: Any])
    let measured = try #require(curve["measured"] as? [[String: Any]])
    #expect(measured.map { $0["labels"] as? Int } == [6, 12, 24, 48, 81])
    #expect((curve["goal"] as? [String: Any])?["verdict"] as? String == "reached")
    #expect((curve["law"] as? [String: Any])?["exponent"] is Double)
  }

  @Test func theCurveIsDrawn() throws {
    expectSuccess(try measure("--svg", folder.path("curve.svg"), "--target", "0.95"))
    let drawing = try XMLTexts(try folder.data("curve.svg"))
    #expect(drawing.rootElement == "svg")
    #expect(drawing.texts.contains { $0.contains("90 labelled texts; 2 × 10-fold") })
    #expect(drawing.texts.contains { $0.contains("target 95") })
  }

  @Test func tooFewTextsAreRefused() throws {
    let few = try folder.write(Texts.labelledTopics, "few.tsv")
    expectRefusal(
      try Program.run("learning-curve", "--labelled", few, "--embeddings", vectors),
      naming: few, "too few labelled texts", afterProgress: true)
    let nowhere = folder.path("none")
    expectRefusal(try measure("--svg", "\(nowhere)/curve.svg"), naming: nowhere)
  }

  @Test(arguments: [
    (["--target", "80"], "--target takes an accuracy"),
    (["--repetitions", "1"], "takes 2 to 1000"),
    (["--threads", "0"], "--threads takes 1 to 256"),
  ])
  func mistakesAreNamed(arguments: [String], message: String) throws {
    let outcome = try Program.run(["learning-curve", "--labelled", labelled] + arguments)
    #expect(outcome.status == 64 && outcome.errors.contains(message), "\(outcome.errors)")
    let none = try Program.run("learning-curve", "--label", "a=b")
    #expect(none.status == 64 && none.errors.contains("Give --labelled texts."))
  }
}
