import Foundation
import Testing

/// `--none-of-these`: a label for texts that have none of the others.
struct NoneOfTheseTests {
  private let folder: ScratchFolder
  private let vectors: String
  private let labelled: String

  init() throws {
    folder = try ScratchFolder()
    vectors = try folder.write(try Files.shared.get().topicVectors, "vectors")
    let lines = Texts.manyLabelledTopics.split(separator: "\n").filter { !$0.hasPrefix("sport") }
    labelled = try folder.write(lines.joined(separator: "\n") + "\n", "labelled.tsv")
  }

  private func unlabelled(_ topics: [String]) throws -> String {
    var generator = LinearCongruence(state: 3)
    let lines = (0..<300).map { line in
      let words = Texts.topics[topics[line % topics.count]]!
      return (0..<6).map { _ in words[generator.below(words.count)] }.joined(separator: " ")
    }
    return try folder.write(lines.joined(separator: "\n") + "\n", "unlabelled.txt")
  }

  private func fit(_ arguments: [String]) throws -> Outcome {
    try Program.run(
      ["fit", labelled, "--embeddings", vectors, "--output", folder.path("model")] + arguments)
  }

  @Test func textsOfAnotherKindGetIt() throws {
    let texts = try unlabelled(["food", "music", "sport"])
    let outcome = try fit(["--unlabelled", texts, "--none-of-these", "other", "--json"])
    expectSuccess(outcome)
    let card = try #require(
      try JSONSerialization.jsonObject(with: outcome.outputData) as? [String: Any])
    let none = try #require(card["noneOfThese"] as? [String: Any])
    #expect(none["label"] as? String == "other")
    let share = try #require(none["share"] as? Double)
    #expect(share > 0.2 && share < 0.45)
    #expect(try #require(none["turnedAway"] as? Double) < 0.15)
    #expect(card["labelCounts"] as? [Int] == [30, 30, 0])
    let answers = try Program.run(
      "classify", "-m", folder.path("model"), "football and goal player team",
      "bread and butter with soup", "piano concert and violin melody")
    #expect(answers.lines.map { $0.prefix { $0 != "\t" } } == ["other", "food", "music"])
    let shown = try fit(["--unlabelled", texts, "--none-of-these", "other"])
    #expect(shown.output.contains("none      \"other\" is learned from "))
  }

  /// Texts that a person found to have none of the labels are further examples, and are judged by too.
  @Test func textsThatHaveItByHandAreLearnedToo() throws {
    let given = try folder.write(
      try String(contentsOfFile: labelled, encoding: .utf8)
        + (0..<4).map { "other\tchess board \($0) king queen\n" }.joined(),
      "given.tsv")
    let texts = try unlabelled(["food", "music", "sport"])
    let outcome = try Program.run([
      "fit", given, "--embeddings", vectors, "--output", folder.path("model"), "--json",
      "--unlabelled", texts, "--none-of-these", "other",
    ])
    expectSuccess(outcome)
    let card = try #require(
      try JSONSerialization.jsonObject(with: outcome.outputData) as? [String: Any])
    let none = try #require(card["noneOfThese"] as? [String: Any])
    #expect(try #require(none["textCount"] as? Int) > 50)
    #expect(card["labelCounts"] as? [Int] == [30, 30, 4])
    let answer = try Program.run("classify", "-m", folder.path("model"), "football and goal")
    #expect(answer.output.hasPrefix("other\t"))
    // Where all are by hand, it is a label as any other.
    expectSuccess(
      try Program.run([
        "fit", given, "--embeddings", vectors, "--output", folder.path("model"),
        "--none-of-these", "other",
      ]))
  }

  @Test func textsOfTheSameKindsAreRefused() throws {
    let outcome = try fit(
      ["--unlabelled", try unlabelled(["food", "music"]), "--none-of-these", "other"])
    #expect(outcome.status != 0 && outcome.errors.contains("are of the same kinds"), "\(outcome)")
    #expect(!FileManager.default.fileExists(atPath: folder.path("model")))
  }

  @Test(arguments: [
    (["--none-of-these", "other"], "there are no texts without labels"),
    (
      ["--none-of-these", "other", "--unlabelled", "U", "--optimize", "macro-f1"],
      "not by macro-F1; leave --none-of-these out"
    ),
    (
      ["--none-of-these", "other", "--unlabelled", "U", "--label", "food=x", "--label", "music=y"],
      "leave --label out, or --none-of-these"
    ),
    (["--none-of-these", "other", "--encoder", "lstm"], "and no --none-of-these"),
    (["--none-of-these", "other", "--multi-label"], "--none-of-these serves where each text"),
  ])
  func mistakesAreNamed(arguments: [String], message: String) throws {
    let texts = try unlabelled(["food", "sport"])
    let outcome = try Program.run(
      ["fit", labelled, "--output", folder.path("model")]
        + arguments.map { $0 == "U" ? texts : $0 })
    #expect(outcome.status != 0 && outcome.errors.contains(message), "\(outcome.errors)")
    #expect(!FileManager.default.fileExists(atPath: folder.path("model")))
  }
}
