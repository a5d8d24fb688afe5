import Foundation
import Testing

/// `--optimize macro-f1`: rare labels are answered where they aren't the likeliest.
struct OptimizeTests {
  private let folder: ScratchFolder
  private let labelled: String

  /// Nine texts in ten have the label `rest`, and most of those that are like the others too.
  init() throws {
    folder = try ScratchFolder()
    var generator = LinearCongruence(state: 11)
    let names = Texts.topics.keys.sorted()
    let lines = (0..<400).map { line -> String in
      let topic = names[generator.below(names.count)]
      let label = topic == "sport" && generator.below(10) < 3 ? "urgent" : "rest"
      let words = (0..<5).map { _ in
        let own = generator.below(3) == 0 ? names[generator.below(names.count)] : topic
        return Texts.topics[own]![generator.below(6)]
      }
      return "\(label)\t\(words.joined(separator: " ")) \(line)"
    }
    labelled = try folder.write(lines.joined(separator: "\n") + "\n", "labelled.tsv")
  }

  private func fit(_ arguments: String...) throws -> [String: Any] {
    let outcome = try Program.run(
      ["fit", labelled, "--encoder", "mean", "--output", folder.path("model"), "--json"] + arguments
    )
    expectSuccess(outcome)
    return try #require(
      try JSONSerialization.jsonObject(with: outcome.outputData) as? [String: Any])
  }

  private func rareAnswers() throws -> Int {
    let texts = try folder.write(
      try String(contentsOfFile: labelled, encoding: .utf8).split(separator: "\n").map {
        String($0.split(separator: "\t")[1])
      }.joined(separator: "\n") + "\n", "texts.txt")
    let answers = try Program.run("classify", "-m", folder.path("model"), "-i", texts)
    expectSuccess(answers)
    return answers.lines.count { $0.hasPrefix("urgent") }
  }

  @Test func rareLabelsAreAnsweredMoreOften() throws {
    #expect(try fit()["macroF1"] == nil)
    let before = try rareAnswers()
    let card = try fit("--optimize", "macro-f1")
    let macroF1 = try #require(card["macroF1"] as? [String: Any])
    let (f1, unshifted) = (
      try #require(macroF1["f1"] as? Double), try #require(macroF1["unshifted"] as? Double)
    )
    let interval = try #require(macroF1["interval"] as? [Double])
    #expect(f1 > unshifted && interval[0] < f1 && f1 < interval[1])
    let shifts = try #require(macroF1["shifts"] as? [Double])
    #expect(shifts[1] > shifts[0])
    #expect(try rareAnswers() > before)
    let shown = try Program.run("info", folder.path("model"))
    #expect(shown.output.contains(#/macro-F1 +0\.\d+ on new texts/#))
  }

  @Test(arguments: [
    (["--optimize", "f2"], "--optimize"),
    (["--optimize", "macro-f1", "--abstain", "0.9"], "--abstain"),
    (["--optimize", "macro-f1", "--multi-label"], "--optimize serves where each text has one"),
    (["--optimize", "macro-f1", "--encoder", "lstm"], "takes no --optimize and"),
    (["--optimize", "macro-f1", "--without", "cross-validation"], "or without --optimize"),
  ])
  func mistakesAreNamed(arguments: [String], message: String) throws {
    let outcome = try Program.run(
      ["fit", labelled, "--output", folder.path("model")] + arguments)
    #expect(outcome.status != 0 && outcome.errors.contains(message), "\(outcome.errors)")
    #expect(!FileManager.default.fileExists(atPath: folder.path("model")))
  }
}
