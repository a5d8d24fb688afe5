import Foundation
import Testing

/// `sentiment suggest`: which texts to label next.
struct SuggestTests {
  private let folder: ScratchFolder
  private let model: String
  private let labelled: String

  init() throws {
    folder = try ScratchFolder()
    let vectors = try folder.write(try Files.shared.get().topicVectors, "vectors")
    labelled = try folder.write(Texts.labelledTopics, "labelled.tsv")
    model = folder.path("model")
    expectSuccess(
      try Program.run(
        "fit", "--labelled", labelled, "--embeddings", vectors, "--output", model))
  }

  private static let texts = [
    "violin concert, melody", "violin, concert and melody", "goal bread", "soup pepper salad soup",
    "xyzzy", "bread and butter",
  ]

  private func suggest(_ arguments: String..., texts: [String] = texts) throws -> Outcome {
    let file = try folder.write(texts.joined(separator: "\n") + "\n", "texts.txt")
    return try Program.run(["suggest", "--model", model, "--unlabelled", file] + arguments)
  }

  @Test func textsComeWithTheModelsGuess() throws {
    let outcome = try suggest("-n", "2")
    expectSuccess(outcome)
    #expect(outcome.lines.count == 2)
    #expect(outcome.errors == "read      6 texts without labels\n")
    for line in outcome.lines {
      let fields = line.split(separator: "\t")
      #expect(fields.count == 3 && Texts.topics.keys.contains(String(fields[0])))
      #expect(Self.texts.contains(String(fields[2])))
    }
  }

  /// One of the first two texts, and neither the text without a known word nor the labelled one.
  @Test func nearDuplicatesAndLabelledTextsAreLeftOut() throws {
    let outcome = try suggest("--json", "--labelled", labelled)
    expectSuccess(outcome)
    let texts = try outcome.lines.map { line in
      let object = try #require(
        try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      #expect(
        Set(object.keys) == ["text", "source", "line", "label", "probability"])
      let text = try #require(object["text"] as? String)
      #expect(object["line"] as? Int == Self.texts.firstIndex(of: text)! + 1)
      return text
    }
    #expect(Set(texts).subtracting(Self.texts[..<2]) == [Self.texts[2], Self.texts[3]])
    #expect(texts.count == 3)
    #expect(outcome.errors.contains("3 suggested: the other texts are near-duplicates"))
  }

  @Test func theResultDoesNotDependOnThreads() throws {
    let many = Texts.topicCorpus.split(separator: "\n").map(String.init)
    let outputs = try ["1", "3"].map { try suggest("--threads", $0, texts: many).output }
    #expect(outputs[0] == outputs[1] && !outputs[0].isEmpty)
  }

  @Test func badFilesAreNamed() throws {
    let file = folder.path("texts.txt")
    expectRefusal(try suggest(texts: ["xyzzy"]), naming: file, "none of its words is known")
    expectRefusal(try suggest(texts: [""]), naming: file)
    let missing = folder.path("missing")
    expectRefusal(try suggest("--labelled", missing), naming: missing)
    expectRefusal(
      try Program.run("suggest", "--model", missing, "--unlabelled", file), naming: missing)
    #expect(try suggest("-n", "0").status == 64)
  }

  /// Six texts a topic to draw from and three to test on.
  @Test func suggestionsAreComparedWithChance() throws {
    let lines = String(repeating: Texts.labelledTopics, count: 6)
    let file = try folder.write(lines, "all.tsv")
    let draws = try folder.write(
      #"{"test":[30,36],"pool":[0,30],"draws":{"1":[[0,2,4],[6,8,10]]}}"#, "draws")
    let outcome = try Program.measure(
      file, "--draws", draws, "--embeddings", folder.path("vectors"), "--sizes", "1",
      "--suggest", "8")
    expectSuccess(outcome)
    let results = try #require(
      try JSONSerialization.jsonObject(with: outcome.outputData) as? [[String: Any]])
    #expect(results.map { $0["labels"] as? Int } == [3, 11])
    #expect(results.allSatisfy { ($0["suggested"] as? [Double])?.count == 2 })
    #expect(results[0]["suggested"] as? [Double] == results[0]["random"] as? [Double])
  }
}
