import Foundation
import Testing

/// Training that is ended before its time, by force or by request, and goes on: it comes to the
/// bytes of a run that nothing happened to.
struct CheckpointingTests {
  private let folder: ScratchFolder
  private let corpus: String

  init() throws {
    folder = try ScratchFolder()
    corpus = try folder.write(Texts.topicCorpus, "corpus.txt")
  }

  private var output: String { folder.path("vectors") }
  private var checkpoint: String { folder.path("checkpoint") }

  /// Some hundred batches, each with a checkpoint: long enough to be hit.
  private func settings(epochs: Int = 150) -> [String] {
    [
      "train-embeddings", corpus, "--epochs", "\(epochs)", "--dimension", "100", "--subsample", "0",
      "--held-out", "0.1",
    ]
  }

  private func keeping(_ settings: [String], output: String? = nil) -> [String] {
    settings + [
      "--checkpoint", checkpoint, "--checkpoint-every", "0", "--output", output ?? self.output,
    ]
  }

  /// What a run gives to which nothing happens.
  private func undisturbed(_ settings: [String]) throws -> Data {
    let path = folder.path("undisturbed")
    expectSuccess(try Program.run(settings + ["--output", path]))
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try folder.data("undisturbed")
  }

  private func waitForCheckpoint(of program: RunningProgram) throws {
    let end = Date(timeIntervalSinceNow: 120)
    while !folder.names.contains("checkpoint") {
      try #require(Date() < end, "no checkpoint")
      usleep(1_000)
    }
  }

  /// Settings by which the best epoch isn't the last, so that its vectors must survive too.
  private static let choosing = [
    "--epochs", "auto", "--dimension", "200", "--subsample", "0", "--min-count", "1",
    "--held-out", "0.2", "--learning-rate", "0.04",
  ]

  @Test func killedTenTimesOver() throws { try killTenTimesOver(settings()) }

  @Test(arguments: [[], ["--subwords", "2-3"]])
  func epochsThatChooseThemselvesAreKilledTenTimesOver(others: [String]) throws {
    try folder.write(Texts.scarceCorpus, "corpus.txt")
    try killTenTimesOver(["train-embeddings", corpus] + Self.choosing + others)
  }

  private func killTenTimesOver(_ settings: [String]) throws {
    let expected = try undisturbed(settings)
    let seed = UInt64.random(in: 0...999_999)
    var generator = LinearCongruence(state: seed)
    var kills = 0
    while kills < 10 {
      let isNew = !folder.names.contains("checkpoint")
      let arguments = isNew ? keeping(settings) : ["train-embeddings", "--resume", checkpoint]
      let threads = 1 + generator.below(3)
      let program = try Program.start(arguments + ["--threads", "\(threads)"])
      usleep(UInt32(generator.below(150_000)))
      program.send(SIGKILL)
      let outcome = try program.finish()
      if outcome.signal == SIGKILL {
        kills += 1
      } else {
        expectSuccess(outcome)
        #expect(try folder.data("vectors") == expected, "seed \(seed), after \(kills) kills")
      }
    }
    if folder.names.contains("checkpoint") {
      expectSuccess(try Program.run("train-embeddings", "--resume", checkpoint))
      #expect(try folder.data("vectors") == expected, "seed \(seed)")
    }
    #expect(folder.names.filter { $0 != "vectors" } == ["corpus.txt"], "seed \(seed)")
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func aRequestToEndKeepsAll(signal: Int32) throws {
    let settings = settings(epochs: 1_000)
    let expected = try undisturbed(settings)
    // Each batch writes a checkpoint, so that the run is still going when the signal comes.
    let keeping = ["--checkpoint", "checkpoint", "--checkpoint-every", "0"]
    let program = try Program.start(
      settings + keeping + ["--output", "vectors"], in: folder.url.path)
    try waitForCheckpoint(of: program)
    program.send(signal)
    let outcome = try program.finish()
    #expect(outcome.signal == signal, "\(outcome.errors)")
    #expect(folder.names == ["checkpoint", "corpus.txt"])
    #expect(
      outcome.errorLines.last
        == "interrupted: all is kept; go on by: sentiment train-embeddings --resume checkpoint")
    // Paths start from the folder that the run was started in.
    let next = try Program.run("train-embeddings", "--resume", checkpoint, "--threads", "3")
    expectSuccess(next)
    #expect(try folder.data("vectors") == expected)
    #expect(folder.names == ["corpus.txt", "vectors"])
  }

