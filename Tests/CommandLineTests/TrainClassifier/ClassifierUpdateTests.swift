import Foundation
import Testing

/// `train-classifier --update`: a model learns further labelled texts without those it was trained
/// on.
struct ClassifierUpdateTests {
  private let folder: ScratchFolder
  private let vectors: String

  /// A model of each kind of head on two labels.
  static let heads = [
    ["train-classifier"], ["train-classifier", "--hidden", "0"],
    ["train-classifier", "--encoder", "lstm"], ["fit"],
  ]

  init() throws {
    folder = try ScratchFolder()
    vectors = try folder.write(try Files.shared.get().topicVectors, "vectors")
  }

  /// Texts of three words of a topic, each another.
  private func texts(_ topic: String, label: String? = nil, count: Int = 20) -> String {
    let words = Texts.topics[topic]!
    return (0..<count).map { text in
      let chosen = (0..<3).map { words[(text + $0 * (1 + text / 6)) % words.count] }
      return "\(label ?? topic)\t\(chosen.joined(separator: " "))\n"
    }.joined()
  }

  private func makeModel(_ head: [String], _ labelled: String) throws -> String {
    let path = folder.path("model")
    let file = try folder.write(labelled, "old.tsv")
    expectSuccess(
      try Program.run(
        head[..<1] + (head[0] == "fit" ? ["--labelled", file] : [file]) + head[1...]
          + ["--embeddings", vectors, "--output", path]))
    return path
  }

  private func update(
    _ model: String, _ labelled: String, _ options: String..., output: String = "updated"
  ) throws -> Outcome {
    let file = try folder.write(labelled, "new.tsv")
    return try Program.run(
      ["train-classifier", file, "--update", model, "--output", folder.path(output)] + options)
  }

  private func accuracy(_ model: String, _ labelled: String) throws -> Double {
    let file = try folder.write(labelled, "test.tsv")
    let outcome = try Program.run("evaluate", file, "--model", model, "--json")
    expectSuccess(outcome)
    let object = try JSONSerialization.jsonObject(with: outcome.outputData) as? [String: Any]
    let report = try #require(object?["report"] as? [String: Any])
    return try #require(report["accuracy"] as? Double)
  }

