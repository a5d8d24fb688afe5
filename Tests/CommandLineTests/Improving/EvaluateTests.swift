import Foundation
import Testing

/// `sentiment evaluate`: how good a model is, and where it errs.
struct EvaluateTests {
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  private static let texts = """
    positive\tIt was great
    negative\tIt was really stupid.
    negative\tgreat acting, great story
    positive\tA wonderful, moving story

    positive\txyzzy plugh
    negative\txyzzy
    """

  private func evaluate(_ arguments: String..., texts: String = texts) throws -> Outcome {
    let file = try folder.write(texts, "labelled.tsv")
    return try Program.run(["evaluate", file, "--model", "movie-reviews-en"] + arguments)
  }

  private func json(_ outcome: Outcome) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: outcome.outputData) as? [String: Any])
  }

  @Test func aPersonSeesFiguresTablesAndMistakes() throws {
    let outcome = try evaluate()
    expectSuccess(outcome)
    for part in [
      ": 6 texts; model ", "2 have no known word; the model answers \"negative\" for them",
      "accuracy", "95 % interval", "majority baseline", "macro-F1", "precision  recall",
      "label, and answers given", "mean confidence",
      "line 3: negative taken for positive", "great +",
    ] {
      #expect(outcome.output.contains(part), "\(part) in \(outcome.output)")
    }
    #expect(!outcome.output.contains("\u{1B}"))
  }

  @Test func jsonHasTheSameFigures() throws {
    let outcome = try evaluate("--json")
    expectSuccess(outcome)
    let result = try json(outcome)
    let report = try #require(result["report"] as? [String: Any])
    #expect(report["texts"] as? Int == 6)
    #expect(report["correct"] as? Int == 4)
    #expect(report["confusionMatrix"] as? [[Int]] == [[2, 1], [1, 2]])
    #expect(result["textsWithoutKnownWord"] as? Int == 2)
    #expect(result["ties"] as? Int == 2)
    let mistakes = try #require(result["worstMistakes"] as? [[String: Any]])
    #expect(mistakes.map { $0["line"] as? Int } == [3, 6])
    #expect((result["calibration"] as? [String: Any])?["bins"] is [Any])
  }

  /// Undefined is left out, not 0.
  @Test func aLabelWithoutTextsHasNoRecall() throws {
    let outcome = try evaluate("--json", texts: "positive\tIt was great\n")
    expectSuccess(outcome)
    let report = try #require(try json(outcome)["report"] as? [String: Any])
    let labels = try #require(report["labels"] as? [[String: Any]])
    #expect(labels[0]["label"] as? String == "negative")
    #expect(labels[0]["recall"] == nil && labels[0]["precision"] == nil && labels[0]["f1"] == nil)
    #expect(try evaluate(texts: "positive\tIt was great\n").output.contains("–"))
  }

  @Test func theResultDoesNotDependOnThreads() throws {
    let many = String(repeating: Self.texts + "\n", count: 500)
    let one = try evaluate("--json", "--threads", "1", texts: many)
    expectSuccess(one)
    for threads in ["2", "5"] {
      #expect(try evaluate("--json", "--threads", threads, texts: many).output == one.output)
    }
  }

  @Test func theNumberOfMistakesIsChosen() throws {
    let outcome = try evaluate("--json", "--mistakes", "1")
    #expect((try json(outcome)["worstMistakes"] as? [Any])?.count == 1)
    #expect(!(try evaluate("--mistakes", "0").output.contains("mistakes")))
  }

  @Test func theReliabilityDiagramIsSVG() throws {
    let path = folder.path("diagram.svg")
    expectSuccess(try evaluate("--reliability", path))
    let diagram = try XMLTexts(try folder.data("diagram.svg"))
    #expect(diagram.rootElement == "svg")
    #expect(diagram.texts.contains { $0.contains("6 texts; expected calibration error") })
  }

  @Test func aLabelThatTheModelLacksIsNamed() throws {
    let outcome = try evaluate(texts: "positive\tgreat\ngood\tgreat\n")
    expectRefusal(
      outcome, naming: folder.path("labelled.tsv"), "2: the model has no label \"good\"")
    #expect(outcome.errors.contains("\"negative\", \"positive\""))
  }

  @Test(arguments: ["", "\n\n", "no tab\n", "positive\t\n"])
  func aFileWithoutLabelledTextsIsRefused(texts: String) throws {
    expectRefusal(try evaluate(texts: texts), naming: folder.path("labelled.tsv"))
  }

  @Test func missingFilesAreNamed() throws {
    let file = try folder.write(Self.texts, "labelled.tsv")
    let missing = folder.path("missing")
    expectRefusal(
      try Program.run("evaluate", missing, "--model", "movie-reviews-en"), naming: missing)
    expectRefusal(try Program.run("evaluate", file, "--model", missing), naming: missing)
    let nowhere = folder.path("none")
    expectRefusal(
      try Program.run(
        "evaluate", file, "--model", "movie-reviews-en", "--reliability", "\(nowhere)/diagram.svg"),
      naming: nowhere)
  }

  /// A model of three labels, of which two are asked for.
  @Test func binaryLeavesNeutralOut() throws {
    let folder = try ScratchFolder()
    let labelled = try folder.write(
      "positive\tIt was great\nnegative\tIt was awful\nnegative\txyzzy\n", "labelled.tsv")
    let outcome = try Program.run([
      "evaluate", labelled, "--model", "general", "--binary", "--json",
    ])
    expectSuccess(outcome)
    #expect(!outcome.output.contains("neutral"))
    expectSuccess(try Program.run(["evaluate", labelled, "--model", "general", "--binary"]))
    expectRefusal(
      try Program.run([
        "evaluate", try folder.write("neutral\tIt is a chair\n", "n.tsv"), "--model", "general",
        "--binary",
      ]), naming: folder.path("n.tsv") + ":1", "neutral")
  }
}