  @Test func epochsThatChooseThemselvesGoOnToo() throws {
    let settings = ["train-embeddings", corpus, "--epochs", "auto", "--dimension", "1000"]
    let expected = try undisturbed(settings)
    let program = try Program.start(keeping(settings))
    try waitForCheckpoint(of: program)
    program.interrupt()
    #expect(try program.finish().signal == SIGINT)
    expectSuccess(try Program.run("train-embeddings", "--resume", checkpoint))
    #expect(try folder.data("vectors") == expected)
  }

  @Test func withoutACheckpointAnInterruptSaysWhatWouldHaveHelped() throws {
    let program = try Program.start(settings(epochs: 100_000) + ["--output", output])
    try program.waitForMessage("held-out")
    program.interrupt()
    let outcome = try program.finish()
    #expect(outcome.signal == SIGINT)
    #expect(outcome.errorLines.last?.contains("--checkpoint FILE") == true)
    #expect(folder.names == ["corpus.txt"])
  }

  /// Makes a checkpoint of a run that was interrupted.
  private func interruptedRun() throws {
    let program = try Program.start(keeping(settings(epochs: 100_000)))
    try waitForCheckpoint(of: program)
    program.interrupt()
    #expect(try program.finish().signal == SIGINT)
  }

  @Test func anotherTextIsRefused() throws {
    try interruptedRun()
    try folder.write(Texts.topicCorpus + "one more\n", "corpus.txt")
    let before = try folder.data("checkpoint")
    let changed = try Program.run("train-embeddings", "--resume", checkpoint)
    expectRefusal(changed, naming: corpus, "has changed", afterProgress: true)
    try FileManager.default.removeItem(atPath: corpus)
    expectRefusal(
      try Program.run("train-embeddings", "--resume", checkpoint), naming: corpus, "no such file",
      afterProgress: true)
    #expect(try folder.data("checkpoint") == before)
  }

  @Test func anOlderCheckpointIsNotLost() throws {
    try interruptedRun()
    let before = try folder.data("checkpoint")
    expectRefusal(
      try Program.run(keeping(settings())), naming: checkpoint, "go on by --resume")
    #expect(try folder.data("checkpoint") == before)
  }

  @Test func whatCannotBeACheckpointIsRefused() throws {
    let vectors = try folder.write(try Files.shared.get().vectors, "vectors")
    for path in [vectors, corpus] {
      expectRefusal(try Program.run("train-embeddings", "--resume", path), naming: path)
    }
    try interruptedRun()
    var file = try SafetensorsFile(path: checkpoint)
    let sound = file.metadata["checkpoint"]!
    for place in ["-1", "9999999", "9223372036854775807"] {
      file.metadata["checkpoint"] = sound.replacing(
        /"batch":\d+/, with: "\"batch\":\(place)")
      let path = try folder.write(try file.encoded(), "damaged")
      expectRefusal(
        try Program.run("train-embeddings", "--resume", path), naming: "checkpoint",
        afterProgress: true)
    }
    let whole = try folder.data("checkpoint")
    let cut = try folder.write(whole[..<(whole.count / 2)], "cut")
    expectRefusal(try Program.run("train-embeddings", "--resume", cut), naming: cut)
  }

  @Test func textThatCanBeReadOnlyOnceIsRefused() throws {
    let piped = try Program.run(
      keeping(["train-embeddings", "-"]), input: Data("red green\n".utf8))
    #expect(piped.status == 64 && piped.errors.contains("can't be read a second time"))
    let outcome = try Program.shell(
      "cat corpus.txt | \"$PROGRAM\" train-embeddings /dev/stdin --output x --checkpoint y",
      in: folder.url.path)
    expectRefusal(outcome, naming: "/dev/stdin", "not a regular file")
  }

  @Test func whatWouldChangeTheVectorsIsRefused() throws {
    for flag in ["--epochs=3", "--seed=2", "--tokenizer=whitespace", "--checkpoint=x --seed=1"] {
      let outcome = try Program.run(
        ["train-embeddings", "--resume", "x"] + flag.split(separator: " ").map(String.init))
      #expect(outcome.status == 64)
      #expect(outcome.errors.contains("can't be given with --resume"))
    }
  }
}
