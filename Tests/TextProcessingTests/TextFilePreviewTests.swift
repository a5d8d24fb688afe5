import Testing

@testable import SentimentTextProcessing

/// What is told of a file before its texts are read.
struct TextFilePreviewTests {
  private func preview(
    _ text: String, _ name: String, rows: Int = 20,
    _ change: (inout ReadingOptions) -> Void = { _ in }
  ) throws -> TextFilePreview {
    try preview(Array(text.utf8), name, rows: rows, change)
  }

  private func preview(
    _ bytes: [UInt8], _ name: String, rows: Int = 20,
    _ change: (inout ReadingOptions) -> Void = { _ in }
  ) throws -> TextFilePreview {
    var options = ReadingOptions()
    change(&options)
    return try TextFilePreview(
      of: .memory(name: name, text: bytes), options: options, rowCount: rows)
  }

  private func error(
    _ bytes: [UInt8], _ name: String, _ change: (inout ReadingOptions) -> Void = { _ in }
  ) -> FileError? {
    do {
      _ = try preview(bytes, name, change)
      return nil
    } catch {
      return error as? FileError
    }
  }

  @Test func columnsWithUsualNamesAreTold() throws {
    let csv = "id;Review;Sentiment\n1;\"fine; well\";good\n2;\"po\nor\";bad\n3;so;bad\n"
    for (name, bytes) in [
      ("a.csv", Array(csv.utf8)), ("a.csv", try Compressed.gzip(Array(csv.utf8))),
      ("a.txt", try Compressed.xz(Array(csv.utf8))),
    ] {
      let preview = try preview(bytes, name, rows: 2)
      #expect(preview.format == .csv && preview.delimiter == UInt8(ascii: ";"))
      #expect(preview.encoding == .utf8 && preview.hasHeader)
      #expect(preview.columns == ["id", "Review", "Sentiment"])
      #expect(preview.rows == [["1", "fine; well", "good"], ["2", "po\nor", "bad"]])
      #expect(preview.textColumn == 1 && preview.labelColumn == 2 && preview.idColumn == nil)
      #expect(preview.characterCount == 24 && preview.repairedCount == 0)
    }
  }

  /// Other names are no error, but one that was chosen and isn't there is.
  @Test func otherNamesLeaveTheChoiceOpen() throws {
    let csv = "subject,description,team\nBill,\"Paid, twice\",Billing\n,,\n"
    let open = try preview(csv, "a.csv")
    #expect(open.columns == ["subject", "description", "team"])
    #expect(open.rows == [["Bill", "Paid, twice", "Billing"], ["", "", ""]])
    #expect(open.textColumn == nil && open.labelColumn == nil)
    let chosen = try preview(csv, "a.csv") {
      $0.textField = "description"
      $0.labelField = "team"
      $0.idField = "Subject"
    }
    #expect(chosen.textColumn == 1 && chosen.labelColumn == 2 && chosen.idColumn == 0)
    for change: (inout ReadingOptions) -> Void in [
      { $0.textField = "nr" }, { $0.labelField = "nr" }, { $0.idField = "nr" },
    ] {
      let error = error(Array(csv.utf8), "a.csv", change)
      #expect(error?.kind == .malformed, "\(String(describing: error))")
      #expect(error?.problem.contains("no field \"nr\"; the fields are \"subject\"") == true)
    }
  }

  @Test func tablesWithoutAHeaderHaveNumbers() throws {
    let tsv = "good\tfine\tfilm\nbad\tpoor\n"
    let pair = try preview(tsv, "a.tsv")
    #expect(pair.format == .tsv && pair.delimiter == UInt8(ascii: "\t") && !pair.hasHeader)
    #expect(pair.columns == ["1", "2", "3"])
    #expect(pair.rows == [["good", "fine", "film"], ["bad", "poor", ""]])
    #expect(pair.labelColumn == 0 && pair.textColumn == 1)
    let numbered = try preview("7\tbad\tfine\n8\tbad\tpoor\n", "a.tsv") {
      ($0.textField, $0.labelField, $0.idField) = ("3", "2", "1")
    }
    #expect(numbered.columns == ["1", "2", "3"] && !numbered.hasHeader)
    #expect(numbered.textColumn == 2 && numbered.labelColumn == 1 && numbered.idColumn == 0)
    // A cell of the first line that is chosen as a name makes it a header.
    let named = try preview("subject\tteam\nx\ty\n", "a.tsv") { $0.textField = "subject" }
    #expect(named.hasHeader && named.columns == ["subject", "team"] && named.rows == [["x", "y"]])
    #expect(named.textColumn == 0 && named.labelColumn == nil)
  }

