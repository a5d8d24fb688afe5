import Testing

@testable import SentimentTextProcessing

struct StopWordsTests {
  private func contains(_ stopWords: StopWords, _ word: String) -> Bool {
    let bytes = Array(word.utf8)
    return stopWords.contains(bytes.span)
  }

  private func parse(_ text: String) throws -> StopWords {
    let bytes = Array(text.utf8)
    return try StopWords(parsing: bytes.span, name: "stop.txt")
  }

  @Test func wordsAreNormalized() throws {
    let stopWords = try StopWords(words: ["The", "daß", "don’t", "ＡＮＤ", "的", "the"])
    for word in ["the", "dass", "don't", "and", "的"] { #expect(contains(stopWords, word)) }
    for word in ["The", "daß", "film", ""] { #expect(!contains(stopWords, word)) }
    #expect(stopWords.count == 5)
  }

  @Test func none() {
    #expect(StopWords.none.count == 0)
    #expect(!contains(.none, "the"))
  }

  @Test func filesHaveCommentsAndBlankLines() throws {
    let stopWords = try parse("\u{FEFF}# English\n\nthe\r\n  a  # article\n\t\nisn't")
    #expect(stopWords.count == 3)
    #expect(stopWords.name == "stop.txt")
    for word in ["the", "a", "isn't"] { #expect(contains(stopWords, word)) }
    #expect(try parse("").count == 0)
    #expect(try parse("# nothing").count == 0)
  }

  @Test func aLineThatIsNotOneTokenIsAnError() throws {
    #expect(
      throws: FileError(
        .malformed, file: "stop.txt", line: 3, problem: "\"of the\" is 2 words (\"of\", \"the\")",
        remedy: "write one word a line")
    ) { try parse("# x\r\na\r\nof the\n") }
    #expect(
      throws: FileError(
        .malformed, file: "stop.txt", line: 2, problem: "\"--\" holds no word",
        remedy: "write one word a line")
    ) { try parse("a\n--\n") }
    #expect(throws: FileError.self) { try StopWords(words: ["of the"]) }
  }
}
