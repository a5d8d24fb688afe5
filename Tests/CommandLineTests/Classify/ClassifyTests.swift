import Foundation
import Testing

/// `sentiment classify` with nothing but a text: what a newcomer types first.
struct ClassifyTests {
  private func label(_ text: String, model: String? = nil) throws -> String? {
    let choice = model.map { ["--model", $0] } ?? []
    let outcome = try Program.run(["classify", text] + choice)
    expectSuccess(outcome)
    #expect(outcome.errors.isEmpty)
    return outcome.output.split(separator: "\t").first.map(String.init)
  }

  @Test(arguments: [
    ("It was great", "positive"), ("It was really stupid.", "negative"),
    ("真好看", "positive"), ("太难看了", "negative"),
  ])
  func theBuiltInModelKnowsBothScripts(text: String, expected: String) throws {
    #expect(try label(text) == expected)
  }

  @Test(arguments: [
    ("It was great", "positive", "movie-reviews-en"),
    ("It was really stupid.", "negative", "movie-reviews-en"),
    ("It was great", "positive", "film-reviews-en"),
    ("It was really stupid.", "negative", "film-reviews-en"),
    ("真好看", "positive", "movie-reviews-zh"), ("太难看了", "negative", "movie-reviews-zh"),
  ])
  func builtInModelsHaveNames(text: String, expected: String, model: String) throws {
    #expect(try label(text, model: model) == expected)
  }

  /// As the help and the README say.
  @Test(arguments: ["It was great", "Das war ein schlechter Film.", "12345 ?!", "真好看"])
  func theModelThatAnswersByDefaultHasAName(text: String) throws {
    let named = try Program.run("classify", "--json", "--model", "general", text)
    #expect(try Program.run("classify", "--json", text).output == named.output)
    for other in ["film-reviews-en", "movie-reviews-en", "movie-reviews-zh"] {
      let answer = try Program.run("classify", "--json", "--model", other, text)
      #expect(answer.output != named.output)
    }
    #expect(try Program.run("classify", "--help").output.contains("general"))
    #expect(
      try String(contentsOfFile: Texts.path("README.md"), encoding: .utf8).contains("`general`"))
  }

  /// Two of its three labels.
  @Test func binaryAnswersAreNeverNeutral() throws {
    let plain = "The package has 24 tablets."
    let three = try Program.run("classify", "--json", plain)
    #expect(three.output.contains("\"neutral\""))
    let two = try Program.run("classify", "--json", "--binary", plain)
    expectSuccess(two)
    #expect(!two.output.contains("neutral"))
    let folder = try ScratchFolder()
    let labelled = try folder.write("sport\tthe team won\nnews\tthe vote was close\n", "l.tsv")
    let model = folder.path("own.model")
    expectSuccess(try Program.run("fit", labelled, "--encoder", "mean", "-o", model))
    expectRefusal(
      try Program.run("classify", "--binary", "--model", model, "x"), naming: model,
      "negative")
  }

  @Test func labelProbabilityAndTextStandBetweenTabs() throws {
    let outcome = try Program.run("classify", "It was great", "It was really stupid.")
    expectSuccess(outcome)
    let fields = outcome.lines.map { $0.split(separator: "\t") }
    #expect(fields.map { $0[0] } == ["positive", "negative"])
    #expect(try fields.allSatisfy { try #/0\.[5-9]\d\d|1\.000/#.wholeMatch(in: $0[1]) != nil })
    #expect(fields.map { $0.dropFirst(2) } == [["It was great"], ["It was really stupid."]])
    #expect(outcome.output.hasSuffix("\n"))
  }

  /// The two labels of the built-in model are as frequent in its training: one half each.
  @Test(arguments: ["xyzzy plugh", "", "the of and", "?!"])
  func aTextWithoutAKnownWordIsMarked(text: String) throws {
    let outcome = try Program.run("classify", "--model", "movie-reviews-en", text)
    expectSuccess(outcome)
    let fields = outcome.output.split(separator: "\t", omittingEmptySubsequences: false)
    #expect(["positive", "negative"].contains(fields[0]))
    #expect(fields.dropFirst() == ["0.500", Substring(text), "coverage 0\n"])
  }

  @Test func aTextStaysOnItsLineAndCannotDriveTheTerminal() throws {
    let outcome = try Program.run(
      "classify", "great\tfilm\nreally\r\u{1B}[31mred\u{7F}\u{85}\u{2028}end")
    expectSuccess(outcome)
    #expect(outcome.lines.count == 1)
    #expect(outcome.output.hasSuffix("\tgreat film really  [31mred   end\n"))
  }

  @Test func thereIsNoColourWhereNoTerminalIs() throws {
    let outcome = try Program.shell(#"TERM=xterm "$PROGRAM" classify 'It was great' xyzzy | cat"#)
    #expect(outcome.lines.count == 2)
    #expect(!outcome.output.contains("\u{1B}"))
  }

  @Test func itWorksFromAnyFolder() throws {
    let empty = try ScratchFolder()
    let here = try Program.run("classify", "It was great")
    for folder in [empty.url.path, "/"] {
      let there = try Program.run("classify", "It was great", in: folder)
      expectSuccess(there)
      #expect(there.output == here.output)
    }
    #expect(empty.names.isEmpty)
  }

  @Test func itNeedsNoEnvironment() throws {
    let outcome = try Program.shell(#"exec env -i "$PROGRAM" classify 真好看"#)
    expectSuccess(outcome)
    #expect(outcome.output.hasPrefix("positive\t"))
  }
}
