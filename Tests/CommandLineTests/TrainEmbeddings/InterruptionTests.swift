import Foundation
import Testing

/// What happens when somebody has had enough.
struct InterruptionTests {
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  @Test func aReaderThatGoesEarlyIsNoError() throws {
    let texts = String(repeating: "It was great\n", count: 20_000)
    try folder.write(texts, "texts.txt")
    for flag in ["", "--json"] {
      let outcome = try Program.shell(
        "\"$PROGRAM\" classify \(flag) --input texts.txt | head -n 1", in: folder.url.path)
      #expect(outcome.lines.count == 1)
      #expect(outcome.errors.isEmpty)
    }
  }

  /// Training would go on for hours; the interrupt ends it, as the signal that it is.
  @Test func anInterruptEndsTrainingAndLeavesNothing() throws {
    let corpus = try folder.write(Texts.topicCorpus, "corpus.txt")
    try folder.write("older", "output")
    let program = try Program.start(
      "train-embeddings", corpus, "--epochs", "100000", "--dimension", "1000", "--subsample", "0",
      "--output",
      folder.path("output"))
    try program.waitForMessage("vocabulary ")
    program.interrupt()
    let outcome = try program.finish()
    #expect(outcome.signal == SIGINT)
    #expect(folder.names == ["corpus.txt", "output"])
    #expect(try folder.text("output") == "older")
  }

  @Test func anInterruptEndsWaitingForInput() throws {
    let program = try Program.start("classify")
    try program.write("It was great\n")
    _ = try program.output(lines: 1)
    program.interrupt()
    let outcome = try program.finish()
    #expect(outcome.signal == SIGINT)
    #expect(outcome.errors.isEmpty)
  }
}
