import Foundation
import Testing

/// `sentiment compact`: a smaller model that answers as before.
struct CompactTests {
  private let folder: ScratchFolder
  private let labelled: String

  init() throws {
    folder = try ScratchFolder()
    try folder.write(try Files.shared.get().topicVectors, "vectors.safetensors")
    labelled = try folder.write(Texts.labelledTopics, "labelled.tsv")
    expectSuccess(
      try Program.run(
        "fit", "--labelled", labelled, "--embeddings", folder.path("vectors.safetensors"),
        "--output", folder.path("model")))
  }

  @discardableResult
  private func compact(_ arguments: String...) throws -> Outcome {
    let outcome = try Program.run(
      ["compact", folder.path("model"), folder.path("small")] + arguments)
    expectSuccess(outcome)
    return outcome
  }

  @Test func vectorsAreRoundedToEightBits() throws {
    let outcome = try compact()
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors == "wrote     \(folder.path("small"))\n")
    let whole = try SafetensorsFile(path: folder.path("model"))
    let small = try SafetensorsFile(path: folder.path("small"))
    #expect(small.type("embeddings.input") == "I8")
    #expect(small.shape("embeddings.input") == whole.shape("embeddings.input"))
    #expect(small.words == whole.words)
    #expect(small.metadata == whole.metadata)
    let numbers = small.numbers("embeddings.input", as: Int8.self)
    let scales = small.numbers("embeddings.input_scales", as: Float.self)
    for (row, vector) in whole.vectors.enumerated() {
      for (column, number) in vector.enumerated() {
        let rounded = scales[row] * Float(numbers[row * vector.count + column])
        #expect(abs(rounded - number) <= scales[row] * 0.5001)
      }
    }
  }

  @Test func itAnswersAsBefore() throws {
    try compact()
    let texts = Texts.labelledTopics.split(separator: "\n").map {
      String($0.split(separator: "\t")[1])
    }
    let answers = try ["model", "small"].map { model in
      let outcome = try Program.run(["classify", "--model", folder.path(model)] + texts)
      expectSuccess(outcome)
      return outcome.output
    }
    #expect(answers[0] == answers[1])
    #expect(!answers[0].isEmpty)
  }

  @Test func onlyTheHeaviestPairsAreKept() throws {
    try compact("--pairs", "0")
    let small = try SafetensorsFile(path: folder.path("small"))
    #expect(small.shape("classifier.terms.pairs") == [0])
    expectSuccess(try Program.run("evaluate", labelled, "--model", folder.path("small")))
  }

  @Test func itsVectorsServeAFurtherFit() throws {
    try compact()
    expectSuccess(
      try Program.run(
        "fit", "--labelled", labelled, "--embeddings", folder.path("small"), "--output",
        folder.path("again")))
    #expect(try SafetensorsFile(path: folder.path("again")).type("embeddings.input") == "F32")
  }

  @Test func unsoundScalesAreRefused() throws {
    try compact()
    var small = try SafetensorsFile(path: folder.path("small"))
    small.set("embeddings.input_scales", at: 0, Float.nan)
    let path = try folder.write(try small.encoded(), "damaged")
    expectRefusal(
      try Program.run("classify", "--model", path, "bread"), naming: path, "isn't finite")
  }
}
