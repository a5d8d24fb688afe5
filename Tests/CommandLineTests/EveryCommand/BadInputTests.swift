import Foundation
import Testing

/// Texts that can't be read or learned from: the program says which file, what is wrong and the
/// way out, and writes nothing.
struct BadInputTests {
  private let folder: ScratchFolder
  private let vectors: String

  init() throws {
    folder = try ScratchFolder()
    vectors = try folder.write(try Files.shared.get().vectors, "vectors")
  }

  private func trainEmbeddings(_ arguments: String..., input: String = "") throws -> Outcome {
    try run(["train-embeddings", "--output", folder.path("output")] + arguments, input)
  }

  private func trainClassifier(_ labelled: String, input: String = "") throws -> Outcome {
    try run(
      ["train-classifier", labelled, "--embeddings", vectors, "--output", folder.path("output")],
      input)
  }

  /// Runs the program, which must leave the folder as it is.
  private func run(_ arguments: [String], _ input: String) throws -> Outcome {
    let before = folder.names
    let outcome = try Program.run(arguments, input: Data(input.utf8))
    #expect(folder.names == before)
    return outcome
  }

  @Test func missingFiles() throws {
    let missing = folder.path("missing")
    let problem = "no such file or directory; check the path"
    expectRefusal(try trainEmbeddings(missing), naming: missing, problem)
    expectRefusal(try trainClassifier(missing), naming: missing, problem)
    expectRefusal(try Program.run("classify", "--input", missing), naming: missing, problem)
    expectRefusal(
      try Program.run("classify", "--model", missing, "text"), naming: missing, problem)
    expectRefusal(
      try trainEmbeddings("--stopwords", missing), naming: missing, problem, afterProgress: true)
  }

  @Test func missingVectors() throws {
    let missing = folder.path("missing")
    expectRefusal(
      try run(
        [
          "train-classifier", Texts.labelledReviews, "--embeddings", missing, "--output",
          folder.path("output"),
        ], ""), naming: missing, "no such file or directory", afterProgress: true)
  }

  @Test func foldersInsteadOfFiles() throws {
    let path = try folder.makeFolder("folder")
    let problem = "no file is in the folder; check the path"
    expectRefusal(try trainEmbeddings(path), naming: path, problem)
    expectRefusal(try trainClassifier(path), naming: path, problem)
    expectRefusal(try Program.run("classify", "--input", path), naming: path, problem)
    expectRefusal(
      try Program.run("classify", "--model", path, "text"), naming: path, "is a directory")
    expectRefusal(
      try trainEmbeddings("--stopwords", path), naming: path, "is a directory",
      afterProgress: true)
  }

  @Test(.enabled(if: getuid() != 0, "root may read every file"))
  func unreadableFiles() throws {
    let path = try folder.write("words", "unreadable")
    chmod(path, 0)
    expectRefusal(try trainEmbeddings(path), naming: path, "permission denied")
    expectRefusal(try trainClassifier(path), naming: path, "permission denied")
    expectRefusal(
      try trainEmbeddings("--stopwords", path), naming: path, "permission denied",
      afterProgress: true)
  }

  @Test(arguments: ["", "\n\n", "\u{FEFF}", " \t\n", "?!\n\u{0}\n"])
  func corporaWithoutAWord(text: String) throws {
    let path = try folder.write(text, "corpus.txt")
    expectRefusal(try trainEmbeddings(path), naming: path, "no words", afterProgress: true)
    expectRefusal(
      try trainEmbeddings("-", input: text), naming: "standard input", "no words",
      afterProgress: true)
  }

  @Test func corporaWhoseWordsAreAllTooRare() throws {
    let path = try folder.write("each word stands here once\n", "corpus.txt")
    expectRefusal(
      try trainEmbeddings(path, "--min-count", "5"), naming: path,
      "no word stands in it 5 times; lower --min-count",
      afterProgress: true)
  }

  @Test func languagesWithoutReviewsOfTheirOwn() throws {
    expectRefusal(
      try trainEmbeddings("--language", "de"), naming: "corpora/movie-reviews-de/pretrain.txt",
      "choose one of: en, zh")
  }

  @Test func stopWordLinesWithTwoWords() throws {
    let path = try folder.write("# mine\nfilm\nof the\n", "stop.txt")
    expectRefusal(
      try trainEmbeddings("--stopwords", path), naming: "\(path):3", #""of the" is 2 words"#,
      afterProgress: true)
  }

  @Test(arguments: ["", "\n \n", "positive\t \n"])
  func labelledFilesWithoutAText(text: String) throws {
    let path = try folder.write(text, "labelled.tsv")
    expectRefusal(try trainClassifier(path), naming: path, "no labelled text")
  }

  @Test(arguments: [
    ("positive\tgreat\nnegative stupid\n", 2, "the line has no tab"),
    ("positive\tgreat\n\nstupid\n", 3, "the line has no tab"),
  ])
  func labelledLinesThatLackAPart(text: String, line: Int, problem: String) throws {
    let path = try folder.write(text, "labelled.tsv")
    expectRefusal(try trainClassifier(path), naming: "\(path):\(line)", problem)
    expectRefusal(
      try trainClassifier("-", input: text), naming: "standard input:\(line)", problem)
  }

  @Test func oneLabelOnly() throws {
    let text = "positive\tgreat\npositive\tsuperb\n"
    let path = try folder.write(text, "labelled.tsv")
    expectRefusal(
      try trainClassifier(path), naming: path, "give texts of at least two labels",
      afterProgress: true)
    expectRefusal(
      try trainClassifier("-", input: text), naming: "standard input", "at least two labels",
      afterProgress: true)
  }

  @Test func noKnownWordInTheLabelledTexts() throws {
    let path = try folder.write("positive\txyzzy\nnegative\tplugh\n", "labelled.tsv")
    expectRefusal(
      try trainClassifier(path), naming: path, "none of its words is known", afterProgress: true)
  }

  /// A file's name and content can't make the message more than a line, or drive the terminal.
  @Test func messagesStayOnOneLine() throws {
    let path = try folder.write("a\u{1B}b\tgreat\n", "two\nlines.tsv")
    let shown = path.replacingOccurrences(of: "\n", with: " ")
    expectRefusal(
      try trainClassifier(path), naming: shown, "have the label", afterProgress: true)
    #expect(try !trainClassifier(path).errors.contains("\u{1B}"))
  }
}
