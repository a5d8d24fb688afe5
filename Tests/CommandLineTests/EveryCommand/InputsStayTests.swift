import Foundation
import Testing

/// No output replaces an input, whatever path leads to it.
struct InputsStayTests {
  /// The arguments of a command by which it reads or writes a file, which `@` stands for; `%` is
  /// another file.
  private struct Use {
    /// Each with all that the command needs beside an output, by the names that its help has for them.
    let inputs: [String: [String]]
    let outputs: [String: [String]]
    var printsResult = true
    /// What the command needs beside, where its result goes to standard output.
    var needs: [String] = []
  }

  /// What the help of each command says that it reads and writes.
  private static let uses: [String: Use] = [
    "fit": Use(
      inputs: [
        "<labelled>": ["@"], "--labelled": ["--labelled", "@"],
        "--unlabelled": ["%", "--unlabelled", "@"], "--embeddings": ["%", "--embeddings", "@"],
        "--encoder": ["%", "--encoder", "@"],
      ], outputs: ["--output": ["--output", "@"]], needs: ["--output", "new"]),
    "classify": Use(
      inputs: ["--input": ["--input", "@"], "--model": ["great", "--model", "@"]],
      outputs: [
        "--output": ["--output", "@"], "--unsure": ["--threshold", "0.9", "--unsure", "@"],
      ]),
    "evaluate": Use(
      inputs: [
        "<labelled>": ["@", "-m", "film-reviews-en"],
        "--labelled": ["--labelled", "@", "-m", "film-reviews-en"], "--model": ["%", "-m", "@"],
      ], outputs: ["--reliability": ["--reliability", "@"]]),
    "encode": Use(inputs: ["<file>": ["@"], "--encoder": ["%", "--encoder", "@"]], outputs: [:]),
    "info": Use(inputs: ["<file|name>": ["@"]], outputs: [:]),
    "serve": Use(inputs: [:], outputs: [:], printsResult: false),
    "backup": Use(inputs: [:], outputs: [:], printsResult: false),
    "restore": Use(inputs: [:], outputs: [:], printsResult: false),
    "suggest": Use(
      inputs: [
        "<unlabelled>": ["@", "-m", "film-reviews-en"],
        "--unlabelled": ["--unlabelled", "@", "-m", "film-reviews-en"],
        "--labelled": ["%", "--labelled", "@", "-m", "film-reviews-en"],
        "--model": ["%", "-m", "@"],
      ], outputs: [:]),
    "learning-curve": Use(
      inputs: [
        "<labelled>": ["@"], "--labelled": ["--labelled", "@"],
        "--unlabelled": ["%", "--unlabelled", "@"], "--embeddings": ["%", "--embeddings", "@"],
        "--encoder": ["%", "--encoder", "@"],
      ], outputs: ["--svg": ["--svg", "@"]]),
    "diagnose": Use(
      inputs: [
        "<labelled>": ["@"], "--labelled": ["--labelled", "@"],
        "--unlabelled": ["%", "--unlabelled", "@"], "--embeddings": ["%", "--embeddings", "@"],
        "--encoder": ["%", "--encoder", "@"],
        "--model": ["%", "--model", "@"],
      ], outputs: [:]),
    "compact": Use(inputs: ["<in>": ["@"]], outputs: ["<out>": ["@"]], printsResult: false),
    "convert": Use(
      inputs: ["<in>": ["--to", "glove", "@"]], outputs: ["<out>": ["@"]], printsResult: false),
    "train-embeddings": Use(
      inputs: [
        "<corpus>": ["@"], "--update": ["%", "--update", "@"], "--resume": ["--resume", "@"],
        "--stopwords": ["%", "--stopwords", "@"],
        "--mpi-library": ["%", "--mpi", "--mpi-library", "@"],
      ],
      outputs: [
        "--output": ["--output", "@"], "--checkpoint": ["--output", "new", "--checkpoint", "@"],
      ], printsResult: false),
    "train-classifier": Use(
      inputs: [
        "<labelled>": ["@", "--embeddings", "%"],
        "--labelled": ["--labelled", "@", "--embeddings", "%"],
        "--embeddings": ["%", "--embeddings", "@"], "--update": ["%", "--update", "@"],
      ], outputs: ["--output": ["--output", "@"]], printsResult: false),
    "neighbors": Use(inputs: ["--embeddings": ["x", "--embeddings", "@"]], outputs: [:]),
    "analogy": Use(inputs: ["--embeddings": ["x", "y", "z", "--embeddings", "@"]], outputs: [:]),
    "similarity": Use(inputs: ["--embeddings": ["x", "y", "--embeddings", "@"]], outputs: [:]),
    "evaluate-embeddings": Use(
      inputs: [
        "<vectors>": ["@", "--pairs", "%"], "--pairs": ["%", "--pairs", "@"],
        "--analogies": ["%", "--analogies", "@"],
      ], outputs: [:]),
    // Its folders hold several files each: see `anExperimentKeepsItsCorpus`.
    "experiment": Use(inputs: [:], outputs: ["--output": ["--output", "@"]]),
  ]

