import Foundation
import Testing

/// `train-embeddings --phrases`: two words become one, in the vectors' file and wherever it is used.
struct PhraseTests {
  private let folder: ScratchFolder
  private let corpus: String

  /// "not good" and "not bad" are bad and good, "good" and "bad" alone what they say.
  private static let lines = [
    "The plot was not good, the actors were dull and slow.",
    "Not good at all: dull, slow and boring.", "A good plot, with lively and funny actors.",
    "It was not bad, rather lively and funny.", "Not bad: lively actors, a funny plot.",
    "Bad actors, boring and slow.", "Dull and boring, a slow and bad plot.",
    "Good actors, lively and funny.",
  ]
  private static let labelled = """
    positive\tIt was good and funny
    positive\tnot bad, lively
    negative\tboring and bad
    negative\tIt was not good, slow

    """

  init() throws {
    folder = try ScratchFolder()
    corpus = try folder.write(
      Array(repeating: Self.lines.joined(separator: "\n"), count: 30).joined(separator: "\n"),
      "corpus.txt")
  }

  private func arguments(output: String) -> [String] {
    [
      "train-embeddings", corpus, "--phrases", "--phrase-threshold", "5", "--dimension", "20",
      "--epochs", "10", "--subsample", "0", "--output", folder.path(output),
    ]
  }

  @Test func phrasesAreWordsOfTheVectorsAndTheModel() throws {
    let training = try Program.run(arguments(output: "vectors"))
    expectSuccess(training)
    #expect(training.errors.contains("phrases   "))
    let vectors = try SafetensorsFile(path: folder.path("vectors"))
    #expect(vectors.words.contains("not_good") && vectors.words.contains("good"))
    #expect(!vectors.words.contains("not"), "each \"not\" is part of a phrase")
    let phrases = try #require(vectors.metadata["phrases"]).split(separator: "\n")
    #expect(phrases.contains("not good") && phrases.contains("not bad"))

    let labelled = try folder.write(Self.labelled, "labelled.tsv")
    expectSuccess(
      try Program.run(
        "train-classifier", labelled, "--embeddings", folder.path("vectors"), "--output",
        folder.path("model")))
    let model = try SafetensorsFile(path: folder.path("model"))
    #expect(model.metadata["phrases"] == vectors.metadata["phrases"])
    let explained = try Program.run(
      "classify", "--explain", "--model", folder.path("model"), "NOT good, xyzzy")
    expectSuccess(explained)
    #expect(explained.lines[0].hasPrefix("negative\t"))
    #expect(explained.lines[1].hasSuffix("  not good"))
    #expect(explained.lines[2] == "  unknown  xyzzy")
    for text in ["It was not good", "It was not bad", "good actors"] {
      let path = folder.path("model")
      let short = try Program.run("classify", "--model", path, text).lines[0]
      #expect(short == (try Program.run("classify", "--explain", "--model", path, text).lines[0]))
    }
    let test = try folder.write("negative\tnot good\npositive\tnot bad\n", "test.tsv")
    let evaluation = try Program.run("evaluate", test, "--model", folder.path("model"))
    expectSuccess(evaluation)
    #expect(evaluation.output.contains("100.00 %"))
  }

  @Test func anyNumberOfThreadsGivesTheSameBytes() throws {
    expectSuccess(try Program.run(arguments(output: "one") + ["--threads", "1"]))
    for threads in [2, 5] {
      expectSuccess(try Program.run(arguments(output: "more") + ["--threads", "\(threads)"]))
      #expect(try folder.data("more") == folder.data("one"))
    }
  }

  @Test func anInterruptedRunFindsThemAgain() throws {
    expectSuccess(try Program.run(arguments(output: "one")))
    let program = try Program.start(
      arguments(output: "two") + [
        "--epochs", "100000", "--checkpoint", folder.path("checkpoint"), "--checkpoint-every", "0",
      ])
    let end = Date(timeIntervalSinceNow: 120)
    while !folder.names.contains("checkpoint") {
      try #require(Date() < end, "no checkpoint")
      usleep(1_000)
    }
    program.send(SIGKILL)
    _ = try program.finish()
    let metadata = try SafetensorsFile(path: folder.path("checkpoint")).metadata
    #expect(
      try metadata["phrases"] == SafetensorsFile(path: folder.path("one")).metadata["phrases"])
  }

  @Test func vectorsInOtherFormatsHaveThemWithAnUnderscore() throws {
    expectSuccess(
      try Program.run(arguments(output: "vectors.txt") + ["--format", "word2vec-text"]))
    #expect(try folder.text("vectors.txt").contains("\nnot_good "))
  }

  @Test(arguments: ["not", "not good now", " good", "not\tgood"])
  func damagedPhrasesAreAnError(phrase: String) throws {
    var model = try SafetensorsFile(try Files.shared.get().model)
    model.metadata["phrases"] = "very good\n\(phrase)"
    let path = try folder.write(try model.encoded(), "model")
    let outcome = try Program.run("classify", "--model", path, "It was great")
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("\(path): not a sound model file: its phrases can't be read"))
  }

  @Test func aPhraseWithoutAVectorIsUnknown() throws {
    var model = try SafetensorsFile(try Files.shared.get().model)
    model.metadata["phrases"] = "was great\nit was"
    let path = try folder.write(try model.encoded(), "model")
    let outcome = try Program.run("classify", "--explain", "--model", path, "It was great")
    expectSuccess(outcome)
    #expect(outcome.lines.last == "  unknown  it was")
  }
}
