import Foundation
import Testing

/// `--label-weight` and `--weight-field`: some texts count more than others.
struct WeightTests {
  private let folder: ScratchFolder
  private let vectors: String

  init() throws {
    folder = try ScratchFolder()
    vectors = try folder.write(try Files.shared.get().topicVectors, "vectors")
  }

  private func fit(_ labelled: String, _ arguments: [String]) throws -> Outcome {
    try Program.run(
      ["fit", labelled, "--embeddings", vectors, "--output", folder.path("model")] + arguments)
  }

  private func probability(of label: String, _ text: String) throws -> Double {
    let json = try Program.run("classify", "--json", "--model", folder.path("model"), text)
    expectSuccess(json)
    let object = try JSONSerialization.jsonObject(with: json.outputData) as? [String: Any]
    return try #require((object?["probabilities"] as? [String: Double])?[label])
  }

  /// Twenty-four texts of music for four of food, by words that are of both.
  private func uneven() throws -> String {
    let words = ["bread", "violin", "butter", "piano", "cheese", "melody", "soup", "rhythm"]
    var lines: [String] = []
    for first in 0..<8 {
      for second in (first + 1)..<8 {
        let label = lines.count % 7 == 0 ? "food" : "music"
        lines.append("\(label)\t\(words[first]) \(words[second])")
      }
    }
    return try folder.write(lines.joined(separator: "\n") + "\n", "uneven.tsv")
  }

  @Test(arguments: [[], ["--encoder", "mean"]])
  func aRareLabelIsAnsweredMoreOften(encoder: [String]) throws {
    let uneven = try uneven()
    func probability(_ weights: String...) throws -> Double {
      let outcome = try Program.run(
        ["fit", uneven, "--output", folder.path("model")] + encoder + weights)
      expectSuccess(outcome)
      #expect(outcome.output.contains("weights   ") == !weights.isEmpty)
      return try self.probability(of: "food", "bread and piano")
    }
    let plain = try probability()
    let balanced = try probability("--label-weight", "balanced")
    let dear = try probability("--label-weight", "food=100")
    #expect(plain < balanced && balanced < dear && dear > 0.5)
    let weights = try Program.run("info", folder.path("model"), "--json")
    #expect(weights.output.contains("\"labelWeights\""))
  }

  /// The same texts with one label and the other: the heavier ones decide.
  @Test(arguments: ["csv", "jsonl"])
  func heavierTextsDecide(format: String) throws {
    func labelled(_ food: Double, _ music: Double) throws -> String {
      let records = ["bread soup", "violin piano"].flatMap { text in
        [("food", food), ("music", music)].map { (text, $0, $1) }
      }
      let lines = records.map { text, label, weight in
        format == "csv"
          ? "\(text),\(label),\(weight)"
          : "{\"text\": \"\(text)\", \"label\": \"\(label)\", \"n\": \(weight)}"
      }
      return try folder.write(
        ((format == "csv" ? ["text,label,n"] : []) + lines).joined(separator: "\n") + "\n",
        "labelled.\(format)")
    }
    for (food, music) in [(9.0, 0.5), (0.5, 9.0)] {
      expectSuccess(
        try fit(labelled(food, music), ["--weight-field", "n", "--without", "cross-validation"]))
      #expect((try probability(of: "food", "bread soup") > 0.5) == (food > music))
    }
  }

  /// With the weight 0 a text isn't learned from, with 1 for all nothing changes.
  @Test func oneIsTheDefault() throws {
    let plain = try folder.write(Texts.manyLabelledTopics, "plain.tsv")
    expectSuccess(try fit(plain, []))
    let before = try Data(contentsOf: URL(fileURLWithPath: folder.path("model")))
    let lines = Texts.manyLabelledTopics.split(separator: "\n").map { line in
      line.replacing("\t", with: ",") + ",1"
    }
    let weighed = try folder.write(
      (["label,text,weight"] + lines).joined(separator: "\n") + "\n", "weighed.csv")
    expectSuccess(try fit(weighed, ["--weight-field", "weight"]))
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder.path("model"))) == before)
  }

  @Test(arguments: [
    ("a,good one,\nb,bad one,1\n", ["--weight-field", "n"], ":2: the record has no weight"),
    ("a,good one,x\nb,bad one,1\n", ["--weight-field", "n"], ":2: the weight is \"x\""),
    ("a,good one,-1\nb,bad one,1\n", ["--weight-field", "n"], "write a number of 0 or more"),
    ("a,good one,0\nb,bad one,1\n", ["--weight-field", "n"], "have the weight 0"),
    ("a,good one,1\nb,bad one,1\n", ["--weight-field", "m"], "\"m\""),
    ("a,good one,1\nb,bad one,1\n", ["--label-weight", "c=2"], "no text has the label \"c\""),
    ("a,good one,1\nb,bad one,1\n", ["--label-weight", "a"], "is invalid for '--label-weight"),
    ("a,good one,1\nb,bad one,1\n", ["--label-weight", "a=0"], "is invalid for '--label-weight"),
    (
      "a,good one,1\nb,bad one,1\n", ["--label-weight", "a=2", "--label-weight", "a=3"],
      "Give each --label-weight once"
    ),
    (
      "a,good one,1\nb,bad one,1\n", ["--label-weight", "a=2", "--label-weight", "balanced"],
      "give it alone"
    ),
    (
      "a,good one,1\nb,bad one,1\n", ["--multi-label", "--label-weight", "balanced"],
      "--label-weight serves where each text has one label"
    ),
    (
      "a,good one,1\nb,bad one,1\n", ["--encoder", "lstm", "--label-weight", "balanced"],
      "--encoder lstm takes no --label-weight"
    ),
  ])
  func mistakesAreNamed(records: String, arguments: [String], message: String) throws {
    let labelled = try folder.write("label,text,n\n" + records, "labelled.csv")
    let outcome = try Program.run(
      ["fit", labelled, "--output", folder.path("model")] + arguments)
    #expect(outcome.status != 0 && outcome.errors.contains(message), "\(outcome.errors)")
    #expect(!FileManager.default.fileExists(atPath: folder.path("model")))
  }
}
