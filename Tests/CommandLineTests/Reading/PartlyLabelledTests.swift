import Foundation
import Testing

/// Files in which some records have no label, and files of different columns.
struct PartlyLabelledTests {
  private let reading: ReadTexts
  private var folder: ScratchFolder { reading.folder }

  init() throws { reading = try ReadTexts() }

  private static let labelled = Texts.labelledTopics.split(separator: "\n").map {
    $0.split(separator: "\t").map(String.init)
  }
  private static let rest = Texts.topicCorpus.split(separator: "\n").map(String.init)

  private func fit(_ flags: [String]) throws -> Outcome {
    try Program.run(
      ["fit", "--output", folder.path("model"), "--embeddings", folder.path("vectors")] + flags)
  }

  /// The same model, but for the names of the files, comes of one file and of two.
  @Test func recordsWithoutALabelAreLearnedFrom() throws {
    let header = "id,text,label\n"
    let records = Self.labelled.map { "1,\"\($0[1])\",\($0[0])\n" }.joined()
    let blank = Self.rest.map { "2,\($0),\n" }.joined()
    let export = try folder.write(header + records + blank, "export.csv")
    let one = try fit(["--labelled", export])
    expectSuccess(one)
    #expect(
      one.errors.contains(
        "300 records without a label: learned from as texts without labels; first at \(export):8"))
    let model = try SafetensorsFile(path: folder.path("model"))
    let labelled = try folder.write(header + records, "labelled.csv")
    let unlabelled = try folder.write(header + blank, "unlabelled.csv")
    expectSuccess(try fit(["--labelled", labelled, "--unlabelled", unlabelled]))
    let other = try SafetensorsFile(path: folder.path("model"))
    #expect(model.terms == other.terms)
    expectSuccess(try fit(["--labelled", labelled]))
    let without = try SafetensorsFile(path: folder.path("model"))
    #expect(model.terms != without.terms)
  }

  @Test(arguments: [
    ("a.tsv", "pos\tlovely soup\n\tcold soup\nneg\tbad soup\n \twarm soup\n"),
    ("a.csv", "text,label\nlovely soup,pos\ncold soup,\nbad soup,neg\nwarm soup,\u{200B}\n"),
    (
      "a.jsonl",
      #"{"text":"lovely soup","label":"pos"}"# + "\n" + #"{"text":"cold soup","label":null}"#
        + "\n" + #"{"text":"bad soup","label":["neg"]}"# + "\n" + #"{"text":"warm soup"}"#
    ),
    (
      "b.jsonl",
      #"{"text":"cold soup"}"# + "\n" + #"{"text":"lovely soup","label":"pos"}"#
        + "\n" + #"{"text":"bad soup","label":["neg"]}"# + "\n" + #"{"text":"w","label":[]}"#
    ),
  ])
  func otherCommandsLeaveThemOut(name: String, text: String) throws {
    try reading.expect(
      "2 texts: neg 50 %, pos 50 %", of: text, name, saying: ["2 records left out: no label"])
  }

  @Test func evaluateLeavesThemOut() throws {
    let path = try folder.write("text,label\nsoup,positive\ncake,\n", "a.csv")
    let outcome = try Program.run("evaluate", path, "--model", "film-reviews-en")
    expectSuccess(outcome)
    #expect(outcome.errors.contains("1 record left out: no label; first at \(path):3"))
  }

  @Test func aFileWithoutAnyLabelIsRefused() throws {
    try reading.expectRefusal(
      of: Data("text,label\na,\nb,\n".utf8), "a.csv",
      "none of the 2 records has a label; write labels, or name their column by --label-field")
    try reading.expectRefusal(
      of: Data("{\"text\":\"a\"}\n{\"text\":\"b\"}\n".utf8), "a.jsonl", line: 1,
      "no field with a usual name for the label; the fields are \"text\"; name one by --label-field"
    )
  }

  @Test func filesMayHaveColumnsOfTheirOwn() throws {
    let labelled = try folder.write(
      "label,text\n" + Self.labelled.map { "\($0[0]),\"\($0[1])\"\n" }.joined(), "labelled.csv")
    let columns = try folder.write(
      "body_text\n" + Self.rest.joined(separator: "\n"), "unlabelled.csv")
    let lines = try folder.write(Self.rest.joined(separator: "\n"), "unlabelled.txt")
    expectSuccess(
      try fit(
        ["--labelled", labelled, "--unlabelled", columns, "--unlabelled-text-field", "Body_Text"]))
    // What is chosen for labelled texts holds where it is there.
    expectSuccess(
      try fit(["--labelled", labelled, "--unlabelled", lines, "--text-field", "text"]))
    expectRefusal(
      try fit(["--labelled", labelled, "--unlabelled", columns]), naming: "\(columns):1",
      "no field with a usual name for the text; the fields are \"body_text\"", afterProgress: true)
    let named = try folder.write(
      "kind,Ticket Description\n" + Self.labelled.map { "\($0[0]),\"\($0[1])\"\n" }.joined(),
      "tickets.csv")
    expectSuccess(
      try fit([
        "--labelled", named, "--label-field", "KIND", "--text-field", " ticket description ",
        "--unlabelled", lines,
      ]))
  }
}

extension SafetensorsFile {
  fileprivate var terms: Data {
    let range = range("classifier.terms.words")
    return Data(body.dropFirst(range.lowerBound).prefix(range.count))
  }
}
