import Foundation
import Testing

/// The same texts in every format, through every command that reads texts.
struct TextFormatTests {
  private let folder: ScratchFolder
  private let topicVectors: String

  /// ``Texts/labelledTopics`` as (label, text), with what makes formats differ.
  private static let texts = Texts.labelledTopics.split(separator: "\n").map {
    $0.split(separator: "\t").map(String.init)
  }

  /// The labelled texts as files of each format.
  private static let files: [String: String] = [
    "a.tsv": Texts.labelledTopics,
    "b.tsv": "sentence\tlabel\n" + texts.map { "\($0[1])\t\($0[0])\n" }.joined(),
    "c.csv": "id,review,sentiment\r\n" + texts.map { "1,\"\($0[1])\",\($0[0])\r\n" }.joined(),
    "d.jsonl": texts.map { "{\"text\":\"\($0[1])\",\"label\":\"\($0[0])\"}\n" }.joined(),
    "e.txt": texts.map { "__label__\($0[0]) \($0[1])\n" }.joined(),
  ]

  init() throws {
    folder = try ScratchFolder()
    topicVectors = try folder.write(try Files.shared.get().topicVectors, "topic-vectors")
  }

  private func train(
    _ arguments: [String], input: String = "", messages: String? = nil
  ) throws -> Data {
    let outcome = try Program.run(
      ["train-classifier", "--embeddings", topicVectors, "--output", folder.path("model")]
        + arguments, input: Data(input.utf8))
    expectSuccess(outcome)
    if let messages { #expect(outcome.errors.contains(messages), "\(outcome.errors)") }
    return try folder.data("model")
  }

  @Test func everyFormatTrainsTheSameClassifier() throws {
    let expected = try train(["-"], input: Texts.labelledTopics)
    for (name, text) in Self.files {
      let path = try folder.write(text, name)
      #expect(try train([path]) == expected, "\(name)")
      #expect(try train(["-"], input: text) == expected, "\(name)")
      for tool in ["gzip", "xz"] {
        expectSuccess(try Program.shell("\(tool) -kc '\(path)' > '\(path).packed'"))
        let format = name.hasSuffix("txt") ? "fasttext" : String(name.split(separator: ".")[1])
        #expect(try train(["\(path).packed", "--text-format", format]) == expected, "\(name)")
      }
    }
  }

  @Test func subFoldersAreLabels() throws {
    for (index, text) in Self.texts.enumerated() {
      let path = folder.path("set/\(text[0])")
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      try folder.write(text[1], "set/\(text[0])/\(index).txt")
    }
    try folder.write("x", "set/README")
    let set = folder.path("set")
    let byFolder = try train(
      [set], messages: "1 file skipped: in no label's folder; first at \(set)/README:1")
    #expect(try train(["-"], input: Texts.labelledTopics) == byFolder)
    #expect(try train(["\(set)/[fms]*"]) == byFolder, "a glob that nobody expanded")
  }

  @Test func fieldsCanBeChosenAndAreListed() throws {
    let text = "a,b,text\nfood,bread,1\nmusic,violin,2\n"
    let path = try folder.write(text, "a.csv")
    _ = try train([path, "--text-field", "b", "--label-field", "a"], messages: "2 texts")
    expectRefusal(
      try Program.run(
        "train-classifier", path, "--embeddings", topicVectors, "--output", folder.path("model")),
      naming: "\(path):1", #"the fields are "a", "b", "text"; name one by --label-field"#)
  }

  @Test func faultyRecordsAreSkippedOnRequest() throws {
    let path = try folder.write(
      "text,label\nbread,food\ntoo,many,fields\n,food\nviolin,music\n", "a.csv")
    let outcome = try Program.run(
      "train-classifier", path, "--embeddings", topicVectors, "--output", folder.path("model"))
    expectRefusal(outcome, naming: "\(path):3", "the record has 3 fields, the header 2")
    _ = try train(
      [path, "--skip-bad-lines"],
      messages: "1 record skipped: not as the format wants it; first at \(path):3")
    _ = try train(
      [path, "--skip-bad-lines"], messages: "1 line skipped: no text; first at \(path):4")
  }

  /// A compressed file, a folder of files and a CSV column give the vectors of the plain text.
  @Test func vectorsAreThoseOfTheTextHoweverItIsStored() throws {
    func train(_ arguments: String...) throws -> [[Float]] {
      let outcome = try Program.run(
        ["train-embeddings", "--output", folder.path("vectors"), "--epochs", "1"] + arguments)
      expectSuccess(outcome)
      return try SafetensorsFile(path: folder.path("vectors")).vectors
    }
    let lines = Texts.topicCorpus.split(separator: "\n")
    let plain = try folder.write(Texts.topicCorpus, "plain.txt")
    let expected = try train(plain)
    expectSuccess(try Program.shell("gzip -k '\(plain)'; xz -k '\(plain)'"))
    #expect(try train(plain + ".gz") == expected)
    #expect(try train(plain + ".xz") == expected)
    let csv = try folder.write("text\n" + lines.map { "\"\($0)\"\n" }.joined(), "plain.csv")
    #expect(try train(csv) == expected)
    _ = try folder.makeFolder("texts")
    for (index, line) in lines.enumerated() {
      try folder.write("\(line)\n", "texts/\(1000 + index)")
    }
    #expect(try train(folder.path("texts")) == expected)
    #expect(try train(folder.path("texts/*")) == expected)
  }

  @Test func damagedFilesAreRefused() throws {
    let plain = try folder.write(Texts.topicCorpus, "plain.txt")
    for (tool, ending) in [("gzip", "gz"), ("xz", "xz")] {
      expectSuccess(
        try Program.shell("\(tool) -kc '\(plain)' | head -c 200 > '\(plain).\(ending)'"))
      let output = folder.path("vectors")
      expectRefusal(
        try Program.run("train-embeddings", "\(plain).\(ending)", "--output", output),
        naming: "\(plain).\(ending)", "the \(tool) data ends too early; copy it again whole")
      expectRefusal(
        try Program.run("classify", "--input", "\(plain).\(ending)"),
        naming: "\(plain).\(ending)", "the \(tool) data ends too early")
    }
  }

  /// Real files where they are at hand, else their first bytes.
  @Test func whatIsNoTextIsRefusedWithTheWayOut() throws {
    let tar = folder.path("texts.tar")
    try folder.write(Texts.topicCorpus, "a.txt")
    expectSuccess(
      try Program.shell("tar -cf texts.tar a.txt && gzip -k texts.tar", in: folder.url.path))
    let files: [(path: String, problem: String)] = try [
      (
        folder.write("%PDF-1.7\n%\u{E2}\u{E3}\n1 0 obj\n", "a.pdf"),
        "is a PDF document, not text; convert"
      ),
      (
        folder.write("PK\u{3}\u{4}\u{14}\0\u{6}\0[Content_Types].xml", "a.docx"),
        "save a document as plain text, a table as CSV"
      ),
      (folder.write(Data([0xFF, 0xD8, 0xFF, 0xE0]), "a.csv"), "is a JPEG image, not text"),
      (folder.write("GIF89a\n", "a.jsonl"), "is a GIF image, not text"),
      (
        folder.write("SQLite format 3\0\u{10}\0", "a.tsv"),
        "is an SQLite database, not text; export"
      ),
      (Texts.path("docs/page.png"), "is a PNG image, not text"),
      (Program.path, "is a program (ELF), not text"),
      (topicVectors, "is a safetensors file, such as a model, not text"),
      (tar, "is a tar archive, not text; unpack"), ("\(tar).gz", "is a tar archive, not text"),
    ]
    for (path, problem) in files {
      for command in [
        ["train-embeddings", path, "--output", folder.path("vectors")],
        [
          "train-classifier", path, "--embeddings", topicVectors, "--output", folder.path("model"),
          "--skip-bad-lines",
        ], ["classify", "--input", path],
      ] { expectRefusal(try Program.run(command), naming: path, problem) }
      let piped = try Program.run(
        ["classify", "--input", "-"], input: Data(contentsOf: URL(fileURLWithPath: path)))
      expectRefusal(piped, naming: "standard input", problem)
    }
    expectRefusal(
      try Program.run("train-embeddings", folder.url.path, "--output", folder.path("vectors")),
      naming: folder.path("a.csv"), "is a JPEG image")
  }

  @Test func classifyReadsEveryFormatAndKeepsAnswersBesideRecords() throws {
    let csv = try folder.write("id,review\n1,\"It was\ngreat\"\n2,\n3,It was stupid.\n", "a.csv")
    let outcome = try Program.run("classify", "--input", csv, "--input", csv)
    expectSuccess(outcome)
    #expect(outcome.lines.count == 6)
    #expect(outcome.lines[0].hasSuffix("\tIt was great"))
    #expect(outcome.lines[1].hasSuffix("\t\tcoverage 0"))
    #expect(outcome.lines[2].hasPrefix("negative\t"))
  }
}
