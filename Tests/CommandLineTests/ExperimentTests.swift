import Foundation
import FoundationXML
import Testing

/// `sentiment experiment`: the article's claim, checked anew.
struct ExperimentTests {
  private struct Result: Decodable {
    struct Statistics: Decodable {
      let mean: Double
      let standardDeviation: Double
      let minimum: Double
      let interval: [Double]
      let runs: Int
    }

    struct Accuracies: Decodable {
      let transfer: Statistics
      let randomVectors: Statistics
      let vectorsFromLabelledOnly: Statistics
      let bagOfWords: Statistics

      var all: [Statistics] { [transfer, randomVectors, vectorsFromLabelledOnly, bagOfWords] }
    }

    let articleSplit: Accuracies
    let allSplits: Accuracies
  }

  private func run(_ arguments: String...) throws -> Outcome {
    let outcome = try Program.run(["experiment", "--seeds", "3"] + arguments)
    expectSuccess(outcome)
    return outcome
  }

  @Test(arguments: ["en", "zh"])
  func transferDecides(language: String) throws {
    let outcome = try run("--language", language, "--json")
    let result = try JSONDecoder().decode(Result.self, from: outcome.outputData)
    #expect(result.articleSplit.all.allSatisfy { $0.runs == 3 })
    #expect(result.allSplits.all.allSatisfy { $0.runs == 3 * 25 })
    #expect(result.articleSplit.transfer.mean == 1)
    #expect(result.allSplits.transfer.mean >= 0.99)
    #expect(0.2...0.8 ~= result.allSplits.randomVectors.mean)
    for statistics in result.articleSplit.all + result.allSplits.all {
      #expect(statistics.interval.count == 2)
      #expect(statistics.interval[0] <= statistics.mean)
      #expect(statistics.mean <= statistics.interval[1])
      #expect(statistics.minimum <= statistics.mean && statistics.standardDeviation >= 0)
    }
  }

  @Test func aPersonReadsATable() throws {
    let output = try run().output
    #expect(output.hasPrefix("Film reviews (en): 62 without labels, 8 to train on, 2 to test on;"))
    for row in [
      "pre-trained vectors (transfer)", "random vectors", "vectors from the 8 alone",
      "bag of words",
    ] {
      #expect(output.split(separator: "\n").filter { $0.hasPrefix(row) }.count == 2)
    }
    #expect(!output.contains("\u{1B}"))
  }

  @Test func theNumberOfThreadsChangesNothingButTheTime() throws {
    func result(threads: Int) throws -> [String] {
      try run("--json", "--threads", "\(threads)").lines.filter { !$0.contains(#""seconds" :"#) }
    }
    #expect(try result(threads: 1) == result(threads: 2))
    #expect(try run("--threads", "1").output == run("--threads", "2").output)
  }

  @Test(arguments: ["en", "zh"])
  func aFolderGetsTableDocumentAndMap(language: String) throws {
    let folder = try ScratchFolder()
    let results = folder.path("results")
    let outcome = try run("--language", language, "--json", "--output", results)
    let name = "experiment-\(language)"
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: results).sorted()
        == ["\(name).json", "\(name).svg", "\(name).txt"])
    #expect(try folder.data("results/\(name).json") == outcome.outputData)
    #expect(try folder.text("results/\(name).txt") == run("--language", language).output)
    let map = try XMLTexts(try folder.data("results/\(name).svg"))
    #expect(map.rootElement == "svg")
    let reviews = try String(
      contentsOfFile: Texts.path("corpora/movie-reviews-\(language)/test.tsv"), encoding: .utf8)
    for review in reviews.split(separator: "\n").map({ $0.split(separator: "\t")[1] }) {
      #expect(map.texts.contains(String(review)), "\(map.texts)")
    }
  }

  @Test func aFolderThatIsThereIsUsed() throws {
    let folder = try ScratchFolder()
    try folder.write("mine", "notes")
    _ = try run("--output", folder.url.path)
    let written = ["experiment-en.json", "experiment-en.svg", "experiment-en.txt"]
    #expect(folder.names == written + ["notes"])
  }

  /// The article's files as a folder of one's own give the article's result.
  @Test func textsOfOnesOwn() throws {
    let folder = try ScratchFolder()
    let corpus = Texts.path("corpora/movie-reviews-en")
    let outcome = try Program.run(
      "experiment", "--corpus", corpus, "--seeds", "5-6", "--json", "--output",
      folder.path("results"))
    expectSuccess(outcome)
    let result = try JSONDecoder().decode(Result.self, from: outcome.outputData)
    #expect(result.articleSplit.transfer.mean == 1)
    #expect(result.allSplits.transfer.runs == 2 * 25)
    #expect(outcome.output.contains("\"firstSeed\" : 5"))
    let map = try XMLTexts(try folder.data("results/experiment-movie-reviews-en.svg"))
    #expect(map.rootElement == "svg")
  }

  @Test func moreLabelsAndOtherSettings() throws {
    let folder = try ScratchFolder()
    let corpus = try folder.makeFolder("mine")
    try folder.write(Texts.topicCorpus, "mine/pretrain.txt")
    try folder.write(Texts.labelledTopics, "mine/train.tsv")
    try folder.write(
      "food\tcheese soup\nmusic\tmelody\nsport\tgoal\nsport\tteam\n", "mine/test.tsv")
    let outcome = try Program.run(
      "experiment", "--corpus", corpus, "--seeds", "2", "--dimension", "10", "--epochs", "20",
      "--output", folder.path("results"))
    expectSuccess(outcome)
    #expect(outcome.output.contains("6 to train on, 4 to test on"))
    let vectors = outcome.lines.first { $0.hasPrefix("pre-trained") }
    #expect(try #require(vectors).contains("100.0 %"))
  }

  @Test(arguments: ["0", "5-3", "x", "-1", "1-"])
  func seedsThatCannotBe(seeds: String) throws {
    let outcome = try Program.run("experiment", "--seeds=\(seeds)")
    #expect(outcome.status == 64)
  }

  @Test func aFolderWithoutTheFilesIsNamed() throws {
    let folder = try ScratchFolder()
    let outcome = try Program.run("experiment", "--corpus", folder.url.path)
    expectRefusal(outcome, naming: folder.path("train.tsv"), "no such file")
  }
}
