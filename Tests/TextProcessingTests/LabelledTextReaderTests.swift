import Testing

@testable import SentimentTextProcessing

struct LabelledTextReaderTests {
  private func read(_ text: String) throws -> [LabelledText] {
    try withFile(Array(text.utf8)) { try LabelledTextReader.read($0) }
  }

  @Test func linesAreLabelAndText() throws {
    #expect(
      try read("\u{FEFF}good\tI like it\r\n\n  \nbad\t不好看\tat all\n neutral \tso so") == [
        LabelledText(label: "good", text: "I like it", line: 1),
        LabelledText(label: "bad", text: "不好看\tat all", line: 4),
        LabelledText(label: "neutral", text: "so so", line: 5),
      ])
  }

  @Test(arguments: [
    ("good\tx\nno tab\n", 2, "the line has no tab", "write label<TAB>text"),
    ("good\tx\n\nno tab\n", 3, "the line has no tab", "write label<TAB>text"),
  ])
  func faultyLinesAreNamed(text: String, line: Int, problem: String, remedy: String) throws {
    _ = try withFile(Array(text.utf8)) { path in
      #expect(
        throws: FileError(
          .malformed, file: path, line: line, setting: .skippingFaultyRecords, problem: problem,
          remedy: "\(remedy), or leave such records out with the option to skip faulty records")
      ) { try LabelledTextReader.read(path) }
    }
  }

  @Test(arguments: ["", "\n\r\n", "\u{FEFF}", "good\t \t\r\nbad\t\n"])
  func emptyFilesAreErrors(text: String) throws {
    _ = try withFile(Array(text.utf8)) { path in
      #expect(
        throws: FileError(
          .empty, file: path, problem: "there is no labelled text in the file",
          remedy: "write label<TAB>text, one a line")
      ) { try LabelledTextReader.read(path) }
    }
    #expect(throws: FileError.self) { try LabelledTextReader.read("/no/such") }
  }

  @Test func illFormedBytesAreReplacedAndCounted() throws {
    let bytes: [UInt8] =
      [0x67, 0x09, 0x61, 0xFF, 0xE2, 0x82, 0x62, 0x0A] + Array("g\té ä ö\n".utf8)
    let (texts, report) = try withFile(bytes) { try LabelledTextReader.read([.file($0)]) }
    #expect(
      texts == [
        LabelledText(label: "g", text: "a\u{FFFD}\u{FFFD}b", line: 1),
        LabelledText(label: "g", text: "é ä ö", line: 2),
      ])
    #expect(report.illFormedSequences.count == 2)
  }
}
