import Foundation
import Testing

/// `sentiment fit --multi-label`: a model that gives a text any number of labels.
struct MultiLabelTests {
  private let folder: ScratchFolder
  private let vectors: String
  private let labelled: String
  private let texts: [(labels: [String], text: String)]

  init() throws {
    folder = try ScratchFolder()
    vectors = try folder.write(try Files.shared.get().topicVectors, "vectors")
    // Each third line is of one topic, of two, or of sport, which has no label here.
    let lines = Texts.manyLabelledTopics.split(separator: "\n").map { line in
      line.split(separator: "\t").map(String.init)
    }
    texts = lines.indices.map { place in
      let (own, next) = (lines[place], lines[(place + 1) % lines.count])
      let isOfTwo = place % 2 == 0
      let labels = Set([own[0]] + (isOfTwo ? [next[0]] : [])).subtracting(["sport"])
      return (labels.sorted(), own[1] + (isOfTwo ? " " + next[1] : ""))
    }
    labelled = try folder.write(
      "text,labels\n"
        + texts.map { "\($0.text),\($0.labels.isEmpty ? "|" : $0.labels.joined(separator: "|"))\n" }
        .joined(), "labelled.csv")
  }

  private var model: String { folder.path("model") }

  private func fit(_ arguments: [String]) throws -> Outcome {
    try Program.run(
      ["fit", "--embeddings", vectors, "--multi-label", "--output", model] + arguments)
  }

  private func fitCSV(_ arguments: String...) throws -> Outcome {
    try fit([labelled, "--label-separator", "|"] + arguments)
  }

  @Test func aTextGetsItsLabels() throws {
    let fitted = try fitCSV()
    expectSuccess(fitted)
    #expect(fitted.output.contains("micro-F1  ") && fitted.output.contains("macro-F1  "))
    #expect(fitted.output.contains("by always giving \"food\", \"music\""), "\(fitted.output)")
    let answers = try Program.run(
      "classify", "--model", model, "bread violin butter piano", "bread and butter", "goal striker"
    )
    .lines
    #expect(answers[0].hasPrefix("food|music\t"))
    #expect(answers[0].split(separator: "\t")[1].split(separator: "|").count == 2)
    #expect(answers[1].hasPrefix("food\t"))
    #expect(answers[2] == "|\t\tgoal striker")
  }

  /// The same texts give the same bytes, whatever they stand in and however many threads work.
  @Test func formatsAndThreadsChangeNothing() throws {
    expectSuccess(try fitCSV("--threads", "1"))
    let first = try folder.data("model")
    let lines = try texts.map { entry in
      let object: [String: Any] = ["text": entry.text, "labels": entry.labels]
      return String(
        decoding: try JSONSerialization.data(withJSONObject: object, options: .sortedKeys),
        as: UTF8.self) + "\n"
    }
    let json = try folder.write(lines.joined(), "labelled.jsonl")
    expectSuccess(try fit([json, "--threads", "2"]))
    #expect(try folder.data("model") == first)
  }

  @Test func answersStandInColumnsAndAreReadBack() throws {
    expectSuccess(try fitCSV())
    let new = try folder.write(
      "id,text\n1,bread violin butter piano\n2,goal striker\n3,xyzzy\n", "new.csv")
    let answers = folder.path("answers.csv")
    expectSuccess(try Program.run("classify", "--model", model, "-i", new, "-o", answers))
    let rows = try String(contentsOfFile: answers, encoding: .utf8).split(separator: "\n")
    #expect(rows[0] == "id,text,label,probability,coverage")
    #expect(rows[1].hasPrefix("1,bread violin butter piano,food|music,"))
    #expect(rows[2].hasPrefix("2,goal striker,|,,") && rows[3].hasPrefix("3,xyzzy,|,,0.0000"))
    let read = try Program.run(
      "evaluate", answers, "--model", model, "--label-separator", "|", "--json")
    expectSuccess(read)
    #expect(try report(read)["exactMatches"] as? Int == 3)
    let objects = folder.path("answers.jsonl")
    expectSuccess(try Program.run("classify", "--model", model, "-i", new, "-o", objects))
    expectSuccess(try Program.run("evaluate", objects, "--model", model))
  }

  private func report(_ outcome: Outcome) throws -> [String: Any] {
    let object = try JSONSerialization.jsonObject(with: outcome.outputData) as? [String: Any]
    return try #require(object?["report"] as? [String: Any])
  }

