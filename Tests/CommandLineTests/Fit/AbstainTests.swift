import Foundation
import Testing

/// `sentiment fit --abstain`: a model that keeps a promised precision by giving no answer where it
/// isn't sure enough.
struct AbstainTests {
  private let folder: ScratchFolder
  private let vectors: String
  private let labelled: String

  init() throws {
    folder = try ScratchFolder()
    vectors = try folder.write(try Files.shared.get().topicVectors, "vectors")
    labelled = try folder.write(Texts.manyLabelledTopics, "labelled.tsv")
  }

  private var model: String { folder.path("model") }
  /// Words of one topic, and of no topic.
  private let clear = "bread and butter"
  private let unclear = "bread violin goal"
  private let unknown = "xyzzy"

  private func fit(_ arguments: String...) throws -> Outcome {
    try Program.run(
      ["fit", "--labelled", labelled, "--embeddings", vectors, "--output", model] + arguments)
  }

  private func objects(_ outcome: Outcome) throws -> [[String: Any]] {
    expectSuccess(outcome)
    return try outcome.lines.map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }

  @Test(arguments: ["mean", "lstm"])
  func unsureAnswersAreWithheld(encoder: String) throws {
    let fitted = try fit("--abstain", "0.9", "--encoder", encoder)
    expectSuccess(fitted)
    #expect(fitted.output.contains("abstains  under a probability of"))
    let texts = [clear, unclear, unknown]
    let lines = try Program.run(["classify", "--model", model] + texts).lines
    #expect(lines[0].hasPrefix("food\t"))
    #expect(lines[1].hasPrefix("?\t") && lines[2].hasPrefix("?\t"), "\(lines)")
    let explained = try Program.run("classify", "--model", model, "--explain", unclear)
    #expect(explained.output.hasPrefix("?\t") && explained.output.contains("violin"))
    let answers = try objects(try Program.run(["classify", "--json", "--model", model] + texts))
    #expect(answers.map { $0["abstained"] as? Bool } == [false, true, true])
    #expect(answers.map { $0["label"] is NSNull } == [false, true, true])
    #expect(answers.allSatisfy { ($0["probabilities"] as? [String: Double])?.count == 3 })
  }

  @Test func evaluateSaysHowManyAreAnsweredAndRight() throws {
    expectSuccess(try fit("--abstain", "0.9"))
    let texts = "food\t\(clear)\nmusic\tviolin, piano\nmusic\t\(unclear)\nsport\t\(unknown)\n"
    let held = try folder.write(texts, "held.tsv")
    let evaluated = try Program.run("evaluate", held, "--model", model)
    expectSuccess(evaluated)
    #expect(evaluated.output.contains("answered           2 of 4 texts, 50.0 %"))
    #expect(evaluated.output.contains("precision of these 100.00 %, 95 % interval"))
    let json = try Program.run("evaluate", held, "--model", model, "--json")
    let selective = try #require(
      (try JSONSerialization.jsonObject(with: json.outputData) as? [String: Any])?["selective"]
        as? [String: Any])
    #expect(selective["answered"] as? Int == 2 && selective["precision"] as? Double == 1)
    let none = try folder.write("sport\t\(unknown)\n", "none.tsv")
    #expect(
      try Program.run("evaluate", none, "--model", model).output.contains("none of the texts"))
  }

  @Test func thePromiseIsInTheModelAndItsCard() throws {
    let fitted = try fit("--abstain", "0.9", "--json")
    expectSuccess(fitted)
    let card = try #require(
      try JSONSerialization.jsonObject(with: fitted.outputData) as? [String: Any])
    let abstention = try #require(card["abstention"] as? [String: Any])
    #expect(abstention["promisedPrecision"] as? Double == 0.9)
    #expect(try #require(abstention["precisionLowerBound"] as? Double) >= 0.9)
    let metadata = try SafetensorsFile(path: model).metadata
    #expect(metadata["abstention"]?.contains("\"promisedPrecision\":0.9") == true)
    expectSuccess(try Program.run("compact", model, folder.path("small")))
    #expect(
      try Program.run("classify", "--model", folder.path("small"), unclear).output
        .hasPrefix("?\t"))
  }

  @Test func withoutItNothingIsDifferent() throws {
    expectSuccess(try fit())
    #expect(try SafetensorsFile(path: model).metadata["abstention"] == nil)
    let answer = try objects(try Program.run("classify", "--json", "--model", model, unclear))[0]
    #expect(answer["abstained"] == nil && answer["label"] is String)
  }

  @Test func whatTheTextsCannotShowIsRefused() throws {
    let outcome = try fit("--abstain", "0.99")
    expectRefusal(outcome, naming: labelled, "90 texts show a precision of", afterProgress: true)
    #expect(outcome.errors.contains("promise less by --abstain"))
    let few = try folder.write("food\tbread\nmusic\tviolin\n", "few.tsv")
    expectRefusal(
      try Program.run(
        "fit", "--labelled", few, "--embeddings", vectors, "--output", model, "--abstain", "0.9"),
      naming: few, "too few labelled texts", afterProgress: true)
    #expect(!FileManager.default.fileExists(atPath: model))
  }

  @Test(arguments: [
    (["--abstain", "1"], "takes a fraction between 0 and 1"),
    (["--abstain", "95"], "takes a fraction between 0 and 1"),
    (["--abstain", "nan"], "takes a fraction between 0 and 1"),
    (["--abstain", "0.9", "--without", "cross-validation"], "needs the cross-validation"),
  ])
  func mistakesAreNamed(arguments: [String], message: String) throws {
    let outcome = try Program.run(
      ["fit", "--labelled", labelled, "--embeddings", vectors, "--output", model] + arguments)
    #expect(outcome.status == 64 && outcome.errors.contains(message), "\(outcome.errors)")
  }

  @Test func aDamagedThresholdIsNamed() throws {
    expectSuccess(try fit("--abstain", "0.9"))
    var file = try SafetensorsFile(path: model)
    file.metadata["abstention"] = "{}"
    let damaged = try folder.write(try file.encoded(), "damaged")
    expectRefusal(try Program.run("classify", "--model", damaged, clear), naming: damaged)
  }
}
