import Foundation
import Testing

/// `--threshold` and `--unsure`: no label where the model isn't sure, and what a person labels then.
struct ThresholdTests {
  private let folder: ScratchFolder
  private let csv: String

  init() throws {
    folder = try ScratchFolder()
    csv = try folder.write(
      "id,review\n1,It was great\n2,xyzzy\n3,\"meh, so\"\n4,It was stupid\n", "a.csv")
  }

  @Test func everyFormLeavesTheLabelOut() throws {
    let threshold = ["classify", "-i", csv, "--threshold", "0.95"]
    let lines = try Program.run(threshold)
    expectSuccess(lines)
    #expect(lines.lines.map { $0.prefix { $0 != "\t" } } == ["positive", "?", "?", "negative"])
    let json = try Program.run(threshold + ["--json"])
    for (line, isWithheld) in zip(json.lines, [false, true, true, false]) {
      let answer = try #require(
        try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      #expect(answer["abstained"] as? Bool == isWithheld)
      #expect((answer["label"] is NSNull) == isWithheld)
      #expect(answer["probability"] is Double)
    }
    let columns = try Program.run(threshold + ["--append-columns"])
    #expect(columns.lines[2].wholeMatch(of: #/2,xyzzy,,0\.[345]\d{3},0\.0000/#) != nil)
    #expect(columns.lines[1].hasPrefix("1,It was great,positive,"))
    #expect(lines.errors.contains("2 texts without a label"))
  }

  @Test func aThresholdThatAllReachChangesNothingButUnknownTexts() throws {
    let outcome = try Program.run("classify", "-i", csv, "--threshold", "0.01")
    #expect(outcome.lines.map { $0.hasPrefix("?") } == [false, true, false, false])
    let one = try Program.run("classify", "It was great", "--threshold", "1")
    #expect(one.output.hasPrefix("?\t0.9"))
  }

  /// The unsure ones go to a file with their columns, which `fit` reads once it is filled in.
  @Test func unsureRecordsAreWrittenToBeLabelled() throws {
    let unsure = folder.path("unsure.csv")
    let outcome = try Program.run(
      "classify", "-i", csv, "--threshold", "0.95", "-o", folder.path("out.csv"), "--unsure",
      unsure)
    expectSuccess(outcome)
    #expect(try folder.text("unsure.csv") == "id,review,label\n2,xyzzy,\n3,\"meh, so\",\n")
    #expect(try folder.text("out.csv").split(separator: "\n").count == 5)
    let labelled = try folder.text("unsure.csv").replacing(",\n", with: ",odd\n")
      .replacing("xyzzy,odd", with: "good film,fine")
    let filled = try folder.write(labelled, "filled.csv")
    let fit = try Program.run("fit", filled, "-o", folder.path("m"))
    expectSuccess(fit)
    #expect(fit.output.contains("odd") && fit.output.contains("fine"))
  }

  @Test func unsureLinesAndObjectsToo() throws {
    let text = try folder.write("It was great\nxyzzy\n", "a.txt")
    let command = ["classify", "-i", text, "--threshold", "0.9", "--unsure"]
    expectSuccess(try Program.run(command + [folder.path("u.jsonl")]))
    #expect(try folder.text("u.jsonl") == "{\"text\":\"xyzzy\",\"label\":\"\"}\n")
    expectSuccess(try Program.run(command + [folder.path("u.txt"), "-q"]))
    #expect(try folder.text("u.txt") == "text,label\nxyzzy,\n")
  }
}