  @Test func jsonHasAListOfLabels() throws {
    expectSuccess(try fitCSV())
    let outcome = try Program.run(
      "classify", "--json", "--explain", "--model", model, "bread violin butter piano", "xyzzy")
    let objects = try outcome.lines.map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
    #expect(objects.map { $0["labels"] as? [String] } == [["food", "music"], []])
    #expect(objects[0]["label"] == nil && objects[0]["probability"] == nil)
    let probabilities = try #require(objects[0]["probabilities"] as? [String: Double])
    #expect(probabilities["food"]! + probabilities["music"]! > 1)
    // One threshold in place of the labels' own.
    let all = try Program.run("classify", "--model", model, "--threshold", "1e-300", "goal").lines
    #expect(all[0].hasPrefix("food|music\t"))
  }

  @Test func theCardSaysHowWellLabelsAreFound() throws {
    let fitted = try fitCSV("--json")
    expectSuccess(fitted)
    let card = try #require(
      try JSONSerialization.jsonObject(with: fitted.outputData) as? [String: Any])
    let report = try #require(
      (card["labelEstimate"] as? [String: Any])?["report"] as? [String: Any])
    let macro = try #require(report["macro"] as? [String: Any])
    #expect(try #require(macro["f1"] as? Double) > 0.9)
    #expect(
      (card["labels"] as? [[String: Any]])?.map { $0["label"] as? String } == ["food", "music"])
    #expect(((card["thresholds"] as? [String: Any])?["probabilities"] as? [Double])?.count == 2)
    let info = try Program.run("info", model)
    expectSuccess(info)
    #expect(info.output.contains("macro-F1") && info.output.contains("any number of labels"))
  }

  @Test func evaluateGivesTheFiguresOfEachLabel() throws {
    expectSuccess(try fitCSV())
    let test = try folder.write(
      "text,labels\nbread violin butter piano,food|music\ngoal striker,food\nbread,food\n",
      "test.csv")
    let outcome = try Program.run("evaluate", test, "--model", model, "--label-separator", "|")
    expectSuccess(outcome)
    #expect(outcome.output.contains("exact     66.7 % of the texts"))
    #expect(outcome.lines.contains { $0.hasPrefix("food") && $0.contains("0.8000") })
    // Without the separator the two labels are one, which the model doesn't have.
    expectRefusal(
      try Program.run("evaluate", test, "--model", model), naming: test, "no label \"food|music\"")
  }

  @Test(arguments: [
    (["--label", "a=b", "--label", "c=d"], "--label serves where each text has one label"),
    (["--abstain", "0.9"], "--abstain serves where each text has one label"),
    (["--label-share", "food=0.2"], "--label-share serves where each text has one label"),
    (["--encoder", "lstm"], "--encoder lstm serves where each text has one label"),
  ])
  func whatIsForOneLabelIsRefused(arguments: [String], message: String) throws {
    let outcome = try fit([labelled] + arguments)
    #expect(outcome.status == 64 && outcome.errors.contains(message), "\(outcome.errors)")
  }

  @Test func wrongTextsAreNamed() throws {
    let one = try folder.write("{\"text\":\"bread\",\"labels\":[\"a\"]}\n", "one.jsonl")
    expectRefusal(try fit([one]), naming: one, "its only label is \"a\"", afterProgress: true)
    let outcome = try Program.run(
      "fit", labelled, "--label-separator", "|", "--embeddings", vectors, "--output", model)
    #expect(outcome.status == 64 && outcome.errors.contains("add --multi-label"))
    let without = try fit([labelled])
    #expect(without.errors.contains("name what stands between two labels by --label-separator"))
  }

  @Test func otherCommandsSayWhatTheyNeed() throws {
    expectSuccess(try fitCSV())
    let unsure = try Program.run(
      "classify", "--model", model, "--threshold", "0.9", "--unsure", folder.path("u"), "bread")
    #expect(unsure.status == 64 && unsure.errors.contains("--unsure is for models"))
    expectSuccess(try Program.run("compact", model, folder.path("small")))
    #expect(
      try Program.run("classify", "--model", folder.path("small"), "bread violin butter piano")
        .output.hasPrefix("food|music"))
    var file = try SafetensorsFile(path: model)
    file.metadata["label_thresholds"] = "{\"probabilities\":[0.5]}"
    let damaged = try folder.write(try file.encoded(), "damaged")
    expectRefusal(try Program.run("classify", "--model", damaged, "bread"), naming: damaged)
  }
}
