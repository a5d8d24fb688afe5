import Foundation
import Testing

/// `train-embeddings` on text that is small, or from which nothing can be learned.
struct SmallTextTests {
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  private func train(_ text: String, _ arguments: String...) throws -> Outcome {
    let corpus = try folder.write(text, "corpus.txt")
    return try Program.run(
      ["train-embeddings", corpus, "--output", folder.path("vectors")] + arguments)
  }

  @Test(arguments: [
    (String(repeating: "good\nbad\nsoup\n", count: 20), [], "no two words stand together"),
    (
      String(repeating: "good\nbad\nsoup\n", count: 20), ["--epochs", "auto"],
      "no two words stand together"
    ),
    (
      String(repeating: "good film\n", count: 100), ["--subsample", "1e-5"],
      "no two words stand together"
    ),
    (String(repeating: "good good good\n", count: 50), [], "all its words are \"good\""),
  ])
  func trainingThatLearnsNothingIsAnError(
    text: String, arguments: [String], problem: String
  ) throws {
    let corpus = try folder.write(text, "corpus.txt")
    let outcome = try Program.run(
      ["train-embeddings", corpus, "--output", folder.path("vectors")] + arguments)
    expectRefusal(outcome, naming: corpus, problem, afterProgress: true)
    #expect(outcome.errors.contains("nothing was learned"))
    #expect(folder.names == ["corpus.txt"])
  }

  /// The README's commands, on the article's own files.
  @Test(arguments: 1...3)
  func theArticlesFilesGiveTheArticlesAnswer(seed: Int) throws {
    let reviews = Texts.path("corpora/movie-reviews-en")
    let (vectors, model) = (folder.path("vectors"), folder.path("model"))
    let trained = try Program.run(
      "train-embeddings", "\(reviews)/pretrain.txt", "--seed", "\(seed)", "--output", vectors)
    expectSuccess(trained)
    #expect(trained.errors.contains("as the text is small, settings that suit it: --min-count 1"))
    expectSuccess(
      try Program.run(
        "train-classifier", "\(reviews)/train.tsv", "--embeddings", vectors, "--output", model))
    let outcome = try Program.run("evaluate", "\(reviews)/test.tsv", "--model", model)
    expectSuccess(outcome)
    #expect(outcome.output.contains("100.00 %"))
  }

  @Test func whatTheUserSetsStays() throws {
    let outcome = try train(Texts.topicCorpus, "--dimension", "8", "--min-count", "2")
    expectSuccess(outcome)
    #expect(outcome.errors.contains("--min-count 2 --subsample 0 --epochs 50 --dimension 8"))
    #expect(outcome.errors.contains("words × 8"))
  }

  @Test func rareWordsThatAreMostOfTheTextAreWarnedOf() throws {
    let text = (0..<100).map { "bread soup w\($0) x\($0)" }.joined(separator: "\n")
    let outcome = try train(text, "--min-count", "5")
    expectSuccess(outcome)
    #expect(outcome.errors.contains("warning: 50 % of the words"))
    #expect(!(try train(text)).errors.contains("warning"))
  }
}
