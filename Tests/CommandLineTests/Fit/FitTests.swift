import Foundation
import Testing

/// `sentiment fit`: a model from few labels, from names of labels, or both.
struct FitTests {
  private let folder: ScratchFolder
  private let vectors: String
  private let unlabelled: String

  init() throws {
    folder = try ScratchFolder()
    vectors = try folder.write(try Files.shared.get().topicVectors, "vectors")
    unlabelled = try folder.write(Texts.topicCorpus, "unlabelled.txt")
  }

  private static let names = Texts.topics.sorted { $0.key < $1.key }.flatMap {
    ["--label", "\($0.key)=\($0.value[0]),\($0.value[1])"]
  }

  private func labels(_ model: String, _ texts: [String]) throws -> [String] {
    let outcome = try Program.run(["classify", "--model", model] + texts)
    expectSuccess(outcome)
    return outcome.lines.map { String($0.prefix { $0 != "\t" }) }
  }

  private func fit(_ arguments: [String], vectors: Bool = true) throws -> Outcome {
    try Program.run(
      ["fit", "--output", folder.path("model")] + arguments
        + (vectors ? ["--embeddings", self.vectors, "--unlabelled", unlabelled] : []))
  }

  private func expectTopics() throws {
    for (topic, words) in Texts.topics {
      let texts = ["\(words[4]) with \(words[5])", words[3]]
      #expect(try labels(folder.path("model"), texts) == [topic, topic])
    }
  }

  @Test func aFewLabelsMakeAModel() throws {
    let labelled = try folder.write(Texts.labelledTopics, "labelled.tsv")
    let outcome = try fit(["--labelled", labelled])
    expectSuccess(outcome)
    for part in ["label  labelled texts", "food", "method    mean vectors", "95 % interval"] {
      #expect(outcome.output.contains(part), "\(part) in \(outcome.output)")
    }
    try expectTopics()
    let metadata = try SafetensorsFile(path: folder.path("model")).metadata
    #expect(metadata["fit"]?.contains("\"labelCounts\":[2,2,2]") == true)
  }

  @Test func namesAloneMakeAModel() throws {
    let outcome = try fit(Self.names + ["--json"])
    expectSuccess(outcome)
    let card = try #require(
      try JSONSerialization.jsonObject(with: outcome.outputData) as? [String: Any])
    #expect((card["method"] as? [String: Any])?["kind"] as? String == "label names")
    try expectTopics()
  }

  @Test func theModelExplainsAndIsEvaluated() throws {
    let labelled = try folder.write(Texts.labelledTopics, "labelled.tsv")
    expectSuccess(try fit(["--labelled", labelled] + Self.names))
    let model = folder.path("model")
    let explained = try Program.run("classify", "--model", model, "--explain", "bread and violin")
    expectSuccess(explained)
    #expect(explained.output.contains("bread") && explained.output.contains("violin"))
    let json = try Program.run("classify", "--model", model, "--json", "salad xyzzy")
    expectSuccess(json)
    #expect(json.output.contains("\"label\":\"food\"") && json.output.contains("\"coverage\":0.5"))
    let evaluated = try Program.run("evaluate", labelled, "--model", model)
    expectSuccess(evaluated)
    #expect(evaluated.output.contains("100.0 %"))
  }

  @Test func vectorsAreLearnedFromTheUnlabelledTexts() throws {
    let outcome = try fit(
      Self.names + ["--unlabelled", unlabelled], vectors: false)
    expectSuccess(outcome)
    #expect(outcome.errors.contains("vocabulary 18 words"))
  }

  @Test func theBuiltInVectorsServeWithoutOtherTexts() throws {
    let outcome = try fit(["--labelled", Texts.labelledReviews], vectors: false)
    expectSuccess(outcome)
    #expect(
      try labels(folder.path("model"), ["It was great, loved it.", "It was really stupid."])
        == ["positive", "negative"])
  }

  @Test func theSameInputGivesTheSameBytes() throws {
    let labelled = try folder.write(Texts.labelledTopics, "labelled.tsv")
    let models = try ["1", "3"].map { threads in
      expectSuccess(try fit(["--labelled", labelled, "--threads", threads]))
      return try folder.data("model")
    }
    #expect(models[0] == models[1])
  }

  @Test(arguments: [
    (["--label", "food=bread"], "give names of at least two labels"),
    (["--label", "a=xyzzy", "--label", "b=bread"], "the vectors have none of its words"),
    (["--labelled", "missing.tsv"], "missing.tsv: no such file"),
    ([], "Give --labelled texts, or words for each --label, or both."),
    (["--label", "food"], "--label takes name=word,word,…"),
    (["--label", "a=bread", "--label", "a=soup"], "Give each --label once"),
  ])
  func mistakesAreNamed(arguments: [String], message: String) throws {
    let outcome = try fit(arguments)
    #expect(outcome.status != 0)
    #expect(outcome.errors.contains(message), "\(outcome.errors)")
    #expect(!FileManager.default.fileExists(atPath: folder.path("model")))
  }

  @Test func drawsAreMeasured() throws {
    let lines = Array(repeating: Texts.labelledTopics, count: 3).joined()
    let labelled = try folder.write(lines, "labelled.tsv")
    let draws = try folder.write(
      #"{"test":[12,18],"pool":[0,12],"draws":{"2":[[0,1,2,3,4,5],[6,7,8,9,10,11]]}}"#, "draws")
    let outcome = try Program.measure(
      labelled, "--draws", draws, "--embeddings", vectors, "--unlabelled", unlabelled,
      "--sizes", "2,all")
    expectSuccess(outcome)
    let results = try #require(
      try JSONSerialization.jsonObject(with: outcome.outputData) as? [[String: Any]])
    #expect(results.map { ($0["accuracies"] as? [Double])?.count } == [2, 1])
    #expect(results.allSatisfy { $0["mean"] as? Double == 1 })
    let wrong = try Program.measure(
      labelled, "--draws", draws, "--embeddings", vectors, "--sizes", "5")
    #expect(wrong.status != 0 && wrong.errors.contains("no draws of 5 texts a label"))
  }
}
