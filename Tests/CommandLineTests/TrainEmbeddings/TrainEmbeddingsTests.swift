import Foundation
import Testing

/// What `sentiment train-embeddings` reads, and what each setting does to the vectors' file.
struct TrainEmbeddingsTests {
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  private func train(_ arguments: String..., input: String = "") throws -> SafetensorsFile {
    let outcome = try Program.run(
      ["train-embeddings", "--output", folder.path("vectors")] + arguments, input: Data(input.utf8))
    expectSuccess(outcome)
    #expect(outcome.output.isEmpty, "results go to the file, messages to standard error")
    return try SafetensorsFile(path: folder.path("vectors"))
  }

  /// A corpus that has each of these words five times, the least that is kept.
  private func corpus(_ line: String) -> String {
    String(repeating: line + "\n", count: 5)
  }

  @Test func theBuiltInReviewsNeedNothingButAnOutput() throws {
    let english = try train()
    #expect(english.shape("embeddings.input")[1] == 50)
    #expect(english.words.contains("great") && !english.words.contains("the"))
    let chinese = try train("--language", "zh")
    #expect(chinese.metadata["language"] == "zh")
    #expect(chinese.words.contains("精彩"))
    #expect(folder.names == ["vectors"])
  }

  @Test func theFileSaysHowItWasMade() throws {
    let metadata = try train("--seed", "7").metadata
    #expect(
      Set(metadata.keys) == [
        "format", "format_version", "language", "pretraining", "program_version", "seed",
        "stop_words", "stop_words_name", "tokenizer",
      ])
    #expect(metadata["format"] == "sentiment" && metadata["format_version"] == "1")
    #expect(metadata["seed"] == "7" && metadata["tokenizer"] == "icu-2")
  }

  @Test func filesAndStandardInputGiveTheSameVectors() throws {
    let path = try folder.write(Texts.topicCorpus, "corpus.txt")
    let fromFile = try train(path)
    let fromInput = try train("-", input: Texts.topicCorpus)
    #expect(fromFile.words == fromInput.words)
    #expect(fromFile.vectors == fromInput.vectors)
    #expect(Set(fromFile.words) == Set(Texts.topics.values.joined()))
  }

  @Test func severalFilesAreOneCorpus() throws {
    let halves = try [
      folder.write(corpus("red green"), "a.txt"), folder.write(corpus("green blue"), "b.txt"),
    ]
    let file = try train(halves[0], halves[1])
    #expect(file.words == ["green", "blue", "red"], "by falling count, then by their bytes")
    #expect(file.numbers("vocabulary.counts", as: Int64.self) == [10, 5, 5])
  }

  @Test func rareWordsAreLeftOut() throws {
    let text = corpus("red green") + "blue\nblue\n"
    #expect(try train("-", "--min-count", "5", input: text).words == ["green", "red"])
    #expect(try train("-", "--min-count", "2", input: text).words == ["green", "red", "blue"])
  }

  @Test func stopWordsCanBeChosen() throws {
    let text = corpus("the film and le livre")
    let own = try folder.write("# mine\nfilm\r\nLivre # a book\n", "own.txt")
    #expect(try train("-", "--stopwords", "none", input: text).words.count == 5)
    #expect(try train("-", "--stopwords", "en", input: text).words == ["film", "le", "livre"])
    #expect(try train("-", "--stopwords", own, input: text).words == ["and", "le", "the"])
    let byLanguage = try train("-", "--language", "fr", input: text)
    #expect(!byLanguage.words.contains("le") && byLanguage.words.contains("the"))
    #expect(byLanguage.metadata["stop_words_name"] == "fr")
  }

  @Test(arguments: [
    ("the film is good and the actors are too", "en"),
    ("der Film ist gut und die Schauspieler sind es auch", "de"),
    ("这部电影很好看，演员的演技也很好", "zh"),
  ])
  func theLanguageIsToldFromTheText(line: String, language: String) throws {
    let file = try train("-", input: corpus(line))
    #expect(file.metadata["language"] == language)
    #expect(file.metadata["stop_words_name"] == language)
  }

  @Test func textThatIsCutAlreadyStaysAsItIs() throws {
    let text = corpus("Don't STOP. 好看的电影")
    let file = try train("-", "--tokenizer", "whitespace", "--stopwords", "none", input: text)
    #expect(file.words == ["Don't", "STOP.", "好看的电影"])
    #expect(file.metadata["tokenizer"] == "whitespace")
  }

  @Test func sizesAreThoseAskedFor() throws {
    let file = try train("--dimension", "7", "--epochs", "2")
    #expect(file.shape("embeddings.input") == [file.words.count, 7])
    #expect(file.vectors.joined().allSatisfy { $0.isFinite })
  }

  /// ICU drops NUL and U+FFFD; what stands around them stays.
  @Test func illFormedUTF8AndNULAreNoErrors() throws {
    let line = Data("red\u{0}green ".utf8) + [0xFF] + Data(" blue\n".utf8)
    let path = try folder.write([line, line, line, line, line].reduce(Data(), +), "corpus.txt")
    let outcome = try Program.run(
      "train-embeddings", path, "--output", folder.path("vectors"), "--epochs", "1")
    expectSuccess(outcome)
    #expect(outcome.errors.contains("5 ill-formed UTF-8 sequences replaced by U+FFFD"))
    let words = try SafetensorsFile(path: folder.path("vectors")).words
    #expect(words == ["blue", "green", "red"])
  }

  /// That these are its vectors is a test of the trainer.
  @Test func epochsThatChooseThemselvesKeepTheBest() throws {
    let outcome = try Program.run(
      ["train-embeddings", "-", "--output", folder.path("vectors"), "--epochs", "auto"]
        + [
          "--min-count", "1", "--held-out", "0.2", "--learning-rate", "0.04", "--subsample", "1e-3",
        ]
        + ["--dimension", "100"],
      input: Data(Texts.scarceCorpus.utf8))
    expectSuccess(outcome)
    let metadata = try SafetensorsFile(path: folder.path("vectors")).metadata
    let json = try JSONSerialization.jsonObject(with: Data(metadata["pretraining"]!.utf8))
    let pretraining = try #require(json as? [String: Any])
    let losses = try #require(pretraining["heldOutLosses"] as? [Double])
    let best = try #require(losses.firstIndex(of: losses.min()!)) + 1
    #expect(best < losses.count, "the last epoch is the best: this tests nothing")
    #expect(pretraining["keptEpoch"] as? Int == best)
    #expect(
      outcome.errors.contains(
        "stopped   after \(losses.count) epochs: the held-out loss no longer fell;"
          + " kept are the vectors of epoch \(best)\n"))
  }

  /// Of a text with one word in each line there is nothing to learn, and of one that is thinned out.
  @Test func whereNothingCanBeLearnedThereAreNoVectors() throws {
    for arguments in [[], ["--subsample", "1e-9"], ["--epochs", "auto"]] {
      for line in arguments.contains("--subsample") ? ["good film", "a b"] : ["film"] {
        let outcome = try Program.run(
          ["train-embeddings", "-", "--output", folder.path("vectors")] + arguments,
          input: Data(String(repeating: line + "\n", count: 200).utf8))
        expectRefusal(outcome, naming: "standard input", "nothing was learned", afterProgress: true)
        #expect(folder.names.isEmpty)
      }
    }
  }

  @Test func anOlderFileIsReplacedAndALinkToItStays() throws {
    let path = try folder.write("old", "old")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("link"), withDestinationPath: path)
    expectSuccess(try Program.run("train-embeddings", "--output", folder.path("link")))
    #expect(try SafetensorsFile(path: path).words.contains("great"))
    #expect(
      try FileManager.default.destinationOfSymbolicLink(atPath: folder.path("link")) == path)
    #expect(folder.names == ["link", "old"])
  }
}
