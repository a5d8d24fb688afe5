import Foundation
import Testing

/// From labelled texts through `sentiment train-classifier` to `sentiment classify`.
struct TrainClassifierTests {
  private let folder: ScratchFolder
  private let topicVectors: String

  init() throws {
    folder = try ScratchFolder()
    topicVectors = try folder.write(try Files.shared.get().topicVectors, "topic-vectors")
  }

  /// Trains a model and gives its path.
  private func train(
    _ labelled: String, _ arguments: String..., input: String = "", messages: String? = nil
  ) throws -> String {
    let model = folder.path("model")
    let outcome = try Program.run(
      ["train-classifier", labelled, "--output", model] + arguments, input: Data(input.utf8))
    expectSuccess(outcome)
    #expect(outcome.output.isEmpty)
    if let messages { #expect(outcome.errors.contains(messages), "\(outcome.errors)") }
    return model
  }

  private func labels(_ model: String, _ texts: [String]) throws -> [String] {
    let outcome = try Program.run(["classify", "--model", model] + texts)
    expectSuccess(outcome)
    return outcome.lines.map { String($0.prefix { $0 != "\t" }) }
  }

  @Test(arguments: ["16", "0"])
  func eightLabelsSufficeForTheBuiltInReviews(hidden: String) throws {
    let vectors = try folder.write(try Files.shared.get().vectors, "vectors")
    let model = try train(
      Texts.labelledReviews, "--embeddings", vectors, "--hidden", hidden,
      messages: "read      8 texts: negative 50 %, positive 50 %")
    #expect(
      try labels(model, ["It was great, loved it.", "It was really stupid."])
        == ["positive", "negative"])
    let file = try SafetensorsFile(path: model)
    #expect(file.shape("classifier.hidden.weight") == [Int(hidden)!, 50])
    #expect(file.shape("classifier.output.weight") == [2, hidden == "0" ? 50 : 16])
  }

  @Test func thereMayBeManyLabels() throws {
    let labelled = try folder.write(Texts.labelledTopics, "labelled.tsv")
    let model = try train(labelled, "--embeddings", topicVectors)
    for (topic, words) in Texts.topics {
      let texts = ["\(words[4]) with \(words[5])", words[5]]
      #expect(try labels(model, texts) == [topic, topic])
    }
    let metadata = try SafetensorsFile(path: model).metadata
    #expect(metadata["labels"] == #"["food","music","sport"]"#)
  }

  @Test func labelledTextsComeFromStandardInputToo() throws {
    let model = try train(
      "-", "--embeddings", topicVectors, input: Texts.labelledTopics)
    #expect(try labels(model, ["salad"]) == ["food"])
  }

  /// Where nothing is known, the most frequent label is the best guess, with its share.
  @Test func unbalancedLabelsGiveTheGuessForUnknownTexts() throws {
    let lines = "food\tbread\nfood\tsoup\nfood\tcheese\nmusic\tviolin\n"
    let model = try train("-", "--embeddings", topicVectors, input: lines, messages: "food 75 %")
    let outcome = try Program.run("classify", "--model", model, "xyzzy", "piano")
    expectSuccess(outcome)
    #expect(outcome.lines[0] == "food\t0.750\txyzzy\tcoverage 0")
    #expect(outcome.lines[1].hasPrefix("music\t"))
  }

  @Test func labelsAndTextsMayBeAnything() throws {
    let lines = "\u{FEFF} très bon \tbread\twith a tab\r\n\n差\tviolin\n👎\tgoal \u{0}\n"
    let model = try train("-", "--embeddings", topicVectors, input: lines, messages: "3 texts")
    #expect(try labels(model, ["bread", "violin", "goal"]) == ["très bon", "差", "👎"])
  }

  @Test func textsWithoutAKnownWordAreCounted() throws {
    let lines = "food\tbread\nmusic\tviolin\nmusic\txyzzy\n"
    _ = try train(
      "-", "--embeddings", topicVectors, input: lines, messages: "1 text has no known word")
  }

  @Test func illFormedUTF8IsReplacedAndCounted() throws {
    let lines = Data("food\tbread ".utf8) + [0xFF, 0x0A] + Data("music\tviolin\n".utf8)
    let path = try folder.write(lines, "labelled.tsv")
    _ = try train(
      path, "--embeddings", topicVectors,
      messages: "1 ill-formed UTF-8 sequence replaced by U+FFFD")
  }

  /// The tokenizer and the stop words are part of the model.
  @Test func useCutsTextAsTrainingDid() throws {
    let corpus = String(repeating: "GOOD! fine\nBAD! poor\n", count: 10)
    expectSuccess(
      try Program.run(
        "train-embeddings", "-", "--tokenizer", "whitespace", "--stopwords", "none", "--output",
        folder.path("vectors"), input: corpus))
    let model = try train(
      "-", "--embeddings", folder.path("vectors"), input: "up\tGOOD! fine\ndown\tBAD! poor\n")
    #expect(try labels(model, ["GOOD!", "BAD!"]) == ["up", "down"])
    let other = try Program.run("classify", "--model", model, "good")
    #expect(other.output.hasSuffix("\tcoverage 0\n"))
  }

  @Test func theModelStandsForItself() throws {
    let model = try train("-", "--embeddings", topicVectors, input: Texts.labelledTopics)
    try FileManager.default.removeItem(atPath: topicVectors)
    #expect(try labels(model, ["salad"]) == ["food"])
  }
}
