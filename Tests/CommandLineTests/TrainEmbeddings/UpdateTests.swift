import Foundation
import Testing

/// `train-embeddings --update`: vectors learn new words, and the old ones stay where they were.
struct UpdateTests {
  private let folder: ScratchFolder
  private let old: String
  private let news: String

  /// Words that the topic corpus doesn't have, beside words of it.
  private static let newText = String(
    repeating: "bread butter croissant cheese brioche\nviolin piano oboe melody bassoon\n",
    count: 40)

  init() throws {
    folder = try ScratchFolder()
    old = try folder.write(try Files.shared.get().topicVectors, "old")
    news = try folder.write(Self.newText, "news.txt")
  }

  private func arguments(_ more: String..., output: String = "new") -> [String] {
    let settings = ["--epochs", "30", "--subsample", "0", "--output", folder.path(output)]
    return ["train-embeddings", news, "--update", old] + settings + more
  }

  private func vectors(_ name: String) throws -> [String: [Float]] {
    let file = try SafetensorsFile(path: folder.path(name))
    return Dictionary(uniqueKeysWithValues: zip(file.words, file.vectors))
  }

  @Test func oldWordsStayAndNewOnesStandBesideTheirLikes() throws {
    let outcome = try Program.run(arguments())
    expectSuccess(outcome)
    #expect(
      outcome.errors.contains(
        "updated   4 new words beside 18 old ones, which moved by a cosine distance of 0.0000 on"
          + " average, 0.0000 at most"))
    #expect(
      outcome.errors.contains("of their ten nearest words 100 % are the same among old words"))
    let before = try vectors("old")
    let after = try vectors("new")
    for (word, vector) in before { #expect(after[word] == vector, "\(word)") }
    #expect(
      Set(after.keys).subtracting(before.keys) == ["brioche", "croissant", "oboe", "bassoon"])
    for (word, topic) in [("croissant", "food"), ("oboe", "music")] {
      var similarities: [String: Double] = [:]
      for (other, words) in Texts.topics {
        for known in words { similarities[other, default: 0] += try similarity(word, known) }
      }
      #expect(similarities.max { $0.value < $1.value }?.key == topic, "\(word): \(similarities)")
    }
  }

  private func similarity(_ word: String, _ other: String) throws -> Double {
    let outcome = try Program.run("similarity", word, other, "--embeddings", folder.path("new"))
    expectSuccess(outcome)
    return try #require(Double(outcome.output.trimmingCharacters(in: .whitespacesAndNewlines)))
  }

  /// Old words are where they were, so that the same labels give the same network, which says the
  /// same of them and something of the new ones.
  @Test func aClassifierOfTheOldVectorsGoesOnWorking() throws {
    expectSuccess(try Program.run(arguments()))
    let labelled = try folder.write(Texts.labelledTopics, "labelled.tsv")
    for name in ["old", "new"] {
      expectSuccess(
        try Program.run(
          "train-classifier", labelled, "--embeddings", folder.path(name), "--output",
          folder.path("\(name)-model")))
    }
    let (before, after) = (
      try SafetensorsFile(path: folder.path("old-model")),
      try SafetensorsFile(path: folder.path("new-model"))
    )
    for tensor in ["hidden.weight", "hidden.bias", "output.weight", "output.bias"] {
      let name = "classifier.\(tensor)"
      #expect(
        before.numbers(name, as: Float.self) == after.numbers(name, as: Float.self), "\(name)")
    }
    func classify(_ model: String, _ text: String) throws -> String {
      let outcome = try Program.run("classify", "--model", folder.path(model), text)
      expectSuccess(outcome)
      return outcome.output
    }
    for text in ["bread and soup", "the stadium, a goal", "violin"] {
      #expect(try classify("old-model", text) == classify("new-model", text))
    }
    #expect(try classify("old-model", "croissant").hasSuffix("coverage 0\n"))
    #expect(try classify("new-model", "croissant").hasPrefix("food\t"))
    #expect(try classify("new-model", "oboe").hasPrefix("music\t"))
  }

  @Test func aWeakerAnchorLetsThemMoveAndSaysHowFar() throws {
    let outcome = try Program.run(arguments("--anchor", "0"))
    expectSuccess(outcome)
    #expect(!outcome.errors.contains("0.0000 on average"))
    #expect(outcome.errors.contains("old ones, which moved by a cosine distance of 0."))
    #expect(try vectors("new")["bread"] != vectors("old")["bread"])
  }

  @Test func theFileSaysWhatItCameFrom() throws {
    expectSuccess(try Program.run(arguments()))
    let metadata = try SafetensorsFile(path: folder.path("new")).metadata
    let pretraining = try #require(metadata["pretraining"])
    #expect(pretraining.contains("topics.txt") && pretraining.contains("news.txt"))
    #expect(pretraining.contains(#""wordCount":18"#))
    #expect(metadata["stop_words_name"] == "en", "as the old vectors have it")
  }

  @Test func anUpdateCanBeUpdatedAndGivesTheSameBytesWithAnyThreads() throws {
    expectSuccess(try Program.run(arguments("--threads", "1", output: "one")))
    expectSuccess(try Program.run(arguments("--threads", "3", output: "three")))
    #expect(try folder.data("one") == folder.data("three"))
    let more = try folder.write(
      String(repeating: "football goal offside\n", count: 20), "more.txt")
    // The file that is updated may be the one that is written.
    expectSuccess(
      try Program.run(
        "train-embeddings", more, "--update", folder.path("one"), "--output", folder.path("one")))
    let (before, after) = (try vectors("three"), try vectors("one"))
    for (word, vector) in before { #expect(after[word] == vector, "\(word)") }
    #expect(after["offside"] != nil)
  }

  @Test func heldOutDocumentsAndEpochsThatChooseThemselvesWorkToo() throws {
    let outcome = try Program.run([
      "train-embeddings", news, "--update", old, "--epochs", "auto", "--output",
      folder.path("new"),
    ])
    expectSuccess(outcome)
    #expect(outcome.errors.contains("held-out loss") && outcome.errors.contains("stopped   after"))
    let (before, after) = (try vectors("old"), try vectors("new"))
    for (word, vector) in before { #expect(after[word] == vector, "\(word)") }
  }

  @Test func anInterruptedUpdateGoesOnToTheSameBytes() throws {
    let settings = ["--threads", "1", "--anchor", "0.5"]
    let long = [
      "train-embeddings", news, "--update", old, "--epochs", "2000", "--subsample", "0",
    ]
    expectSuccess(try Program.run(long + settings + ["--output", folder.path("undisturbed")]))
    let checkpoint = folder.path("checkpoint")
    let program = try Program.start(
      long + settings + [
        "--output", folder.path("new"), "--checkpoint", checkpoint, "--checkpoint-every", "0",
      ])
    let end = Date(timeIntervalSinceNow: 120)
    while !folder.names.contains("checkpoint") {
      try #require(Date() < end, "no checkpoint")
      usleep(1_000)
    }
    program.interrupt()
    #expect(try program.finish().signal == SIGINT)
    let vectors = try folder.data("old")
    try folder.write(try Files.shared.get().vectors, "old")
    expectRefusal(
      try Program.run("train-embeddings", "--resume", checkpoint), naming: "--update",
      "have changed", afterProgress: true)
    try folder.write(vectors, "old")
    expectSuccess(try Program.run("train-embeddings", "--resume", checkpoint))
    #expect(try folder.data("new") == folder.data("undisturbed"))
  }

  @Test func phrasesOfTheOldVectorsAreFoundInNewText() throws {
    let text = String(repeating: "new york is large\nold york is small\nnew york\n", count: 40)
    let corpus = try folder.write(text, "phrases.txt")
    expectSuccess(
      try Program.run(
        "train-embeddings", corpus, "--phrases", "--phrase-threshold", "0.5", "--stopwords",
        "none", "--output", folder.path("phrases")))
    #expect(try vectors("phrases")["new_york"] != nil)
    let more = try folder.write(
      String(repeating: "manhattan lies in new york\n", count: 10), "more.txt")
    expectSuccess(
      try Program.run(
        "train-embeddings", more, "--update", folder.path("phrases"), "--output",
        folder.path("new")))
    let file = try SafetensorsFile(path: folder.path("new"))
    #expect(file.words.contains("manhattan"))
    #expect(file.words.contains("new_york"))
    #expect(file.metadata["phrases"]?.contains("new york") == true)
  }

  @Test func whatCannotLearnNewWordsIsRefused() throws {
    let refused = [
      ("subwords", ["--subwords", "3-4"], "composed of n-grams"),
      ("text", ["--format", "word2vec-text"], "no context vectors"),
    ]
    for (name, flags, problem) in refused {
      let path = folder.path(name)
      expectSuccess(
        try Program.run(
          ["train-embeddings", news, "--dimension", "10", "--epochs", "1", "--output", path]
            + flags))
      expectRefusal(
        try Program.run(
          "train-embeddings", news, "--update", path, "--output", folder.path("new")),
        naming: name == "text" ? name : path, problem)
    }
    expectRefusal(
      try Program.run(
        "train-embeddings", news, "--update", "film-reviews-en", "--output", folder.path("new")),
      naming: "film-reviews-en", "a built-in model has no context vectors")
    let converted = folder.path("converted.safetensors")
    expectSuccess(try Program.run("convert", folder.path("text"), converted))
    expectRefusal(
      try Program.run(
        "train-embeddings", news, "--update", converted, "--output", folder.path("new")),
      naming: converted, "no context vectors")
    let nothing = try folder.write("xyzzy\n", "nothing.txt")
    expectRefusal(
      try Program.run(
        "train-embeddings", nothing, "--update", old, "--output", folder.path("new")),
      naming: nothing, "nothing was learned", afterProgress: true)
    #expect(!folder.names.contains("new"))
  }

  @Test(arguments: [
    "--dimension=10", "--tokenizer=icu", "--stopwords=none", "--language=en", "--phrases",
    "--subwords=3-6",
  ])
  func whatFollowsFromTheOldVectorsIsRefused(flag: String) throws {
    let outcome = try Program.run(arguments(flag))
    #expect(outcome.status == 64)
    #expect(outcome.errors.contains("can't be given with --update"), "\(outcome.errors)")
    #expect(folder.names == ["news.txt", "old"])
  }
}
