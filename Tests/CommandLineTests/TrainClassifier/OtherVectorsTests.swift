import Foundation
import Testing

/// `train-classifier` on vectors that other programs wrote.
struct OtherVectorsTests {
  private let folder: ScratchFolder

  init() throws {
    folder = try ScratchFolder()
    try folder.write(try Files.shared.get().topicVectors, "topics.safetensors")
  }

  private func train(
    _ vectors: String, _ arguments: String..., input: String = Texts.labelledTopics
  ) throws -> Outcome {
    try Program.run(
      [
        "train-classifier", "-", "--embeddings", folder.path(vectors), "--output",
        folder.path("model"),
      ] + arguments,
      input: Data(input.utf8))
  }

  private func classify(_ texts: String...) throws -> [String] {
    let outcome = try Program.run(["classify", "--model", folder.path("model")] + texts)
    expectSuccess(outcome)
    return outcome.lines
  }

  @Test(arguments: ["t.txt", "t.bin", "t.glove", "t.vec", "t.safetensors"])
  func everyFormatServes(name: String) throws {
    // By way of text, so that safetensors too is another program's vectors.
    for (input, output) in [("topics.safetensors", "text.vec"), ("text.vec", name)] {
      expectSuccess(try Program.run("convert", folder.path(input), folder.path(output)))
    }
    let outcome = try train(name)
    expectSuccess(outcome)
    #expect(outcome.errors.contains("kept      18 words × 20 of"))
    #expect(try classify("salad", "chorus").map { $0.prefix(5) } == ["food\t", "music"])
    let metadata = try SafetensorsFile(path: folder.path("model")).metadata
    #expect(metadata["origin"]?.contains(name.hasSuffix("safetensors") ? "text.vec" : name) == true)
  }

  /// The words of the labelled texts are kept wherever they stand.
  @Test func onlyTheNeededWordsAreKept() throws {
    expectSuccess(
      try Program.run("convert", folder.path("topics.safetensors"), folder.path("t.bin")))
    expectSuccess(
      try train("t.bin", "--keep-words", "0", input: "food\tbread soup\nmusic\tviolin unknown\n"))
    let model = try SafetensorsFile(path: folder.path("model"))
    #expect(Set(model.words) == ["bread", "soup", "violin"])
    expectRefusal(
      try train("t.bin", "--keep-words", "0", input: "food\tx\nmusic\ty\n"),
      naming: folder.path("t.bin"), "it has none of the words that are to be kept",
      afterProgress: true)
  }

  /// They would count as content words otherwise, since other programs' vectors have them.
  @Test func stopWordsOfTheVectorsLanguageAreLeftOut() throws {
    let stopWords = ["the", "of", "and", "to", "in", "is", "that", "it", "for", "was"]
    let lines = stopWords.map { "\($0) 1 0\n" } + ["good 0 1\n", "bad 0 -1\n"]
    try folder.write(lines.joined(), "words.glove")
    expectSuccess(try train("words.glove", input: "up\tthe good\ndown\tthe bad\n"))
    let lines2 = try classify("the of and", "it is good")
    #expect(lines2[0].hasSuffix("\tcoverage 0"))
    #expect(lines2[1].hasPrefix("up\t"))
    #expect(try SafetensorsFile(path: folder.path("model")).metadata["language"] == "en")
  }
}
