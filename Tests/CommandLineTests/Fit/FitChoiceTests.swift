import Foundation
import Testing

/// `sentiment fit` where there is more than one way: several vectors, and another encoder.
struct FitChoiceTests {
  private let folder: ScratchFolder
  private let vectors: String
  private let labelled: String

  init() throws {
    folder = try ScratchFolder()
    vectors = try folder.write(try Files.shared.get().topicVectors, "vectors")
    labelled = try folder.write(
      Texts.manyLabelledTopics, "labelled.tsv")
  }

  private func fit(_ arguments: [String]) throws -> Outcome {
    try Program.run(["fit", "--output", folder.path("model")] + arguments)
  }

  private func card(_ outcome: Outcome) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: outcome.outputData) as? [String: Any])
  }

  private func expectTopics() throws {
    for (topic, words) in Texts.topics {
      let outcome = try Program.run(
        "classify", "--model", folder.path("model"), "\(words[4]) with \(words[5])")
      #expect(outcome.output.hasPrefix("\(topic)\t"), "\(outcome.output)")
    }
  }

  /// Vectors of the same words that tell nothing: each word's is another word's.
  private func shuffledVectors() throws -> String {
    var file = try SafetensorsFile(path: vectors)
    let rows = file.vectors
    for (place, row) in rows.enumerated() {
      let other = (place * 7 + 3) % rows.count
      for (column, number) in row.enumerated() {
        file.set("embeddings.input", at: other * row.count + column, number)
      }
    }
    return try folder.write(try file.encoded(), "shuffled")
  }

  @Test func theBestOfSeveralVectorsIsTaken() throws {
    let shuffled = try shuffledVectors()
    for order in [[shuffled, vectors], [vectors, shuffled]] {
      let given = order.flatMap { ["--embeddings", $0] }
      let outcome = try fit(["--labelled", labelled, "--json"] + given)
      expectSuccess(outcome)
      let card = try card(outcome)
      let trials = try #require(card["vectorTrials"] as? [[String: Any]])
      #expect(trials.map { $0["name"] as? String } == order)
      let accuracies = Dictionary(
        uniqueKeysWithValues: zip(order, trials.map { $0["accuracy"] as? Double ?? -1 }))
      let chosen = try #require(card["vectors"] as? String)
      #expect(accuracies.values.allSatisfy { $0 <= accuracies[chosen]! })
    }
  }

  @Test func theComparisonIsShown() throws {
    let reviews = try folder.write(try Files.shared.get().vectors, "reviews")
    let outcome = try fit([
      "--labelled", Texts.labelledReviews, "--embeddings", "embedded", "--embeddings", reviews,
    ])
    expectSuccess(outcome)
    let rows = outcome.lines.filter { $0.hasPrefix("embedded") || $0.hasPrefix(reviews) }
    #expect(rows.count == 2 && rows.count { $0.contains("chosen") } == 1, "\(outcome.output)")
  }

  @Test func embeddedNamesTheBuiltInVectors() throws {
    expectSuccess(try fit(["--labelled", Texts.labelledReviews, "--embeddings", "embedded"]))
    let named = try folder.data("model")
    expectSuccess(try fit(["--labelled", Texts.labelledReviews, "--encoder", "mean"]))
    #expect(try folder.data("model").elementsEqual(named))
  }

  @Test func anLSTMIsFittedAndItsAccuracyEstimated() throws {
    let models = try ["1", "3"].map { threads in
      let outcome = try fit([
        "--labelled", labelled, "--embeddings", vectors, "--encoder", "lstm", "--json",
        "--threads", threads,
      ])
      expectSuccess(outcome)
      let card = try card(outcome)
      let estimate = try #require(card["estimate"] as? [String: Any])
      #expect(estimate["folds"] as? Int == 10 && (estimate["accuracy"] as? Double ?? 0) > 0.5)
      return try folder.data("model")
    }
    #expect(models[0] == models[1])
    try expectTopics()
    let shown = try fit([
      "--labelled", labelled, "--embeddings", vectors, "--encoder", "lstm", "--without",
      "cross-validation",
    ])
    expectSuccess(shown)
    #expect(shown.output.contains("network of 32 units") && shown.output.contains("unknown"))
  }

  @Test(arguments: [
    (["--label", "a=bread", "--label", "b=goal", "--encoder", "lstm"], "takes --labelled texts"),
    (["--labelled", "x", "--encoder", "lstm", "--without", "word-pairs"], "no --without but"),
    (["--labelled", "x", "--encoder", "lstm", "--embeddings", "a", "--embeddings", "b"], "one"),
    (["--labelled", "x", "--embeddings", "a", "--embeddings", "a"], "each --embeddings once"),
    (
      ["--label", "a=x", "--embeddings", "a", "--embeddings", "b"], "cross-validation of --labelled"
    ),
  ])
  func whatCannotBeIsNamed(arguments: [String], message: String) throws {
    let outcome = try fit(arguments)
    #expect(outcome.status == 64 && outcome.errors.contains(message), "\(outcome.errors)")
  }

  @Test func tooFewTextsToCompareAreNamed() throws {
    let few = try folder.write("food\tbread\nmusic\tviolin\n", "few.tsv")
    let outcome = try fit([
      "--labelled", few, "--embeddings", vectors, "--embeddings", "embedded",
    ])
    expectRefusal(outcome, naming: vectors, "too few labelled texts", afterProgress: true)
    #expect(!FileManager.default.fileExists(atPath: folder.path("model")))
  }
}
