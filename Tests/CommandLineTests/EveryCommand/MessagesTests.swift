import Foundation
import Testing

/// What commands tell beside their results: on a terminal a line that changes, elsewhere a line a
/// step, nothing with `--quiet`, and more with `--verbose`.
struct MessagesTests {
  private let folder: ScratchFolder
  private let corpus: String
  private let vectors: String
  private let labelled: String
  private let model: String

  init() throws {
    folder = try ScratchFolder()
    let files = try Files.shared.get()
    corpus = try folder.write(Texts.topicCorpus, "corpus.txt")
    vectors = try folder.write(files.topicVectors, "vectors")
    labelled = try folder.write(
      Texts.manyLabelledTopics, "labelled.tsv")
    model = folder.path("model")
    expectSuccess(
      try Program.run(
        "train-classifier", labelled, "--embeddings", vectors, "--output", model))
  }

  /// Each long command, with what its changing line says of its steps. Beyond reading, whose length
  /// the file's size tells, it says the share that is done and the time left.
  private var commands: [(arguments: [String], shown: [String])] {
    let fit = ["--labelled", labelled, "--embeddings", vectors]
    return [
      (
        ["train-embeddings", corpus, "--output", folder.path("v"), "--epochs", "20"],
        [
          #"reading +[\d,]+ words, \d+ MB/s, \d+ %"#,
          #"training +epoch 1/20, [\d.]+ M words/s, loss"#,
        ]
      ),
      (
        ["train-classifier", labelled, "--embeddings", vectors, "--output", folder.path("m")],
        [#"training +epoch 1, loss [\d.]+, \d+ %, \d+:\d\d left"#]
      ),
      (
        ["fit", "--output", folder.path("f")] + fit,
        [#"fitting +cross-validation, \d+ %, \d+:\d\d left"#]
      ),
      (
        ["fit", "--encoder", "lstm", "--output", folder.path("l")] + fit,
        [#"training +epoch 1, loss"#, #"fitting +cross-validation, \d+ %, \d+:\d\d left"#]
      ),
      (
        ["fit", "--unlabelled", corpus, "--labelled", labelled, "--output", folder.path("u")],
        [#"training +epoch 1"#, #"reading +[\d,]+ words, \d+ MB/s, \d+ %"#]
      ),
      (
        ["evaluate", labelled, "--model", model],
        [#"evaluating \d+ texts, [\d,]+ texts/s, \d+ %, \d+:\d\d left"#]
      ),
      (
        ["classify", "--input", corpus, "--model", model],
        [#"classifying \d+ texts, [\d,]+ texts/s, \d+ %, \d+:\d\d left"#]
      ),
      (["encode", labelled], [#"encoding +\d+ texts, [\d,]+ texts/s, \d+ %, \d+:\d\d left"#]),
      (
        ["learning-curve", "--repetitions", "2"] + fit,
        [#"measuring +2 repetitions, \d+ %, \d+:\d\d left"#]
      ),
      (["diagnose"] + fit, [#"fitting +cross-validation, \d+ %, \d+:\d\d left"#]),
      (
        ["suggest", "--model", model, "--unlabelled", corpus],
        [#"reading +256 texts, [\d,]+ texts/s"#]
      ),
      (
        ["convert", folder.path("large.vec"), folder.path("large.bin")],
        [
          #"reading +1,024 vectors, [\d,]+ vectors/s, 34 %, \d+:\d\d left"#,
          #"writing +1,024 vectors, [\d,]+ vectors/s, 34 %, \d+:\d\d left"#,
        ]
      ),
      (
        ["neighbors", "w7", "--embeddings", folder.path("large.vec")],
        [#"reading +1,024 vectors, [\d,]+ vectors/s, 34 %, \d+:\d\d left"#]
      ),
      (["experiment", "--seeds", "2"], [#"measuring +seed \d of 2, \d+ %, \d+:\d\d left"#]),
    ]
  }

  private func writeInputs() throws {
    let rows = (0..<3_000).map { "w\($0) \($0) 1\n" }.joined()
    try folder.write("3000 2\n\(rows)", "large.vec")
  }

  @Test func onATerminalALineChanges() throws {
    try writeInputs()
    for (arguments, shown) in commands {
      let outcome = try PseudoTerminal.run(arguments)
      #expect(outcome.status == 0, "\(arguments): \(outcome.screen)")
      for pattern in shown {
        let line = try Regex("\r\u{1B}\\[K\(pattern)")
        #expect(outcome.screen.contains(line), "\(arguments), \(pattern): \(outcome.screen)")
      }
      // What is left are the lines that stay.
      let steps = outcome.lines.map { $0.prefix { $0 != " " } }
      for step in [
        "reading", "writing", "evaluating", "classifying", "encoding", "fitting", "measuring",
      ] {
        #expect(!steps.contains { $0 == step }, "\(outcome.lines)")
      }
    }
  }

  @Test func elsewhereThereIsALineAStep() throws {
    try writeInputs()
    let steps = [
      "train-embeddings": ["read", "", "vocabulary", "training", "wrote"],
      "train-classifier": ["read", "training", "wrote"], "evaluate": ["evaluated"],
      "classify": ["classified"], "encode": ["encoded"], "learning-curve": ["read", "measured"],
      "diagnose": ["read", "diagnosed"], "suggest": ["read"],
      "experiment": ["measured"], "convert": ["read", "wrote"],
    ]
    for (arguments, _) in commands {
      let outcome = try Program.run(arguments)
      expectSuccess(outcome)
      #expect(!outcome.errors.contains { $0 == "\r" || $0 == "\u{1B}" }, "\(outcome.errors)")
      guard let expected = steps[arguments[0]] else { continue }
      #expect(outcome.errorLines.map { $0.prefix { $0 != " " } }.map(String.init) == expected)
    }
  }

  /// The results are the same, and standard error is empty, unless something is wrong.
  @Test func quietTellsNothing() throws {
    try writeInputs()
    for (arguments, _) in commands {
      let quiet = try Program.run(arguments + ["--quiet"])
      expectSuccess(quiet)
      #expect(quiet.errors.isEmpty, "\(arguments): \(quiet.errors)")
      guard arguments[0] != "experiment" else { continue }
      #expect(quiet.outputData == (try Program.run(arguments).outputData), "\(arguments)")
    }
    let terminal = try PseudoTerminal.run(
      ["train-embeddings", corpus, "--output", folder.path("v"), "-q"])
    #expect(terminal.screen.isEmpty, "\(terminal.screen)")
    let missing = folder.path("missing")
    expectRefusal(
      try Program.run("evaluate", missing, "--model", model, "--quiet"), naming: missing)
  }

  @Test func verboseTellsSettingsSourcesAndTimes() throws {
    let outcome = try Program.run(
      "train-embeddings", corpus, "--output", folder.path("v"), "--epochs", "2", "--verbose")
    expectSuccess(outcome)
    #expect(
      outcome.errors.contains(#/source    [^\n]*corpus\.txt, [\d,]+ bytes\n/#), "\(outcome.errors)")
    #expect(outcome.errors.contains(#"settings  {"batchSize":16,"dimension":100,"epochs":2,"#))
    #expect(outcome.errors.contains(#/\nread +[^\n]* \([\d.]+ s\)\n/#), "\(outcome.errors)")
    let classified = try Program.run("evaluate", labelled, "--model", model, "-v")
    #expect(
      classified.errors.contains("model     \(model): 18 words × 20, labels food, music, sport"))
    let both = try Program.run("evaluate", labelled, "--model", model, "-v", "-q")
    #expect(both.status == 64 && both.errors.contains("Give --quiet or --verbose, not both."))
  }

  /// An error takes the place of the changing line.
  @Test func anErrorStandsOnALineOfItsOwn() throws {
    let bad = try folder.write(
      String(repeating: "food\tbread and butter\n", count: 1_000) + "no label\n", "bad.tsv")
    let outcome = try PseudoTerminal.run(["evaluate", bad, "--model", model])
    #expect(outcome.status == 1)
    #expect(outcome.screen.contains("evaluating "))
    #expect(outcome.lines.last?.hasPrefix("Error: \(bad):1001: ") == true, "\(outcome.screen)")
  }

  @Test func aLineIsNoLongerThanTheTerminal() throws {
    let outcome = try PseudoTerminal.run(
      ["train-embeddings", corpus, "--output", folder.path("v"), "--epochs", "20"], columns: 30)
    let shown = outcome.screen.split(separator: "\r\u{1B}[K").filter { $0.hasPrefix("training") }
    #expect(!shown.isEmpty)
    // The last one stays, and a terminal breaks it.
    #expect(shown.dropLast().allSatisfy { $0.count <= 29 }, "\(shown)")
  }

  /// https://no-color.org, and a terminal that only knows lines.
  @Test func colourAndMovementOnlyWhereTheyAreUnderstood() throws {
    let arguments = ["classify", "great", "--verbose", "--model", "movie-reviews-en"]
    func escapes(_ environment: [String: String]) throws -> Int {
      let outcome = try PseudoTerminal.run(
        arguments, environment: environment, showsOutput: true)
      #expect(outcome.screen.contains("model     movie-reviews-en"), "\(outcome.screen)")
      return outcome.screen.filter { $0 == "\u{1B}" }.count
    }
    #expect(try escapes([:]) > 0)
    #expect(try escapes(["NO_COLOR": "1"]) == 0)
    #expect(try escapes(["TERM": "dumb"]) == 0)
    let dumb = try PseudoTerminal.run(
      ["train-embeddings", corpus, "--output", folder.path("v")], environment: ["TERM": "dumb"])
    #expect(!dumb.screen.contains { $0 == "\r" || $0 == "\u{1B}" }, "\(dumb.screen)")
  }
}