  /// What help calls values that name no file.
  private static let others: Set<String> = [
    "a", "b", "c", "accuracy", "arguments", "stretches", "character", "code", "count",
    "fast|balanced|accurate",
    "floats|eight-bits", "folder",
    "format",
    "fraction",
    "icu|whitespace",
    "labels", "lengths",
    "mean|lstm", "metric", "name", "number", "number|auto",
    "number|from-to", "part", "probability", "score", "share", "text",
    "weight", "word", "words",
  ]

  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  private static func commands() throws -> [String] {
    let help = try Program.run("--help").output
    return help.matches(of: #/\n  ([a-z][a-z-]+) +\p{Lu}/#).map { String($0.1) }
  }

  /// The options and arguments of a command that take a value, with what help calls the value.
  private static func valued(_ command: String) throws -> [(name: String, value: String)] {
    let help = try Program.run("help", command).output
    return help.matches(of: #/\n  (?:-[a-z], )?(--[a-z-]+ )?<([a-z-|]+)>(?: \.\.\.)?[ \n]/#).map {
      ($0.1.map { $0.dropLast().description } ?? "<\($0.2)>", String($0.2))
    }
  }

  @Test func everyFileThatHelpNamesIsKnown() throws {
    let commands = try Self.commands()
    #expect(Set(commands) == Set(Self.uses.keys))
    for command in commands {
      let use = try #require(Self.uses[command])
      let files = Set(use.inputs.keys).union(use.outputs.keys)
      var named: Set<String> = []
      for (name, value) in try Self.valued(command) {
        // An option without a name for its value is a number or a word.
        let isOther = Self.others.contains(value) || name == "--\(value)"
        if files.contains(name) {
          named.insert(name)
        } else {
          #expect(isOther, "\(command) \(name) <\(value)>: does it name a file?")
        }
      }
      #expect(named == files, "\(command)")
    }
  }

  /// What is brought further on may be replaced by what it becomes.
  private static func mayBeOne(_ input: String, _ output: String) -> Bool {
    (input, output) == ("--resume", "--checkpoint") || (input, output) == ("--update", "--output")
  }

  private static func filled(_ arguments: [String], _ file: String, _ other: String) -> [String] {
    arguments.map { $0 == "@" ? file : $0 == "%" ? other : $0 }
  }

  @Test(arguments: uses.keys.sorted())
  func noOutputReplacesAnInput(command: String) throws {
    let use = try #require(Self.uses[command])
    let content = "pos\tlovely soup\nneg\tcold soup\n"
    let other = try folder.write(content, "other.tsv")
    for (input, reading) in use.inputs {
      for (output, writing) in use.outputs where !Self.mayBeOne(input, output) {
        let file = try folder.write(content, "file.tsv")
        let before = folder.names
        let outcome = try Program.run(
          [command] + Self.filled(reading, file, other) + Self.filled(writing, "./file.tsv", other),
          in: folder.url.path)
        expectRefusal(outcome, naming: "./file.tsv", "is read by this command")
        #expect(try folder.text("file.tsv") == content, "\(command) \(input) \(output)")
        #expect(folder.names == before)
      }
      guard use.printsResult else { continue }
      let file = try folder.write(content, "file.tsv")
      let arguments = (Self.filled(reading, file, other) + use.needs).map { "'\($0)'" }
      let outcome = try Program.shell(
        "exec \"$PROGRAM\" \(command) \(arguments.joined(separator: " ")) >> '\(file)'",
        in: folder.url.path)
      expectRefusal(outcome, naming: "standard output", "is read by this command")
      #expect(try folder.text("file.tsv") == content, "\(command) \(input)")
    }
  }

  /// A symbolic and a hard link, a folder, a glob, standard input, and a text in a folder.
  @Test func everyPathToTheFileIsSeen() throws {
    let content = "great film\n"
    let texts = try folder.makeFolder("texts")
    let file = try folder.write(content, "texts/a.txt")
    let (soft, hard) = (folder.path("soft"), folder.path("hard"))
    try FileManager.default.createSymbolicLink(atPath: soft, withDestinationPath: file)
    try FileManager.default.linkItem(atPath: file, toPath: hard)
    for (input, output) in [
      (file, soft), (file, hard), (soft, file), (hard, soft), (texts, file), (texts, soft),
      ("\(texts)/*", hard), ("\(texts)/../texts/./a.txt", file),
    ] {
      for command in [["classify", "--input", input], ["train-embeddings", input]] {
        let outcome = try Program.run(command + ["--output", output])
        expectRefusal(outcome, naming: output, "is read by this command")
      }
    }
    let piped = try Program.shell("exec \"$PROGRAM\" classify --output '\(soft)' < '\(file)'")
    expectRefusal(piped, naming: soft, "is read by this command")
    #expect(try folder.text("texts/a.txt") == content)
  }

  @Test func anExperimentKeepsItsCorpus() throws {
    let corpus = try folder.makeFolder("films")
    for name in ["pretrain.txt", "train.tsv", "test.tsv"] {
      try folder.write("pos\tlovely soup\nneg\tcold soup\n", "films/\(name)")
    }
    let output = try folder.makeFolder("out")
    try FileManager.default.linkItem(
      atPath: "\(corpus)/train.tsv", toPath: "\(output)/experiment-films.txt")
    expectRefusal(
      try Program.run("experiment", "--corpus", corpus, "--seeds", "1", "--output", output),
      naming: "\(output)/experiment-films.txt", "is read by this command")
    #expect(try folder.text("films/train.tsv") == "pos\tlovely soup\nneg\tcold soup\n")
    // The results of an earlier run beside the texts aren't read.
    for _ in 0..<2 {
      expectSuccess(
        try Program.run("experiment", "--corpus", corpus, "--seeds", "1", "--output", corpus))
    }
  }

  @Test func twoOutputsAreTwoFiles() throws {
    let corpus = try folder.write("great film\n", "a.txt")
    for name in ["new", "there"] {
      if name == "there" { try folder.write("", name) }
      let (one, other) = (folder.path(name), "\(folder.url.path)/./\(name)")
      for arguments in [
        ["classify", "-i", corpus, "--threshold", "0.9", "-o", one, "--unsure", other],
        ["train-embeddings", corpus, "-o", one, "--checkpoint", other],
      ] {
        expectRefusal(
          try Program.run(arguments), naming: other, "two outputs of this command go there")
      }
    }
    // What `fit` prints would follow the model.
    expectRefusal(
      try Program.run("fit", Texts.labelledReviews, "-o", "-"), naming: "standard output",
      "two outputs")
  }

  @Test func aBuiltInModelIsNoFile() throws {
    let text = try folder.write("great film\n", "a.txt")
    let outcome = try Program.run(
      "classify", "-i", text, "-m", "film-reviews-en", "-o", "film-reviews-en",
      in: folder.url.path)
    expectSuccess(outcome)
    #expect(try folder.text("film-reviews-en").hasPrefix("positive\t"))
  }
}
