import Foundation
import Testing

/// Models that read words in their order: `--encoder lstm`, through file, `classify` and `evaluate`.
struct LSTMModelTests {
  private let folder: ScratchFolder
  private let vectors: String

  init() throws {
    folder = try ScratchFolder()
    vectors = try folder.write(try Files.shared.get().topicVectors, "vectors")
  }

  /// Ten texts of each topic: enough for a fifth to be held out.
  private static let labelled = Texts.topics.sorted { $0.key < $1.key }.map { topic, words in
    (0..<10).map { "\(topic)\t\(words[$0 % 6]) and \(words[($0 + 1 + $0 / 6) % 6])\n" }.joined()
  }.joined()

  /// Texts that only the order of their words tells apart.
  private static let ordered = (0..<20).map { place in
    let (first, second) = (Texts.topics["food"]![place % 6], Texts.topics["music"]![place / 4])
    return "food first\t\(first) \(second)\nmusic first\t\(second) \(first)\n"
  }.joined()

  private func train(
    _ labelled: String = labelled, _ arguments: [String] = []
  ) throws -> Outcome {
    try Program.run(
      [
        "train-classifier", "-", "--embeddings", vectors, "--encoder", "lstm", "--output",
        folder.path("model"),
      ] + arguments, input: Data(labelled.utf8))
  }

  private func classify(_ arguments: String...) throws -> Outcome {
    try Program.run(["classify", "--model", folder.path("model")] + arguments)
  }

  @Test func aModelClassifiesExplainsAndIsEvaluated() throws {
    let outcome = try train()
    expectSuccess(outcome)
    #expect(outcome.errors.contains("stopped after"))
    for (topic, words) in Texts.topics {
      #expect(try classify("\(words[4]) with \(words[5])").output.hasPrefix("\(topic)\t"))
    }
    let explained = try classify("--explain", "bread and violin")
    expectSuccess(explained)
    #expect(explained.output.contains("bread") && explained.output.contains("violin"))
    let json = try classify("--json", "salad xyzzy")
    expectSuccess(json)
    #expect(json.output.contains("\"label\":\"food\"") && json.output.contains("\"coverage\":0.5"))
    // Where nothing is known, the labels' shares are the answer.
    #expect(try classify("xyzzy").output.contains("\t0.333\t"))
    let evaluated = try Program.run(
      "evaluate", try folder.write(Self.labelled, "labelled.tsv"), "--model", folder.path("model"),
      "--json")
    expectSuccess(evaluated)
    #expect(evaluated.output.contains("\"accuracy\""))
  }

  @Test func theOrderOfWordsIsLearned() throws {
    expectSuccess(try train(Self.ordered))
    for (text, label) in [("soup piano", "food first"), ("piano soup", "music first")] {
      #expect(try classify(text).output.hasPrefix("\(label)\t"))
    }
  }

  @Test func theFileHasTheLayerAndHowItCameAbout() throws {
    expectSuccess(try train(Self.labelled, ["--hidden", "7", "--epochs", "3", "--seed", "5"]))
    let file = try SafetensorsFile(path: folder.path("model"))
    #expect(file.shape("encoder.lstm.input.weight") == [28, 20])
    #expect(file.shape("encoder.lstm.recurrent.weight") == [28, 7])
    #expect(file.shape("encoder.lstm.bias") == [28])
    #expect(file.shape("classifier.output.weight") == [3, 7])
    let adaptation = try #require(file.metadata["adaptation"])
    for part in ["\"hiddenSize\":7", "\"epochs\":3", "\"seed\":5", "\"textCount\":30"] {
      #expect(adaptation.contains(part), "\(part) in \(adaptation)")
    }
  }

  @Test func theSameSeedGivesTheSameBytesWithAnyNumberOfThreads() throws {
    let labelled = try folder.write(Self.labelled, "labelled.tsv")
    func model(seed: String, threads: String) throws -> Data {
      expectSuccess(
        try Program.run(
          "train-classifier", labelled, "--embeddings", vectors, "--encoder", "lstm", "--seed",
          seed, "--output", folder.path("model"), environment: ["OPENBLAS_NUM_THREADS": threads]))
      return try folder.data("model")
    }
    let first = try model(seed: "1", threads: "1")
    for threads in ["2", "4"] { #expect(try model(seed: "1", threads: threads) == first) }
    #expect(try model(seed: "2", threads: "1") != first)
  }

  @Test func damagedLayersAreRefused() throws {
    expectSuccess(try train(Self.labelled, ["--hidden", "4", "--epochs", "1"]))
    let sound = try folder.data("model")
    func expectRefused(_ change: (inout SafetensorsFile) -> Void) throws {
      var file = try SafetensorsFile(sound)
      change(&file)
      let path = try folder.write(try file.encoded(), "damaged")
      expectRefusal(try Program.run("classify", "--model", path, "bread"), naming: path)
    }
    try expectRefused { $0.header["encoder.lstm.bias"] = nil }
    try expectRefused { $0.header["encoder.lstm.input.weight"] = nil }
    try expectRefused { $0.set("encoder.lstm.recurrent.weight", "shape", [4, 16]) }
    try expectRefused { $0.set("encoder.lstm.recurrent.weight", "shape", [0, 4]) }
    try expectRefused { $0.set("encoder.lstm.input.weight", "dtype", "I32") }
    try expectRefused { $0.set("encoder.lstm.bias", at: 0, Float.nan) }
  }

  @Test(arguments: [
    (["--hidden", "0"], "--encoder lstm takes --hidden from 1 to 4096"),
    (["--encoder", "gru"], "mean"),
  ])
  func mistakesAreNamed(arguments: [String], message: String) throws {
    let outcome = try train(Self.labelled, arguments)
    #expect(outcome.status == 64)
    #expect(outcome.errors.contains(message), "\(outcome.errors)")
    #expect(!FileManager.default.fileExists(atPath: folder.path("model")))
  }

  /// One long text alone is more than the network reads; it is read to its limit.
  @Test func longTextsAndFewAreLearnedFrom() throws {
    let long = Array(repeating: "bread soup", count: 5_000).joined(separator: " ")
    expectSuccess(try train("food\t\(long)\nmusic\tviolin\n", ["--epochs", "2"]))
    expectSuccess(try classify("--json", long))
  }
}
