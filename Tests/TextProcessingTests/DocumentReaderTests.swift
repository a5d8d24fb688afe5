import Testing

@testable import SentimentTextProcessing

/// Each format, and what is odd in it.
struct DocumentReaderTests {
  typealias Document = DocumentReader.Document

  private func read(
    _ text: String, name: String = "text", labelled: Bool = false,
    _ change: (inout ReadingOptions) -> Void = { _ in }
  ) throws -> (documents: [Document], report: ReadingReport) {
    try read(Array(text.utf8), name: name, labelled: labelled, change)
  }

  private func read(
    _ bytes: [UInt8], name: String = "text", labelled: Bool = false,
    _ change: (inout ReadingOptions) -> Void = { _ in }
  ) throws -> (documents: [Document], report: ReadingReport) {
    var options = ReadingOptions()
    change(&options)
    var reader = try DocumentReader(
      .memory(name: name, text: bytes), options: options, isLabelled: labelled)
    var documents: [Document] = []
    while let document = try reader.next() { documents.append(document) }
    #expect(reader.report.documentCount == documents.count)
    return (documents, reader.report)
  }

  private func error(
    _ text: String, name: String = "text", labelled: Bool = true,
    _ change: (inout ReadingOptions) -> Void = { _ in }
  ) -> String? {
    do {
      _ = try read(text, name: name, labelled: labelled, change)
      return nil
    } catch {
      return "\(error)"
    }
  }

  /// The same two texts in every format, as the name, the content or a flag tells it.
  @Test(arguments: [
    ("a.tsv", "good\tfine, well\nbad\tpoor\n", TextFormat.tsv),
    ("a.tsv", "text\tlabel\nfine, well\tgood\npoor\tbad\n", .tsv),
    ("a.csv", "label,text\ngood,\"fine, well\"\nbad,poor\n", .csv),
    ("a.csv", "id;Review;Sentiment\n1;fine, well;good\n2;poor;bad\n", .csv),
    (
      "a.jsonl",
      #"{"text":"fine, well","label":"good"}"# + "\n" + #"{"label":"bad","text":"poor"}"#,
      .jsonl
    ),
    ("a.ft", "__label__good fine, well\n__label__bad poor\n", .fasttext),
  ])
  func formatsAreToldFromNameContentOrOption(name: String, text: String, format: TextFormat) throws
  {
    let expected = [["fine, well", "good"], ["poor", "bad"]]
    for name in [name, "\(name).gz", "\(name.uppercased()).xz", "a.txt", "standard input"] {
      let documents = try read(text, name: name, labelled: true).documents
      #expect(documents.map { [$0.text, $0.label ?? ""] } == expected, "\(name)")
    }
    let documents = try read(text, name: "x", labelled: true) { $0.format = format }.documents
    #expect(documents.map { [$0.text, $0.label ?? ""] } == expected)
    let unlabelled = try read(text) { $0.format = format }.documents
    #expect(unlabelled.map(\.text) == expected.map { $0[0] })
    #expect(unlabelled.allSatisfy { $0.label == nil })
  }

