import Foundation
import Testing

/// Records with a delimiter, as programs write them.
struct TableTests {
  private let reading: ReadTexts
  private var folder: ScratchFolder { reading.folder }

  init() throws { reading = try ReadTexts() }

  private static let both = "2 texts: neg 50 %, pos 50 %"

  /// As R, pandas and Excel write it.
  @Test(arguments: [
    "\"label\"\t\"text\"\n\"pos\"\t\"lovely soup\"\n\"neg\"\t\"cold soup\"\n",
    "\"id\"\t\"sentiment\"\t\"review\"\n\"1_8\"\t\"pos\"\t\"lovely soup\"\n\"2_3\"\t\"neg\"\t\"bad\"\n",
    "\"label\"\t\"text\"\n\"1\"\t\"pos\"\t\"lovely soup\"\n\"2\"\t\"neg\"\t\"cold soup\"\n",
    "label\ttext\n1\tpos\tlovely soup\n2\tneg\tcold soup\n",
    "\tlabel\ttext\n0\tpos\tlovely soup\n1\tneg\t\"cold \"\"soup\"\"\tand\nmore\"\n",
    "label\ttext\npos\t\"lovely soup\nand more\"\nneg\t\"cold \"\"soup\"\"\"\n",
    "\"label\"\t\"text\"\n\"pos\"\t\"lovely \\\"soup\\\"\"\n\"neg\"\t\"cold soup\"\n",
    "\"pos\"\t\"lovely soup\"\n\"neg\"\t\"cold soup\"\n",
    "pos\tlovely soup\nneg\t\"cold\" soup\n", "pos\tlovely soup\nneg\t\"cold soup\n",
    " Label \tTEXT\npos\tlovely soup\nneg\tcold soup\n",
  ])
  func tabSeparatedValuesMayHaveQuotes(text: String) throws {
    try reading.expect(Self.both, of: text, "a.tsv")
    try reading.expect(Self.both, of: text, "a.txt")
    try reading.expect(Self.both, of: text.replacing("\n", with: "\r\n"), "b.tsv")
  }