  /// R's names of rows are no columns.
  @Test func rowNamesAreLeftOut() throws {
    let preview = try preview(
      "\"label\"\t\"text\"\n\"1\"\t\"pos\"\t\"a \\\"fine\\\" film\"\n\"2\"\t\"neg\"\t\"bad\"\n",
      "a.tsv")
    #expect(preview.columns == ["label", "text"])
    #expect(preview.rows == [["pos", "a \"fine\" film"], ["neg", "bad"]])
    #expect(preview.labelColumn == 0 && preview.textColumn == 1)
  }

  @Test func keysOfObjectsAreColumns() throws {
    let jsonl = """
      {"key": 7, "body": {"en": "x"}, "title": "a\\n\\"b\\""}

      {"key": null, "stars": 4.50, "title": "c"}
      """
    let preview = try preview(jsonl, "a.json")
    #expect(preview.format == .jsonl && preview.delimiter == nil && !preview.hasHeader)
    #expect(preview.columns == ["key", "body", "title", "stars"])
    #expect(
      preview.rows == [["7", "{\"en\": \"x\"}", "a\n\"b\"", ""], ["", "", "c", "4.50"]])
    #expect(preview.textColumn == 1 && preview.labelColumn == 3)
    let other = try self.preview(jsonl, "a.json") { $0.textField = "title" }
    #expect(other.textColumn == 2)
  }

  @Test func formatsWithoutFieldsHaveTheirText() throws {
    let lines = try preview("\nDear all, hello\n\nGood, bye\n", "a.txt")
    #expect(lines.format == .lines && lines.columns == ["text"] && !lines.format.hasFields)
    #expect(lines.rows == [["Dear all, hello"], ["Good, bye"]])
    #expect(lines.textColumn == 0 && lines.labelColumn == nil)
    let fastText = try preview("__label__a fine\n__label__b poor\n", "a.txt")
    #expect(fastText.format == .fasttext && fastText.columns == ["label", "text"])
    #expect(fastText.rows == [["a", "fine"], ["b", "poor"]])
    #expect(fastText.labelColumn == 0 && fastText.textColumn == 1)
    let document = try preview("a\n\nb", "a") { $0.format = .document }
    #expect(document.rows == [["a\n\nb"]])
    let list = try TextFilePreview(of: .texts(["a\nb", "", "c"]), rowCount: 2)
    #expect(list.rows == [["a\nb"], ["c"]])
  }

  /// Prose with tabs has no labels: each line would have one of its own.
  @Test func labelsMustBeOnes() throws {
    let prose = (0..<30).map { "Sentence number \($0).\tAnother one of \($0) words.\n" }.joined()
    let preview = try preview(prose, "a.txt", rows: 30)
    #expect(preview.labelColumn == nil)
    let labelled = (0..<30).map { "\($0 % 2 == 0 ? "a" : "b")\tAnother one of \($0) words.\n" }
    #expect(try self.preview(labelled.joined(), "a.txt", rows: 30).labelColumn == 0)
  }

  @Test func whatIsChosenHolds() throws {
    let latin = try preview(
      [0x74, 0x65, 0x78, 0x74, 0x7C, 0x78, 0x0A, 0xE9, 0x7C, 0x79, 0x0A], "a.csv"
    ) {
      $0.encoding = TextEncoding(name: "windows-1252")
    }
    #expect(latin.encoding.name == "windows-1252" && latin.delimiter == UInt8(ascii: "|"))
    #expect(
      latin.columns == ["text", "x"] && latin.rows == [["é", "y"]] && latin.repairedCount == 0)
    let delimiter = try preview("a,b;c\nd,e;f\n", "a.csv") { $0.delimiter = UInt8(ascii: ",") }
    #expect(delimiter.columns == ["a", "b;c"])
    let lines = try preview("text,label\na,b\n", "a.csv") { $0.format = .lines }
    #expect(lines.rows == [["text,label"], ["a,b"]])
    let wide: [UInt8] =
      [0xFF, 0xFE] + "text\nhé\n".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let utf16 = try preview(wide, "a.csv")
    #expect(utf16.encoding.name == "UTF-16LE" && utf16.rows == [["hé"]])
  }

  /// Also in columns that aren't the text's.
  @Test func repairsAreCountedInAllCells() throws {
    let plain = "\nquite a long text without any fault,and a note that has none either\n"
    let bytes = Array("text,note\nfine,ab ".utf8) + [0xFF, 0x20, 0x00] + Array(plain.utf8)
    let preview = try preview(bytes, "a.csv")
    #expect(preview.rows.first == ["fine", "ab \u{FFFD}  "])
    let characters = preview.rows.joined().map(\.unicodeScalars.count)
    #expect(preview.characterCount == characters.reduce(0, +))
    #expect(preview.repairedCount == 2)
    let text = Array("a text with ".utf8) + [0xFF] + Array(" in it\nb\n".utf8)
    let lines = try self.preview(text, "a.txt")
    #expect(lines.characterCount == 20 && lines.repairedCount == 1)
  }

  @Test func errorsAreThoseOfReading() throws {
    #expect(error(Array("%PDF-1.4\n".utf8), "a.csv")?.kind == .notText)
    let gzip = try Compressed.gzip(Array(String(repeating: "text\nabc\n", count: 50).utf8))
    #expect(error(Array(gzip.dropLast(9)), "a.csv")?.kind == .damaged)
    for text in ["", "\n \n", "\u{FEFF}"] {
      let error = error(Array(text.utf8), "a.csv")
      #expect(error?.kind == .empty && error?.file == "a.csv", "\(text)")
    }
    #expect(throws: FileError.self) { try TextFilePreview(of: .file("/no/such/file")) }
    #expect(error(Array("text\n\"a\n".utf8), "a.csv")?.problem.contains("never closed") == true)
    // Skipping what is faulty leaves nothing, and the error says why.
    for skips in [false, true] {
      let array = error(Array("[{\"text\": \"a\"}]".utf8), "a.json") {
        $0.skipsFaultyRecords = skips
      }
      #expect(array?.problem == "a JSON array, not an object" && array?.line == 1)
    }
    let csv = "text,x\na,b,c\nd,e\n"
    #expect(error(Array(csv.utf8), "a.csv")?.line == 2)
    #expect(try preview(csv, "a.csv") { $0.skipsFaultyRecords = true }.rows == [["d", "e"]])
    #expect(try preview("text,x\n", "a.csv").rows == [])
  }

  /// The texts and labels are those that the reader gives, in whatever format they are.
  @Test(arguments: [
    ("a.csv", "label,text\ngood,\"fine, well\"\nbad,poor\n"),
    ("a.tsv", "text\tlabel\nfine, well\tgood\npoor\tbad\n"),
    ("a.txt", "good\tfine, well\nbad\tpoor\n"),
    ("a.ft", "__label__good fine, well\n__label__bad poor\n"),
    (
      "a.jsonl",
      "{\"text\":\"fine, well\",\"label\":\"good\"}\n{\"label\":\"bad\",\"text\":\"poor\"}"
    ),
    ("frage.csv", "frage,class\nso,good\nno,bad\n"),
  ])
  func previewsAgreeWithTheReader(name: String, text: String) throws {
    let preview = try preview(text, name)
    let texts = try LabelledTextReader.parse(Array(text.utf8), name: name)
    let (label, column) = (try #require(preview.labelColumn), try #require(preview.textColumn))
    #expect(preview.rows.map { $0[label] } == texts.map(\.label))
    #expect(preview.rows.map { $0[column] } == texts.map(\.text))
  }
}
