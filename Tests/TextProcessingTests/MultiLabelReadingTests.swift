import Testing

@testable import SentimentTextProcessing

/// Texts with any number of labels are the same texts in whatever format they stand.
struct MultiLabelReadingTests {
  private func read(
    _ content: String, as name: String, separator: String? = nil
  ) throws -> (texts: [MultiLabelText], report: ReadingReport) {
    var options = ReadingOptions()
    options.labelSeparator = separator
    return try LabelledTextReader.readMultiLabel(
      [.memory(name: name, text: Array(content.utf8))], options: options)
  }

  private func labels(_ content: String, as name: String, separator: String? = nil) throws
    -> [[String]]
  { try read(content, as: name, separator: separator).texts.map(\.labels) }

  @Test func allFormatsGiveTheSame() throws {
    let expected = [["a", "b c"], ["b c"], []]
    let json = """
      {"text": "one", "labels": ["b c", "a", "a"]}
      {"text": "two", "labels": "b c"}
      {"text": "three", "labels": []}

      """
    #expect(try labels(json, as: "a.jsonl") == expected)
    let csv = "text,labels\none,b c | a\ntwo,b c\nthree,|\n"
    #expect(try labels(csv, as: "a.csv", separator: "|") == expected)
    #expect(
      try labels("b c;;a\tone\nb c\ttwo\n;;\tthree\n", as: "a.tsv", separator: ";;") == expected)
    #expect(
      try labels("__label__b __label__a one\n__label__b two\n", as: "a.ft") == [["a", "b"], ["b"]])
  }

  /// That nobody has labelled a text isn't that it has none of the labels.
  @Test(arguments: [
    (
      "a.jsonl",
      "{\"text\":\"x\",\"labels\":[\"a\"]}\n{\"text\":\"y\"}\n{\"text\":\"z\",\"labels\":null}\n"
    ),
    ("a.csv", "text,labels\nx,a\ny,\nz,\" \"\n"),
    ("a.ft", "__label__a x\ny\nz\n"),
  ])
  func textsWithoutAWordOnLabelsAreLeftOut(name: String, content: String) throws {
    let (texts, report) = try read(content, as: name, separator: "|")
    #expect(texts.map(\.text) == ["x"] && report.withoutLabel.count == 2)
  }

  @Test func withoutASeparatorACellIsALabel() throws {
    #expect(try labels("text,labels\none,a|b\n", as: "a.csv") == [["a|b"]])
    let texts = try read("text,labels\n" + (0..<9).map { "t\($0),a|b\n" }.joined(), as: "a.csv")
    let finding = try #require(LabelSurvey(texts.texts).findings.first)
    #expect(!finding.isError && finding.description.contains("\"a|b\""))
    #expect(LabelSurvey([MultiLabelText(labels: ["a|b", "c"], text: "x")]).findings.isEmpty)
  }

  @Test func whatIsNoLabelIsRefused() throws {
    #expect(throws: FileError.self) {
      try labels("{\"text\":\"x\",\"labels\":[\"a\",{}]}\n", as: "a.jsonl")
    }
    // Where each text has one label, two are an error that names the way out.
    let error = #expect(throws: FileError.self) {
      try LabelledTextReader.parse(
        Array("{\"text\":\"x\",\"label\":[\"a\",\"b\"]}\n".utf8), name: "a.jsonl")
    }
    #expect(error?.description.contains("the setting of several labels") == true)
  }
}