  @Test func textsComeWithoutTheirQuotes() throws {
    let text = "id\ttext\n1\t\"one \"\"two\"\"\tthree\nfour\"\n2\tfive \"six\"\n"
    #expect(
      try reading.classified(Data(text.utf8), "a.tsv").texts
        == ["one \"two\"\tthree\nfour", "five \"six\""])
    let plain = "id\ttext\n1\t\"one\" two\n2\t\"three\n3\tfour\n"
    #expect(
      try reading.classified(Data(plain.utf8), "b.tsv").texts == ["\"one\" two", "\"three", "four"])
  }

  /// A usual name for the text is enough where labels aren't asked for.
  @Test(arguments: [
    "text\tdate\nA wonderful film\t2020\nAn awful film\t2021\n",
    "id\treview\n1\tA wonderful film\n2\tAn awful film\n",
    "text\nA wonderful film\nAn awful film\n",
    "\"REVIEW \"\n\"A wonderful film\"\n\"An awful film\"\n",
  ])
  func unlabelledTablesHaveHeaders(text: String) throws {
    for name in ["a.tsv", "a.csv"] {
      let texts = try reading.classified(Data(text.utf8), name).texts
      #expect(texts == ["A wonderful film", "An awful film"])
    }
  }

  @Test(arguments: [
    "great film\rawful film\r", "great film\rawful film", "great film\r\nawful film\r",
    "great film\rawful film\n", "\u{FEFF}great film\n\u{FEFF}awful film\n",
  ])
  func linesEndInAnyWay(text: String) throws {
    #expect(
      try reading.classified(Data(text.utf8), "a.txt").texts == ["great film", "awful film"])
  }

  @Test func carriageReturnsEndRecords() throws {
    try reading.expect(
      "4 texts: neg 50 %, pos 50 %",
      of: "pos\tlovely soup\rneg\tcold soup\rpos\ttasty\nneg\tbland\n", "a.tsv")
    try reading.expect(Self.both, of: "label,text\rpos,lovely\rneg,\"cold\rsoup\"\r", "a.csv")
  }

  @Test func joinedFilesHaveNoLabelsMore() throws {
    try reading.expect(
      "4 texts: neg 50 %, pos 50 %",
      of: "pos\tlovely soup\nneg\tcold soup\n\u{FEFF}pos\ttasty\nneg\tbland\n", "a.tsv",
      saying: ["1 byte-order mark within a file dropped; first at \(folder.path("a.tsv")):3"])
    try reading.expect(
      Self.both, of: "label,text\npos,lovely soup\nlabel,text\nneg,cold soup\n", "a.csv",
      saying: ["1 line skipped: the header again; first at \(folder.path("a.csv")):3"])
    try reading.expect(
      Self.both, of: "label\ttext\npos\tlovely soup\n\u{FEFF}text\tlabel\ncold soup\tneg\n",
      "b.tsv",
      saying: ["1 line skipped: the header again"])
  }

  @Test(arguments: [
    ("a.csv", "sep=;\nlabel;text\npos;lovely, soup\nneg;cold\n", []),
    ("a.txt", "sep=;\r\nlabel;text\r\npos;lovely, soup\r\nneg;cold\r\n", []),
    ("a.csv", "\"sep=|\"\nlabel|text\npos|lovely; soup\nneg|cold bread\n", []),
    ("a.csv", "label;\"text\";Description, full\npos;soup;a\nneg;bread;b\n", []),
    ("a.csv", "label|text\npos|lovely; soup\nneg|cold bread\n", []),
    ("a.csv", "label:text\npos:lovely; soup\nneg:cold bread\n", ["--delimiter", ":"]),
    ("a.txt", "pos;lovely, soup\nneg;cold\n", ["--delimiter", ";"]),
    ("a.tsv", "text,label\nsoup,pos\nbread,neg\n", []),
    ("a.txt", "id,Review,Sentiment\n1,\"lovely, soup\",pos\n2,\"cold\nsoup\",neg\n", []),
    ("a.txt", "id;text;label\n1;lovely, soup;pos\n2;cold soup;neg\n", []),
    ("a.csv", "label,text\npos,\"a 2\\\" soup, lovely\"\nneg,bread\n", []),
    ("a.csv", "label, text\npos, \"a, soup\"\nneg, \"c, bread\"\n", []),
  ])
  func delimitersAndQuotesAreTold(name: String, text: String, flags: [String]) throws {
    try reading.expect(Self.both, of: text, name, flags)
  }

  @Test func aRecordsOddQuotesAreNamed() throws {
    try reading.expectRefusal(
      of: Data("label,text\npos,\"a 2\\\" cake, lovely\"\nneg,c,d\n".utf8), "a.csv", line: 2,
      "the header 2, and a quote in it has a backslash before it; write two quotes")
    try reading.expectRefusal(
      of: Data("label,text\npos, \"a, b\"\nneg,c,d\n".utf8), "a.csv", line: 2,
      "the header 2, and a space stands before an opening quote; remove the space")
  }

  /// A table that no name tells: an export of tickets, decoded by another program.
  @Test func aChosenColumnTellsATable() throws {
    let export =
      "Ticket ID\tCreated\tTicket Description\n1\t2020\t\"I can't log in\nat all\"\n"
      + "2\t2021\tHow do I pay?\n"
    let flags = ["--text-field", "ticket description"]
    for name in ["t8.txt", "t8.csv", "t8.tsv", "t8"] {
      #expect(
        try reading.classified(Data(export.utf8), name, flags).texts
          == ["I can't log in\nat all", "How do I pay?"])
    }
    let plain = try folder.write("A great film\nA bad film\n", "plain.txt")
    for arguments in [flags, ["--delimiter", ";", "--text-format", "lines"]] {
      expectRefusal(
        try Program.run(["classify", "--input", plain] + arguments), naming: plain,
        "is read as lines, a format without ")
    }
  }

  @Test func aTableOnStandardInputIsRead() throws {
    let table = "id,review\n1,\"A wonderful, long film\"\n2,An awful film\n"
    let outcome = try Program.run(["classify", "--json"], input: Data(table.utf8))
    expectSuccess(outcome)
    #expect(try ReadTexts.texts(outcome) == ["A wonderful, long film", "An awful film"])
    #expect(outcome.errors.contains("as by --text-format csv"))
    let other = try Program.run(
      ["classify"], input: Data(table.replacing("review", with: "opinion").utf8))
    expectSuccess(other)
    #expect(other.lines.count == 3)
    #expect(other.errors.contains("give --text-format csv"))
    let prose = try Program.run(
      ["classify"], input: Data("Text, they say, is good.\nI like it.\nNo, no\n".utf8))
    #expect(prose.lines.count == 3 && prose.errors.isEmpty)
  }

  @Test func columnsWithOneNameAreSaid() throws {
    try reading.expect(
      Self.both, of: "label,text,Text\npos,soup,x\nneg,bread,y\n", "a.csv",
      saying: ["with several columns \"text\", of which the first is read"])
  }

  @Test func columnsMayBeNumbered() throws {
    try reading.expect(
      Self.both, of: "7\tlovely soup\tpos\n8\tcold soup\tneg\n", "a.tsv",
      ["--text-field", "2", "--label-field", "3"])
    try reading.expect(
      Self.both, of: "a,b,c\n7,lovely soup,pos\n8,cold soup,neg\n", "a.csv",
      ["--text-field", "2", "--label-field", "3"])
  }

  /// Numbers as they are written, lists of one, half a surrogate pair, what Python writes.
  @Test func anyJSONValueIsRead() throws {
    try reading.expect(
      "2 texts: 1.0 50 %, 5.0 50 %",
      of: "{\"text\":\"soup\",\"stars\":5.0}\n{ \"text\":\"bread\",\"stars\":1.0}\n", "a.jsonl")
    try reading.expect(
      Self.both,
      of: "{\"text\":\"soup \\ud83d\",\"label\":[\"pos\"],\"x\":NaN}\n"
        + "{\"text\":\"bread\",\"label\":\"neg\",\"x\":[-Infinity,{}]}\n", "a.jsonl",
      saying: ["1 lone surrogate replaced by U+FFFD"])
    try reading.expectRefusal(
      of: Data("{\"text\":\"a\",\"label\":[\"pos\",\"neg\"]}\n".utf8), "a.jsonl", line: 1,
      "the record has 2 labels; write one")
    let outcome = try Program.run(
      ["classify", "--json"],
      input: Data("{ \"text\": \"A film\", \"label\": \"awful\" }\n".utf8))
    expectSuccess(outcome)
    #expect(try ReadTexts.texts(outcome) == ["A film"])
  }

  @Test func whatSystemsLeaveInFoldersIsNoText() throws {
    for label in ["pos", "neg"] {
      try FileManager.default.createDirectory(
        atPath: folder.path("set/\(label)"), withIntermediateDirectories: true)
      try folder.write("soup", "set/\(label)/1.txt")
      try folder.write(
        Data([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]), "set/\(label)/Thumbs.db")
      try folder.write("[.ShellClassInfo]", "set/\(label)/desktop.ini")
    }
    let outcome = try Program.run(
      "train-classifier", folder.path("set"), "--embeddings", folder.path("vectors"), "--output",
      folder.path("model"))
    expectSuccess(outcome)
    #expect(outcome.errors.contains("read      \(Self.both)\n"))
  }

  /// Names of files are bytes, which needn't be UTF-8.
  @Test func namesOfFilesMayBeAnyBytes() throws {
    let outcome = try Program.shell(
      """
      set -e
      mkdir names
      name=$(printf 'caf\\351.txt')
      printf 'A great film\\n' > "names/$name"
      "$PROGRAM" classify --input names --input "names/$name" --input 'names/c*.txt'
      "$PROGRAM" train-embeddings names --min-count 1 --subsample 0 --epochs 1 --output "$name" -q
      ls | LC_ALL=C grep -acx "$name"
      "$PROGRAM" classify --input "$(printf 'no\\377')"
      """, in: folder.url.path)
    #expect(outcome.status == 1)
    #expect(outcome.lines.prefix(3).allSatisfy { $0.hasSuffix("\tA great film") })
    #expect(outcome.lines.last == "1", "\(outcome.output) \(outcome.errors)")
    #expect(outcome.errors.contains("Error: no\u{FFFD}: no such file or directory"))
  }
}
