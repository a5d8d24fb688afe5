import Foundation
import Testing

/// Answers beside the columns that they are for.
struct ClassifyColumnsTests {
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  /// What `--output` writes for a file.
  private func answers(
    _ text: String, _ input: String, _ output: String, _ flags: [String] = []
  ) throws -> String {
    let outcome = try Program.run(
      ["classify", "--input", try folder.write(text, input), "--output", folder.path(output)]
        + flags)
    expectSuccess(outcome)
    #expect(outcome.output.isEmpty)
    return try folder.text(output)
  }

  /// The rows of CSV or TSV as Python's csv reads them.
  private func rows(_ name: String, delimiter: String = ",") throws -> [[String]] {
    let script = """
      import csv, json, sys
      with open(sys.argv[1], newline="", encoding="utf-8-sig") as f:
          print(json.dumps(list(csv.reader(f, delimiter=sys.argv[2]))))
      """
    let outcome = try Program.shell(
      "python3 -c '\(script)' '\(folder.path(name))' '\(delimiter)'")
    expectSuccess(outcome)
    return try #require(
      try JSONSerialization.jsonObject(with: outcome.outputData) as? [[String]])
  }

  /// Byte-order mark, semicolons, CRLF, quotes and line ends in them stay as they are.
  @Test func theDialectStays() throws {
    let csv = "\u{FEFF}id;review;note\r\n1;\"It was\r\ngreat, \"\"really\"\"\";x\r\n2;;\"a;b\"\r\n"
    let text = try answers(csv, "a.csv", "out.csv")
    let lines = text.components(separatedBy: "\r\n")
    #expect(lines[0] == "\u{FEFF}id;review;note;label;probability;coverage")
    #expect(lines[1] == "1;\"It was")
    #expect(lines[2].wholeMatch(of: #/great, ""really"""?;x;positive;0\.\d{4};1\.0000/#) != nil)
    #expect(lines[3].wholeMatch(of: #/2;;"a;b";(positive|negative);0\.\d{4};0\.0000/#) != nil)
    #expect(lines[4...] == [""])
    let rows = try rows("out.csv", delimiter: ";")
    #expect(rows.count == 3 && rows.allSatisfy { $0.count == 6 })
    #expect(rows[1][1] == "It was\r\ngreat, \"really\"")
  }

  /// Excel's line, quoted TSV, the row names of R that no column has a name for, and CR as a line end.
  @Test func tablesOfOtherProgramsStayTheirs() throws {
    let excel = try answers("sep=;\r\nid;text\r\n1;great\r\n", "a.csv", "out.csv")
    #expect(excel.hasPrefix("sep=;\r\nid;text;label;probability;coverage\r\n1;great;positive;0.9"))
    let r = "\"text\"\t\"k\"\n\"1\"\t\"a great film\"\t\"x\"\n\"2\"\t\"awful\"\t\"y\"\n"
    let tsv = try answers(r, "r.tsv", "out.tsv")
    #expect(tsv.hasPrefix("\"text\"\t\"k\"\t\"label\"\t\"probability\"\t\"coverage\"\n"))
    #expect(tsv.contains("\n\"2\"\t\"awful\"\t\"y\"\t\"negative\"\t\"0.9"))
    _ = try answers(r, "r.tsv", "out.csv")
    let rows = try rows("out.csv")
    #expect(rows[0] == ["row", "text", "k", "label", "probability", "coverage"])
    #expect(rows[1][..<4] == ["1", "a great film", "x", "positive"])
    let mac = try answers("text,k\rgreat,1\rawful,2\r", "a.csv", "out.csv")
    #expect(
      mac.split(separator: "\r").map { $0.prefix(8) } == ["text,k,l", "great,1,", "awful,2,"])
    #expect(!mac.contains("\n"))
  }

  /// A spreadsheet tells UTF-8 by its mark, which it needs where the file was something else.
  @Test func whatWasDecodedHasAMark() throws {
    let text = "text,k\n真好看,1\n"
    let utf16 = Data([0xFF, 0xFE]) + text.data(using: .utf16LittleEndian)!
    let input = try folder.write(utf16, "wide.csv")
    expectSuccess(
      try Program.run("classify", "--input", input, "--output", folder.path("out.csv")))
    let output = try folder.text("out.csv")
    #expect(output.hasPrefix("\u{FEFF}text,k,label,probability,coverage\n真好看,1,positive,"))
    #expect(try !answers(text, "a.csv", "out.csv").hasPrefix("\u{FEFF}"))
  }

  /// A new file of CSV has one too, and a pipe or a file of another format has none.
  @Test func newCSVHasAMark() throws {
    for (text, name) in [
      ("schön\n", "a.txt"), ("{\"text\":\"schön\"}\n", "a.jsonl"), ("x\tschön\n", "a.tsv"),
      ("__label__x schön\n", "a.ft"),
    ] {
      #expect(try answers(text, name, "out.csv").hasPrefix("\u{FEFF}"), "\(name)")
      #expect(try folder.text("out.csv").contains("schön,"), "\(name)")
      for other in ["out.tsv", "out.jsonl"] {
        #expect(try !answers(text, name, other).hasPrefix("\u{FEFF}"), "\(name) \(other)")
      }
    }
    let unsure = try answers(
      "schön\n", "a.txt", "out.csv", ["--threshold", "1", "--unsure", folder.path("unsure.csv")])
    #expect(unsure.hasPrefix("\u{FEFF}"))
    #expect(try folder.text("unsure.csv").hasPrefix("\u{FEFF}text,label\nschön,"))
    let piped = try Program.run("classify", "--append-columns", input: "schön\n")
    #expect(piped.output.hasPrefix("text,label"))
  }

  @Test func whereAllIsQuotedTheAnswersAreToo() throws {
    let text = try answers("\"id\",\"text\"\n\"1\",\"great\"\n", "a.csv", "out.csv")
    #expect(text.hasPrefix("\"id\",\"text\",\"label\",\"probability\",\"coverage\"\n"))
    #expect(text.contains("\n\"1\",\"great\",\"positive\",\"0.9"))
    let numbers = try answers("\"id\",\"text\"\n1,\"great\"\n", "a.csv", "out.csv")
    #expect(numbers.contains("\n1,\"great\",\"positive\",0.9"))
  }

  @Test func tablesOfEachFormatBecomeTablesOfEach() throws {
    let inputs = [
      "a.csv": "id,text\n1,\"great, really\"\n2,awful\n",
      "a.tsv": "text\tlabel_1\ngreat, really\t1\nawful\t2\n",
      "a.jsonl":
        "{\"text\":\"great, really\",\"n\":[1,{\"a\":\"}\"}]}\n{\"n\":null,\"text\":\"awful\"}\n",
      "a.txt": "great, really\nawful\n",
    ]
    for (name, content) in inputs {
      for format in ["csv", "tsv"] {
        let flags = name == "a.tsv" ? ["--text-field", "text"] : []
        _ = try answers(content, name, "out.\(format)", flags)
        let rows = try rows("out.\(format)", delimiter: format == "csv" ? "," : "\t")
        #expect(rows.count == 3, "\(name) \(format)")
        let text = try #require(rows[0].firstIndex(of: "text"))
        let label = try #require(rows[0].firstIndex(of: "label"))
        #expect(rows.map { $0[text] } == ["text", "great, really", "awful"])
        #expect(rows.map { $0[label] } == ["label", "positive", "negative"])
      }
      _ = try answers(content, name, "out.jsonl", name == "a.tsv" ? ["--text-field", "text"] : [])
      let objects = try folder.text("out.jsonl").split(separator: "\n").map {
        try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
      }
      #expect(objects.map { $0["label"] as? String } == ["positive", "negative"], "\(name)")
      #expect(objects.map { $0["text"] as? String } == ["great, really", "awful"])
    }
  }

  /// Half of a surrogate pair in a name or a value is U+FFFD, and the value still a text.
  @Test func loneSurrogatesOfObjectsAreReplacedInTables() throws {
    let jsonl = #"{"text":"great","k\ud800":"a\udc00\n\u0062"}"# + "\n"
    _ = try answers(jsonl, "a.jsonl", "out.csv")
    let rows = try rows("out.csv")
    #expect(rows[0][..<2] == ["text", "k\u{FFFD}"])
    #expect(rows[1][..<2] == ["great", "a\u{FFFD}\nb"])
  }

  @Test func linesBecomeARowEach() throws {
    let text = try answers("It was great\n\na \"b\", c\n", "a.txt", "out.csv")
    let rows = try rows("out.csv")
    #expect(rows[0] == ["text", "label", "probability", "coverage"])
    #expect(rows.map { $0[0] } == ["text", "It was great", "", "a \"b\", c"])
    #expect(!text.contains("\r"))
    let appended = try Program.run("classify", "--append-columns", input: "It was great\n")
    #expect(appended.lines.first == "text,label,probability,coverage")
    let nothing = try answers("", "empty.txt", "out.csv")
    #expect(nothing == "\u{FEFF}text,label,probability,coverage\n")
  }

  @Test func columnsHaveTheNamesThatAreChosen() throws {
    let csv = try folder.write("text,label\ngreat,x\n", "a.csv")
    expectRefusal(
      try Program.run("classify", "-i", csv, "--append-columns"), naming: "\(csv):1",
      "there is a column \"label\" already; name the answers' columns by --label-column")
    let outcome = try Program.run(
      "classify", "-i", csv, "--append-columns", "--label-column", "guess",
      "--probability-column", "p", "--coverage-column", "known")
    expectSuccess(outcome)
    #expect(outcome.lines[0] == "text,label,guess,p,known")
    let jsonl = try folder.write(
      "{\"text\":\"great\"}\n{\"text\":\"bad\",\"label\":1}\n", "a.jsonl")
    expectRefusal(
      try Program.run("classify", "-i", jsonl, "-o", folder.path("o.jsonl")), naming: "\(jsonl):2",
      "there is a column \"label\" already")
    #expect(!folder.names.contains("o.jsonl"))
  }

  /// A record that can't be read keeps its place, and its fields don't pass for an answer.
  @Test func oneRecordInOneRecordOut() throws {
    let csv = "a,text\n1,x,y\n2,great\n3\n\n4,\n"
    let text = try answers(csv, "a.csv", "out.csv", ["--skip-bad-lines"])
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    #expect(lines.count == 7)
    #expect(lines[1] == "1,x,,,,y")
    #expect(lines[2].hasPrefix("2,great,positive,"))
    #expect(lines[3] == "3,,,,")
    #expect(lines[4].isEmpty)
    #expect(lines[5].hasSuffix(",0.0000"))
    let json = try Program.run(
      "classify", "-i", folder.path("a.csv"), "--skip-bad-lines", "--json")
    let answers = try json.lines.map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
    #expect(answers.map { $0["record"] as? Int } == [1, 2, 3, 4])
    #expect(answers.map { $0["label"] is NSNull } == [true, false, true, false])
    let lenient = try self.answers(
      "{\"text\":\"great\"}\nnonsense\n", "a.jsonl", "out.jsonl", ["--skip-bad-lines"])
    #expect(lenient.hasSuffix("\nnonsense\n"))
  }

  /// Where the first line can't be read, the columns are those of the first object that can.
  @Test func theFirstObjectMayBeFaulty() throws {
    let text = try answers(
      "nonsense\n[1]\n{\"id\": 7, \"text\": \"great\"}\n", "a.jsonl", "out.csv",
      ["--skip-bad-lines"])
    let lines = text.split(separator: "\n").map(String.init)
    #expect(lines[0].hasSuffix("id,text,label,probability,coverage"))
    #expect(lines[1] == ",,,," && lines[2] == ",,,,")
    #expect(lines[3].hasPrefix("7,great,positive,0."))
  }

  @Test func formulasAreDisarmedOnRequest() throws {
    let cells = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "fine"]
    let csv = "n,text\n" + cells.map { "\"\($0)\",\"great\"\n" }.joined()
    _ = try answers(csv, "a.csv", "plain.csv")
    #expect(try rows("plain.csv").dropFirst().map { $0[0] } == cells)
    _ = try answers(csv, "a.csv", "safe.csv", ["--escape-formulas"])
    #expect(
      try rows("safe.csv").dropFirst().map { $0[0] } == cells.map { $0 == "fine" ? $0 : "'\($0)" })
  }

  @Test func severalFilesMakeOneTableIfTheyHaveTheSameColumns() throws {
    let one = try folder.write("id,text\n1,great\n", "a.csv")
    let two = try folder.write("id,text\n2,awful", "b.csv")
    let other = try folder.write("text,id\nawful,3\n", "c.csv")
    let outcome = try Program.run("classify", "-i", one, "-i", two, "-i", one, "--append-columns")
    expectSuccess(outcome)
    #expect(outcome.lines.map { $0.prefix { $0 != "," } } == ["id", "1", "2", "1"])
    expectRefusal(
      try Program.run("classify", "-i", one, "-i", other, "-o", folder.path("o.csv")),
      naming: other, "its columns aren't those of \(one)")
  }

  @Test func aLivePipeIsAnsweredRecordByRecord() throws {
    let program = try Program.start(
      "classify", "-i", "-", "--text-format", "csv", "--append-columns")
    try program.write("id,text\n1,\"It was\ngreat\"\n")
    #expect(try program.output(lines: 3).contains("great\",positive,"))
    try program.write("2,awful\n")
    #expect(try program.output(lines: 4).contains("\n2,awful,negative,"))
    try program.closeInput()
    expectSuccess(try program.finish())
  }

  @Test func threadsChangeNothing() throws {
    let records = (0..<20_000).map { "\($0),\"great film\nnumber \($0), \"\"x\"\"\"\r\n" }
    let csv = try folder.write("id,text\r\n" + records.joined(), "a.csv")
    let one = try Program.run("classify", "-i", csv, "--append-columns", "-j", "1")
    let several = try Program.run("classify", "-i", csv, "--append-columns", "-j", "3")
    expectSuccess(one)
    #expect(one.outputData == several.outputData)
    #expect(one.output.components(separatedBy: "\r\n").count == 20_002)
  }

  @Test func jsonNamesSourceRecordAndID() throws {
    let csv = try folder.write("id,text\nx7,great\nx8,\"awful\nfilm\"\n", "a.csv")
    let outcome = try Program.run("classify", "-i", csv, "--json", "--id-field", "id")
    let answers = try outcome.lines.map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
    #expect(answers.map { $0["source"] as? String } == [csv, csv])
    #expect(answers.map { $0["record"] as? Int } == [1, 2])
    #expect(answers.map { $0["id"] as? String } == ["x7", "x8"])
    let jsonl = try folder.write("{\"text\":\"great\",\"id\":17}\n", "a.jsonl")
    let number = try Program.run("classify", "-i", jsonl, "--json", "--id-field", "id")
    #expect(number.output.contains("\"id\":17,"))
    expectRefusal(
      try Program.run("classify", "-i", csv, "--json", "--id-field", "nr"), naming: csv,
      "there is no field \"nr\"; the fields are \"id\", \"text\"")
  }

  /// The quick way to count words gives what the thorough one gives.
  @Test func coverageIsThatOfTheExplainedWords() throws {
    let words = ["great", "the", "xyzzy", "film", "真好看", "of", "don't", "Ünlü", "the"]
    let texts = (0..<200).map { text in
      (0...text % 9).map { words[(text + 2 * $0 * $0) % words.count] }.joined(separator: " ")
    }
    let file = try folder.write(texts.joined(separator: "\n"), "words.txt")
    for model in ["film-reviews-en", "movie-reviews-en", "movie-reviews-zh"] {
      let outcome = try Program.run("classify", "-i", file, "--json", "--explain", "-m", model)
      for line in outcome.lines {
        let answer = try #require(
          try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        let words = try #require(answer["words"] as? [[String: Any]])
        let known = words.count { $0["known"] as? Bool == true }
        let coverage = words.isEmpty ? 0 : Double(known) / Double(words.count)
        let told = try #require(answer["coverage"] as? Double)
        #expect(abs(told - coverage) < 1e-12, "\(line)")
      }
    }
  }

  @Test(arguments: [
    (["--json", "--append-columns"], "not both"), (["--json", "-o", "a.csv"], "JSON Lines"),
    (["--id-field", "x"], "only with --json"), (["-o", "a.csv.gz"], "isn't compressed"),
    (["--explain", "-o", "a.csv"], "--explain has no columns"),
    (["--append-columns", "--label-column", "Coverage"], "different names"),
    (["--escape-formulas"], "only with --append-columns"), (["--threshold", "1.5"], "up to 1"),
    (["--threshold=0"], "more than 0"), (["--unsure", "u.csv"], "needs a --threshold"),
  ])
  func optionsThatDoNotGoTogether(flags: [String], message: String) throws {
    let outcome = try Program.run(["classify", "great"] + flags, in: folder.url.path)
    #expect(outcome.status == 64 && outcome.errors.contains(message), "\(outcome.errors)")
    #expect(folder.names.isEmpty)
  }
}
