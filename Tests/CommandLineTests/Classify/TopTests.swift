import Foundation
import Testing

/// `--top`: the likeliest labels, best first.
struct TopTests {
  private let folder: ScratchFolder
  private let model: String

  init() throws {
    folder = try ScratchFolder()
    model = folder.path("model")
    let labelled = try folder.write(Texts.manyLabelledTopics, "labelled.tsv")
    let vectors = try folder.write(try Files.shared.get().topicVectors, "vectors")
    expectSuccess(
      try Program.run("fit", labelled, "--embeddings", vectors, "--output", model))
  }

  @Test func everyFormHasThem() throws {
    let csv = try folder.write("id,text\n7,bread butter piano\n", "a.csv")
    let top = ["classify", "-m", model, "-i", csv, "--top", "2"]
    let line = try Program.run(top)
    expectSuccess(line)
    #expect(
      line.output.wholeMatch(of: #/food\|music\t0\.\d+\|0\.\d+\tbread butter piano\n/#) != nil)

    let json = try Program.run(top + ["--json"])
    let answer = try #require(
      try JSONSerialization.jsonObject(with: json.outputData) as? [String: Any])
    let likeliest = try #require(answer["top"] as? [[String: Any]])
    #expect(likeliest.map { $0["label"] as? String } == ["food", "music"])
    let probabilities = try #require(answer["probabilities"] as? [String: Double])
    #expect(likeliest[1]["probability"] as? Double == probabilities["music"])

    let columns = try Program.run(top + ["--append-columns"])
    #expect(
      columns.lines[0] == "id,text,label,probability,coverage,label_2,probability_2")
    #expect(columns.lines[1].hasPrefix("7,bread butter piano,food,0."))
    #expect(columns.lines[1].contains(",music,0."))
  }

  /// There are no more than the model has, and none that isn't sure enough is an answer.
  @Test func moreThanThereAre() throws {
    let all = try Program.run("classify", "-m", model, "--top", "5", "bread butter")
    #expect(all.output.split(separator: "\t")[0].split(separator: "|").count == 3)
    let unsure = try Program.run(
      "classify", "-m", model, "--top", "2", "--threshold", "1", "bread piano")
    #expect(unsure.output.hasPrefix("?\t0."))
    let csv = try folder.write("text\nbread\n", "a.csv")
    let columns = try Program.run(
      "classify", "-m", model, "-i", csv, "--top", "4", "--append-columns")
    #expect(columns.lines[1].hasSuffix(",,"))
  }

  @Test func mistakesAreNamed() throws {
    #expect(try Program.run("classify", "--top", "0", "x").errors.contains("--top takes 1 to 1000"))
    let csv = try folder.write("text,label_2\nbread,\n", "a.csv")
    let there = try Program.run(
      "classify", "-m", model, "-i", csv, "--top", "2", "--append-columns")
    #expect(there.status != 0 && there.errors.contains("there is a column \"label_2\" already"))
    let labels = try folder.write(
      "text,labels\nbread butter,food\nviolin piano,music\nbread violin,food|music\nsoup,food\n",
      "multi.csv")
    expectSuccess(
      try Program.run(
        "fit", labels, "--multi-label", "--label-separator", "|", "--encoder", "mean", "--output",
        folder.path("multi")))
    let multi = try Program.run("classify", "-m", folder.path("multi"), "--top", "2", "bread")
    #expect(multi.status != 0 && multi.errors.contains("--top is for models that give a text one"))
  }
}
