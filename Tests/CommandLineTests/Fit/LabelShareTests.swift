import Foundation
import Testing

/// The labels' shares among the texts that a model will read.
struct LabelShareTests {
  private let folder: ScratchFolder
  private let vectors: String
  private let labelled: String

  init() throws {
    folder = try ScratchFolder()
    vectors = try folder.write(try Files.shared.get().topicVectors, "vectors")
    let lines = Texts.manyLabelledTopics.split(separator: "\n").filter { !$0.hasPrefix("sport") }
    labelled = try folder.write(lines.joined(separator: "\n") + "\n", "labelled.tsv")
  }

  private func fit(_ arguments: String...) throws -> Outcome {
    try Program.run(
      ["fit", "--labelled", labelled, "--embeddings", vectors, "--output", folder.path("model")]
        + arguments)
  }

  /// Nine texts of music for each of food.
  private func unlabelled() throws -> String {
    var generator = LinearCongruence(state: 3)
    let lines = (0..<200).map { line in
      let words = Texts.topics[line % 10 == 0 ? "food" : "music"]!
      return (0..<5).map { _ in words[generator.below(words.count)] }.joined(separator: " ")
    }
    return try folder.write(lines.joined(separator: "\n") + "\n", "unlabelled.txt")
  }

  @Test func textsWithoutLabelsTellThem() throws {
    let outcome = try fit("--unlabelled", try unlabelled(), "--json")
    expectSuccess(outcome)
    let card = try #require(
      try JSONSerialization.jsonObject(with: outcome.outputData) as? [String: Any])
    let shares = try #require(card["labelShares"] as? [String: Any])
    #expect(shares["source"] as? String == "texts without labels")
    let music = try #require((shares["shares"] as? [[String: Any]])?.last)
    #expect(music["label"] as? String == "music" && music["labelled"] as? Double == 0.5)
    #expect(try #require(music["share"] as? Double) > 0.75)
    let shown = try fit("--unlabelled", folder.path("unlabelled.txt"))
    #expect(shown.output.contains("shares    by the texts without labels: food "))
  }

  @Test func theyCanBeGiven() throws {
    let shown = try fit("--label-share", "music=0.9")
    expectSuccess(shown)
    #expect(shown.output.contains("shares    as given: food 10 %, music 90 %"))
    #expect(shown.output.contains("baseline  90.0 % by always answering \"music\""))
    let unclear = "bread violin"
    func probability() throws -> Double {
      let json = try Program.run("classify", "--json", "--model", folder.path("model"), unclear)
      expectSuccess(json)
      let object = try JSONSerialization.jsonObject(with: json.outputData) as? [String: Any]
      return try #require((object?["probabilities"] as? [String: Double])?["music"])
    }
    let high = try probability()
    expectSuccess(try fit("--label-share", "food=0.9"))
    #expect(try probability() < high)
  }

  @Test func whereNothingTellsThemItIsSaid() throws {
    let outcome = try fit()
    expectSuccess(outcome)
    #expect(outcome.output.contains("taken as among the labelled texts; --label-share sets others"))
  }

  @Test(arguments: [
    (["--label-share", "x=0.5"], "no text has the label \"x\""),
    (["--label-share", "food=0.5", "--label-share", "music=0.9"], "don't make up 1"),
    (["--label-share", "food"], "is invalid for '--label-share"),
    (["--label-share", "food=0.5", "--label-share", "food=0.4"], "Give each --label-share once"),
    (["--label-share", "food=0.5", "--abstain", "0.9"], "--abstain keeps its promise"),
    (["--label", "food=bread"], "the label \"music\" has no seed words"),
  ])
  func mistakesAreNamed(arguments: [String], message: String) throws {
    let outcome = try Program.run(
      ["fit", "--labelled", labelled, "--embeddings", vectors, "--output", folder.path("model")]
        + arguments)
    #expect(outcome.status != 0 && outcome.errors.contains(message), "\(outcome.errors)")
    #expect(!FileManager.default.fileExists(atPath: folder.path("model")))
  }

  /// A label's name may hold what parts it from its words.
  @Test func aLabelMayHaveAnEqualsSign() throws {
    let outcome = try Program.run(
      "fit", "--label", "a=b=violin", "--label", "c=d=bread", "--embeddings", vectors, "--output",
      folder.path("model"))
    expectSuccess(outcome)
    let answer = try Program.run("classify", "--model", folder.path("model"), "piano and melody")
    #expect(answer.output.hasPrefix("a=b\t"))
  }
}
