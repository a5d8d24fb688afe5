import SentimentPlatform
import Testing

@testable import SentimentTextProcessing

struct LineReaderTests {
  private func lines(of bytes: [UInt8], blockSize: Int = 1 << 20) throws -> [[UInt8]] {
    try withFile(bytes) { path in
      var reader = try LineReader(path: path, blockSize: blockSize)
      var lines: [[UInt8]] = []
      try reader.forEachLine { line, bytes in
        #expect(line == lines.count + 1)
        lines.append(bytes.withUnsafeBufferPointer { Array($0) })
      }
      return lines
    }
  }

  @Test(arguments: [
    ("", []),
    ("\u{FEFF}", []),
    ("a", ["a"]),
    ("a\n", ["a"]),
    ("a\n\nb", ["a", "", "b"]),
    ("\n", [""]),
    ("a\r\nb\r\n\r\n", ["a", "b", ""]),
    ("a\rb\r", ["a", "b"]),
    ("a\r\rb\r\n\rc\n\r", ["a", "", "b", "", "c", ""]),
    ("\u{FEFF}a\n\u{FEFF}b\nc\u{FEFF}", ["a", "b", "c\u{FEFF}"]),
    ("a\0b\n\0\n", ["a\0b", "\0"]),
  ])
  func lines(text: String, expected: [String]) throws {
    for blockSize in [1, 2, 3, 5, 1 << 20] {
      #expect(
        try lines(of: Array(text.utf8), blockSize: blockSize) == expected.map { Array($0.utf8) })
    }
  }

  @Test func longLinesGrowTheBuffer() throws {
    let long = [UInt8](repeating: 0x61, count: 5_000_000)
    #expect(try lines(of: [0x62, 0x0A] + long + [0x0A] + long) == [[0x62], long, long])
  }

  @Test func randomLinesAreThoseOfSplitting() throws {
    var random = SplitMix64(state: 1)
    for _ in 0..<100 {
      let bytes = (0..<Int.random(in: 0...300, using: &random)).map { _ in
        [0x61, 0x62, 0x0A, 0x00, 0xFF].randomElement(using: &random)! as UInt8
      }
      var expected = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init)
      if expected.last == [] { expected.removeLast() }
      for blockSize in [1, 7, 64] {
        #expect(try lines(of: bytes, blockSize: blockSize) == expected)
      }
    }
  }

  @Test func nextGivesOneLineAtATime() throws {
    try withFile(Array("a\nb".utf8)) { path in
      var reader = try LineReader(path: path)
      #expect(reader.line == 0)
      var seen: [String] = []
      while try reader.next({ seen.append(String($0)) }) { #expect(reader.line == seen.count) }
      #expect(seen == ["a", "b"])
      #expect(try !reader.next { _ in Issue.record("a line after the last") })
      #expect(reader.name == path)
    }
  }

  /// The writer sends the second line only after the first was read.
  @Test func aPipeIsReadAsItComes() throws {
    var template = Array("/tmp/sentiment-test-XXXXXX\0".utf8CString)
    try #require(mkdtemp(&template) != nil)
    let directory = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
    let path = directory + "/pipe"
    try #require(mkfifo(path, 0o600) == 0)
    defer {
      unlink(path)
      rmdir(directory)
    }
    // Open for both, so that neither end waits for the other; it is closed for writing below by
    // an end mark instead of the end of the file.
    let writer = open(path, O_RDWR)
    try #require(writer >= 0)
    defer { close(writer) }
    func send(_ text: String) { #expect(write(writer, text, text.utf8.count) == text.utf8.count) }
    var reader = try LineReader(path: path)
    for line in ["one", "two", "three"] {
      send(line + "\n")
      var seen = ""
      #expect(try reader.next { seen = String($0) })
      #expect(seen == line)
    }
    // Two lines in one go, and the start of a third.
    send("four\nfive\nsi")
    var seen: [String] = []
    #expect(try reader.next { seen.append(String($0)) })
    #expect(try reader.next { seen.append(String($0)) })
    send("x\n")
    #expect(try reader.next { seen.append(String($0)) })
    #expect(seen == ["four", "five", "six"])
  }

  @Test func errorsNameTheFile() throws {
    #expect(
      throws: FileError(
        .missing, file: "/no/such", problem: "no such file or directory", remedy: "check the path")
    ) { _ = try LineReader(path: "/no/such").line }
    #expect(
      throws: FileError(
        .inaccessible, file: "/tmp", problem: "is a directory", remedy: "name a file in it")
    ) {
      var reader = try LineReader(path: "/tmp")
      _ = try reader.next { _ in }
    }
  }

  @Test func errorsOfTheBodyPass() throws {
    struct Stop: Error {}
    try withFile(Array("a\nb".utf8)) { path in
      var reader = try LineReader(path: path)
      #expect(throws: Stop.self) { try reader.forEachLine { _, _ in throw Stop() } }
      #expect(reader.line == 1)
    }
  }
}
