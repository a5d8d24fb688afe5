import Foundation
import Testing

/// Where `sentiment classify` takes its texts from.
struct ClassifyInputTests {
  private let folder: ScratchFolder
  private let labels = ["positive", "negative", "positive"]
  private let texts = "It was great\nIt was really stupid.\n真好看\n"

  init() throws { folder = try ScratchFolder() }

  private func labels(_ outcome: Outcome) -> [String] {
    outcome.lines.map { String($0.prefix { $0 != "\t" }) }
  }

  @Test func aFileHasATextALine() throws {
    let file = try folder.write(texts, "texts.txt")
    let outcome = try Program.run("classify", "--input", file)
    expectSuccess(outcome)
    #expect(labels(outcome) == labels)
  }

  @Test func aDashIsStandardInput() throws {
    let outcome = try Program.run("classify", "--input", "-", input: texts)
    expectSuccess(outcome)
    #expect(labels(outcome) == labels)
  }

  @Test func withoutTextStandardInputIsRead() throws {
    let outcome = try Program.run("classify", input: texts)
    expectSuccess(outcome)
    #expect(labels(outcome) == labels)
  }

  @Test func eachLineIsAnsweredAsItComes() throws {
    let program = try Program.start("classify")
    try program.write("It was great\n")
    #expect(try program.output(lines: 1).hasPrefix("positive\t"))
    try program.write("It was really ")
    try program.write("stupid.\n")
    #expect(try program.output(lines: 2).contains("\nnegative\t"))
    try program.closeInput()
    let outcome = try program.finish()
    expectSuccess(outcome)
    #expect(outcome.lines.count == 2)
  }

  @Test func noInputGivesNoOutput() throws {
    let outcome = try Program.run("classify")
    expectSuccess(outcome)
    #expect(outcome.output.isEmpty && outcome.errors.isEmpty)
  }

  /// A line is a text, even an empty one: the answers stay beside the lines.
  @Test func linesAndAnswersStandSideBySide() throws {
    let outcome = try Program.run("classify", input: "\u{FEFF}It was great\r\n\nIt was great")
    expectSuccess(outcome)
    #expect(outcome.lines.count == 3)
    #expect(outcome.lines.first == outcome.lines.last)
    #expect(outcome.lines[1].hasSuffix("\t\tcoverage 0"))
  }

  @Test func illFormedUTF8IsReplacedAndCounted() throws {
    let outcome = try Program.run(
      ["classify"], input: Data("great \u{0}film ".utf8) + [0xFF, 0xC3] + Data(" x\n".utf8))
    expectSuccess(outcome)
    #expect(outcome.output.hasPrefix("positive\t"))
    #expect(outcome.output.hasSuffix("\tgreat  film \u{FFFD}\u{FFFD} x\n"))
    #expect(
      outcome.errorLines == [
        "2 ill-formed UTF-8 sequences replaced by U+FFFD; first at standard input:1",
        "1 NUL byte replaced by a space; first at standard input:1",
      ])
  }

  @Test func aLineMayBeLong() throws {
    let text = String(repeating: "It was great. ", count: 200_000)
    let outcome = try Program.run("classify", input: text + "\n")
    expectSuccess(outcome)
    #expect(outcome.output.hasPrefix("positive\t") && outcome.output.hasSuffix("\t\(text)\n"))
  }
}