  @Test func unlabelledTextIsLinesUnlessItSaysOtherwise() throws {
    let text = "text\tlabel\na, b\n{ x }\n"
    #expect(try read(text).documents.map(\.text) == ["text\tlabel", "a, b", "{ x }"])
    #expect(try read("__label__x a\n").documents.map(\.text) == ["a"])
    #expect(
      try read("\n {\"text\": \"a\"}\n").documents == [.init(text: "a", labels: nil, line: 2)])
    #expect(try read("a\r\n\nb") { $0.format = .document }.documents.map(\.text) == ["a\n\nb"])
  }

  @Test func idsArePassedOn() throws {
    let csv = "nr,text,label\nx 7,fine,good\n,poor,bad\n"
    for name in ["nr", " NR", "1"] {
      let documents = try read(csv, name: "a.csv", labelled: true) { $0.idField = name }.documents
      #expect(documents.map(\.id) == ["x 7", nil])
      #expect(documents.map(\.text) == ["fine", "poor"])
    }
    #expect(try read(csv, name: "a.csv").documents.allSatisfy { $0.id == nil })
    let tsv = try read("7\tgood\tfine\n8\tbad\tpoor\n", name: "a.tsv", labelled: true) {
      ($0.textField, $0.labelField, $0.idField) = ("3", "2", "1")
    }.documents
    #expect(tsv.map(\.id) == ["7", "8"] && tsv.map(\.label) == ["good", "bad"])
    let objects = "{\"id\":7.0,\"text\":\"a\"}\n{\"text\":\"b\",\"id\":\"x\"}\n{\"text\":\"c\"}\n"
    let jsonl = try read(objects, name: "a.jsonl") { $0.idField = "id" }.documents
    #expect(jsonl.map(\.id) == ["7.0", "x", nil])
    // The id's column is no text's.
    #expect(
      error("nr,label\n1,good\n", name: "a.csv") { $0.idField = "nr" }?.contains("for the text")
        == true)
  }

  @Test(arguments: [
    ("a.csv", "text\na\n", "there is no field \"nr\"; the fields are \"text\"; name one by"),
    ("a.tsv", "text\tx\na\tb\n", "there is no field \"nr\"; the fields are \"text\", \"x\""),
    ("a.jsonl", "{\"text\":\"a\"}", "there is no field \"nr\"; the fields are \"text\""),
    (
      "a.txt", "a b\n",
      "is read as lines, a format without fields; leave the setting of the id field"
    ),
    ("a.jsonl", "{\"text\":\"a\",\"nr\":{}}", "the id is no string"),
  ])
  func idsMustBeThere(name: String, text: String, message: String) {
    let error = error(text, name: name, labelled: false) { $0.idField = "nr" }
    #expect(error?.contains(message) == true, "\(error ?? "")")
  }

  /// A caller can tell a file that is no text from one with a damaged sign.
  @Test func charactersAndRepairsAreCounted() throws {
    let report = try read(
      Array("é日a\n".utf8) + [0xFF, 0x0A] + Array("0123456789ü\0\n".utf8)
    ).report
    #expect(report.characterCount == 3 + 1 + 12 && report.repairedCount == 2)
    let json = try read("{\"text\":\"a\\ud800\"}", name: "a.jsonl").report
    #expect(json.characterCount == 2 && json.repairedCount == 1)
    var both = report
    both.add(json)
    #expect(both.characterCount == 18 && both.repairedCount == 3)
  }

  @Test func whatIsOddIsRepairedAndCounted() throws {
    let bytes: [UInt8] =
      [0xEF, 0xBB, 0xBF] + Array("a\r\n\n \t\nb\0c\n".utf8) + [0xFF, 0x64, 0xE2, 0x82, 0x0A, 0x00]
    let (documents, report) = try read(bytes)
    #expect(documents.map(\.text) == ["a", "b c", "\u{FFFD}d\u{FFFD}"])
    #expect(documents.map(\.line) == [1, 4, 5])
    #expect(report.withoutText.count == 3)
    #expect(report.withoutText.first?.description == "text:2")
    #expect(report.nulBytes.count == 2 && report.nulBytes.first?.line == 4)
    #expect(report.illFormedSequences.count == 2 && report.illFormedSequences.first?.line == 5)
    #expect(
      try read(bytes) { $0.keepsEmptyTexts = true }.documents.map(\.line) == [1, 2, 3, 4, 5, 6])
  }

  @Test func textInUTF16IsRead() throws {
    #expect(try read([0xFF, 0xFE, 0x61, 0x00]).documents.map(\.text) == ["a"])
    #expect(try read([0xFE, 0xFF, 0x00, 0x61]).documents.map(\.text) == ["a"])
    let (documents, report) = try read([0xFF, 0xFE, 0x00, 0xD8, 0x61, 0x00])
    #expect(documents.map(\.text) == ["\u{FFFD}a"])
    #expect(report.illFormedSequences.count == 1)
  }

  @Test func csvHasQuotesAndLineFeeds() throws {
    let text =
      "\u{FEFF}\"text\",label,\"a\nb\"\r\n\"one \"\"two\"\",\r\n\r\nthree\",x,\r\n\r\nfour \"5\" six,y,\"\"\n"
      + "\"seven\"eight,z,\n"
    let (documents, report) = try read(text, name: "a.csv", labelled: true)
    #expect(
      documents == [
        .init(text: "one \"two\",\n\nthree", labels: ["x"], line: 3),
        .init(text: "four \"5\" six", labels: ["y"], line: 7),
        .init(text: "seveneight", labels: ["z"], line: 8),
      ])
    #expect(report.withoutText.count == 1)
  }

  @Test func columnsAreFoundByName() throws {
    let text = "title,Text,Label\na,b,c\n"
    #expect(try read(text, name: "a.csv", labelled: true).documents.first?.text == "b")
    let chosen = try read(text, name: "a.csv", labelled: true) {
      $0.textField = "title"
      $0.labelField = "Text"
    }
    #expect(chosen.documents == [.init(text: "a", labels: ["b"], line: 2)])
    let tsv = try read("q\tp\na\tb\n", name: "a.tsv") { $0.textField = "p" }
    #expect(tsv.documents.map(\.text) == ["b"])
    #expect(
      error(text, name: "a.csv") { $0.textField = "body" }
        == #"a.csv:1: there is no field "body"; the fields are "title", "Text", "Label"; name one"#
        + " by the setting of the text field")
    #expect(
      error("text,score\n", name: "a.csv")
        == "a.csv:1: there is no field with a usual name for the label; the fields are \"text\","
        + " \"score\"; name one by the setting of the label field")
    #expect(error("{\"a\":1}", name: "a.jsonl")?.contains(#"the fields are "a""#) == true)
  }

  @Test(arguments: [
    ("a.csv", "text,label\na,b\nc\n", 3, "the record has 1 field, the header 2"),
    ("a.csv", "text,label\na,b,c\n", 2, "the record has 3 fields, the header 2"),
    ("a.tsv", "good\tx\nno tab\n", 2, "the line has no tab"),
    ("a.ft", "__label__a x\ny\n", 2, "the line doesn't begin with __label__"),
    ("a.ft", "__label__a __label__b x\n", 1, "the line has 2 labels"),
    ("a.jsonl", "{\"text\":\"a\",\"label\":1}\n{\"text\":\"a\"\n", 2, "the line is no JSON object"),
    ("a.jsonl", "[]\n", 1, "a JSON array, not an object"),
    ("a.jsonl", "7\n", 1, "the line is no JSON object"),
    ("a.jsonl", "{\"text\":\"a\",\"label\":[1,2]}\n", 1, "the record has 2 labels"),
    ("a.jsonl", "{\"text\":[],\"label\":1}\n", 1, "the text is no string"),
    ("a.jsonl", "{\"text\":\"\",\"label\":{}}\n", 1, "the label is no string"),
  ])
  func faultyRecordsAreErrorsOrAreCounted(
    name: String, text: String, line: Int, problem: String
  ) throws {
    let message = error(text, name: name)
    #expect(message?.hasPrefix("\(name):\(line): \(problem); ") == true, "\(message ?? "none")")
    #expect(
      message?.hasSuffix(", or leave such records out with the option to skip faulty records")
        == true)
    let (documents, report) = try read(text, name: name, labelled: true) {
      $0.skipsFaultyRecords = true
    }
    #expect(report.faulty.count == 1 && report.faulty.first?.line == line)
    #expect(documents.allSatisfy { $0.line < line })
  }

  @Test func aQuoteThatIsNeverClosedIsAnErrorAlways() {
    let text = "text,label\na,b\n\"open,c\nd,e\n"
    for skips in [false, true] {
      #expect(
        error(text, name: "a.csv") { $0.skipsFaultyRecords = skips }?
          .hasPrefix("a.csv:3: a quote opens in this record and is never closed; ") == true)
    }
  }

  @Test func jsonValuesBecomeText() throws {
    let text = #"""
      {"label": 1, "text": "a\u0000\ud83d\ude00\n", "more": [{"x": [1, 2]}]}
      {"label": true, "text": 2.5}
      {"label": -1.5, "text": null}
      {"label": "x", "text": "é", "text2": 1e999}
      """#
    let (documents, report) = try read(text, name: "a.json", labelled: true)
    #expect(documents.map(\.text) == ["a 😀\n", "2.5", "é"])
    #expect(documents.map(\.label) == ["1", "true", "x"])
    #expect(report.withoutText.count == 1 && report.nulBytes.count == 1)
  }

  @Test func deepNestingDoesNotOverflowTheStack() {
    for unit in ["[", "{\"a\":", "[{\"a\":"] {
      let deep = String(repeating: unit, count: 1_000_000)
      #expect(error("{\"text\":\"a\",\"b\":\(deep)", name: "a.jsonl") != nil)
    }
  }

  @Test func textsWithoutLabelsAreRefusedWhereLabelsAreNeeded() {
    #expect(error("a\n") { $0.format = .lines }?.contains("its texts have no labels") == true)
  }

  @Test func linesOfFiftyMegabytesAreRead() throws {
    let long = String(repeating: "word ", count: 10_000_000)
    let records = [
      "a.txt": long, "a.csv": "text\n\"\(long)\"\n", "a.jsonl": #"{"text":"\#(long)"}"#,
    ]
    for (name, text) in records {
      #expect(try read(text, name: name).documents.first?.text.utf8.count == long.utf8.count)
    }
  }
}