  /// The new texts have one new label alone, so that nothing in them says what the old ones are.
  @Test(arguments: heads)
  func aNewLabelIsLearnedAndTheOldOnesStay(head: [String]) throws {
    let old = texts("food") + texts("music")
    let model = try makeModel(head, old)
    let outcome = try update(model, texts("sport"))
    expectSuccess(outcome)
    #expect(
      outcome.errors.contains("updated   by 20 texts; new labels: \"sport\"\n"),
      "\(outcome.errors)")
    #expect(outcome.errors.contains("accuracy on these texts "))
    #expect(outcome.errors.contains(", before 0.0 % (cross-validation, 10 folds)"))
    #expect(try accuracy(folder.path("updated"), texts("sport")) >= 0.8, "\(head)")
    #expect(try accuracy(folder.path("updated"), old) >= 0.95, "\(head)")
  }

  /// Sport becomes a kind of music; food stays what it was.
  @Test(arguments: heads)
  func newTextsOfOldLabelsAreLearned(head: [String]) throws {
    let old = texts("food") + texts("music")
    let model = try makeModel(head, old)
    let new = texts("sport", label: "music")
    expectSuccess(try update(model, new))
    #expect(try accuracy(folder.path("updated"), new) >= 0.95, "\(head)")
    #expect(try accuracy(folder.path("updated"), old) >= 0.9, "\(head)")
  }

  /// The network reads words that its vocabulary lacks by their n-grams, and learns from them so.
  @Test func wordsThatAreKnownByTheirNGramsAloneAreLearned() throws {
    let corpus = try folder.write(Texts.topicCorpus, "corpus.txt")
    expectSuccess(
      try Program.run(
        "train-embeddings", corpus, "--stopwords", "en", "--dimension", "20", "--epochs", "30",
        "--subsample", "0", "--subwords", "3-4", "--output", vectors))
    let old = texts("food") + texts("music")
    let model = try makeModel(["train-classifier"], old)
    let words = ["footballers", "goals", "players", "stadiums", "referees", "teams"]
    let new = (0..<20).map {
      "sport\t\(words[$0 % 6]) \(words[($0 + 1 + $0 / 6) % 6])\n"
    }.joined()
    let outcome = try update(model, new)
    expectSuccess(outcome)
    #expect(outcome.errors.contains("updated   by 20 texts; new labels: \"sport\"\n"))
    #expect(try accuracy(folder.path("updated"), new) >= 0.8)
    #expect(try accuracy(folder.path("updated"), old) >= 0.95)
    #expect(
      try SafetensorsFile(try folder.data("updated")).words
        == SafetensorsFile(try folder.data("model")).words)
  }

  /// The built-in models have names, and their own labels go on meaning what they did.
  @Test(arguments: ["film-reviews-en", "movie-reviews-en"])
  func aBuiltInModelIsUpdatedByItsName(model: String) throws {
    let new = ["neutral\tThe movie has a plot.\n", "neutral\tThe actors play in a movie.\n"]
    let outcome = try update(model, new.joined())
    expectSuccess(outcome)
    #expect(outcome.errors.contains("new labels: \"neutral\""), "\(outcome.errors)")
    let answers = try Program.run(
      "classify", "It was great", "It was really stupid.", "--model", folder.path("updated"))
    #expect(answers.lines.map { $0.prefix { $0 != "\t" } } == ["positive", "negative"])
  }

  @Test(arguments: heads)
  func theSameInputGivesTheSameBytes(head: [String]) throws {
    let model = try makeModel(head, texts("food") + texts("music"))
    expectSuccess(try update(model, texts("sport"), output: "one"))
    expectSuccess(try update(model, texts("sport"), output: "two"))
    #expect(try folder.data("one") == folder.data("two"))
  }

  /// The card counts all texts, and tells of each update; so one can follow on another.
  @Test(arguments: heads)
  func anUpdateCanBeUpdated(head: [String]) throws {
    let model = try makeModel(head, texts("food") + texts("music"))
    expectSuccess(try update(model, texts("sport")))
    expectSuccess(
      try update(folder.path("updated"), texts("food") + texts("music"), output: "again"))
    let metadata = try SafetensorsFile(try folder.data("again")).metadata
    let text = try #require(metadata["adaptation"] ?? metadata["fit"])
    let card = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let updates = try #require(card["updates"] as? [[String: Any]])
    #expect(updates.map { $0["textCount"] as? Int } == [20, 40])
    #expect(updates.map { $0["rehearsalCount"] as? Int } == [160, 240])
    #expect(updates[0]["newLabels"] as? [String] == ["sport"])
    let counts = card["labelCounts"] as? [Int]
    #expect((card["textCount"] as? Int ?? counts?.reduce(0, +)) == 100)
    #expect(try accuracy(folder.path("again"), texts("sport")) >= 0.9)
  }

  /// The promise of `fit --abstain` is about the old model.
  @Test func aPromiseIsWithdrawn() throws {
    let path = folder.path("model")
    let file = try folder.write(
      (0..<4).map { _ in texts("food") + texts("music") }.joined(), "old.tsv")
    expectSuccess(
      try Program.run(
        "fit", "--labelled", file, "--embeddings", vectors, "--abstain", "0.8", "--output", path))
    let outcome = try update(path, texts("sport"))
    expectSuccess(outcome)
    #expect(
      outcome.errors.contains("warning: the model promised that 80 % of its answers are right"),
      "\(outcome.errors)")
    #expect(
      try SafetensorsFile(try folder.data("updated")).metadata["abstention"] == nil)
  }

  @Test func whatCannotBe() throws {
    let model = try makeModel(["train-classifier"], texts("food") + texts("music"))
    expectRefusal(
      try update(model, "sport\txyzzy\n"), naming: folder.path("new.tsv"),
      "none of its words is known to the model", afterProgress: true)
    expectRefusal(
      try update(vectors, texts("sport")), naming: vectors, "no classifier")
    #expect(!folder.names.contains("updated"))
    for options in [["--hidden", "8"], ["--encoder", "mean"], ["--epochs", "9"]] {
      let outcome = try Program.run(
        ["train-classifier", "x", "--update", model, "--output", "y"] + options)
      #expect(outcome.status == 64)
      #expect(outcome.errors.contains("\(options[0]) can't be given with --update"))
    }
    let both = try Program.run(
      "train-classifier", "x", "--update", model, "--embeddings", vectors, "--output", "y")
    #expect(both.status == 64 && both.errors.contains("Give --embeddings for a new model, or"))
  }
}
