import Testing

@testable import SentimentTextProcessing

/// gzip and xz: what comes out is what went in, and what can't be read is said.
struct CompressedTextTests {
  private static let text = Array("one\n\nzwei ä\n".utf8)

  enum Kind: String, CaseIterable {
    case gzip, xz

    func compress(_ bytes: [UInt8]) throws -> [UInt8] {
      switch self {
      case .gzip: try Compressed.gzip(bytes)
      case .xz: try Compressed.xz(bytes)
      }
    }
  }

  private func lines(_ bytes: [UInt8], limit: Int = LineReader.longestLine) throws -> [String] {
    var reader = LineReader(
      try ByteStream(.memory(name: "text", text: bytes)), blockSize: 7, limit: limit)
    var lines: [String] = []
    try reader.forEachLine { _, line in lines.append(String(line)) }
    return lines
  }

  private func problem(_ bytes: [UInt8]) -> String? {
    do {
      _ = try lines(bytes)
      return nil
    } catch {
      return (error as? FileError)?.problem
    }
  }

  @Test(arguments: Kind.allCases)
  func contentIsWhatWasCompressed(kind: Kind) throws {
    #expect(try lines(try kind.compress(Self.text)) == ["one", "", "zwei ä"])
    #expect(try lines(try kind.compress([])) == [])
  }

  @Test(arguments: Kind.allCases)
  func severalStreamsAreOneText(kind: Kind) throws {
    let one = try kind.compress(Self.text)
    let padding = [UInt8](repeating: 0, count: 8)
    #expect(try lines(one + one) == ["one", "", "zwei ä", "one", "", "zwei ä"])
    #expect(try lines(one + padding) == ["one", "", "zwei ä"])
    #expect(try lines(try kind.compress(Array("a".utf8)) + one).first == "aone")
  }

  /// Wherever the file is cut, that is an error; only with nothing left it is an empty text.
  @Test(arguments: Kind.allCases)
  func truncationIsAnError(kind: Kind) throws {
    let whole = try kind.compress(Self.text)
    for length in 6..<whole.count {
      #expect(problem(Array(whole[..<length])) == "the \(kind.rawValue) data ends too early")
    }
  }

  @Test(arguments: Kind.allCases)
  func damageIsAnError(kind: Kind) throws {
    var random = SplitMix64(state: 1)
    let text = (0..<20_000).map { _ in UInt8.random(in: 97...110, using: &random) }
    var whole = try kind.compress(text)
    whole[whole.count / 2] ^= 0xFF
    #expect(problem(whole) == "the \(kind.rawValue) data is damaged")
    #expect(problem(try kind.compress(Self.text) + [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]) != nil)
  }

  /// What isn't text isn't either when it was compressed, in whatever pieces it is read.
  @Test(
    arguments: [
      ("is bzip2, which isn't read", [0x42, 0x5A, 0x68, 0x39, 0x31, 0x41, 0x59, 0x26, 0x53, 0x59]),
      ("is Zstandard, which isn't read", [0x28, 0xB5, 0x2F, 0xFD]),
      ("is a zip archive, as .docx and .xlsx are too, not text", [0x50, 0x4B, 0x03, 0x04]),
      ("is a PNG image, not text", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
    ] as [(String, [UInt8])])
  func whatIsNoTextIsNamed(problem: String, start: [UInt8]) throws {
    let bytes = start + Self.text
    #expect(self.problem(bytes) == problem)
    for kind in Kind.allCases { #expect(self.problem(try kind.compress(bytes)) == problem) }
  }

  @Test func whatOnlyBeginsLikeACompressedFileIsText() throws {
    #expect(try lines(Array("BZh9 is text".utf8)) == ["BZh9 is text"])
    #expect(try lines([0x1F, 0x8B]).count == 1)
    #expect(try lines(Array("%PDF isn't one".utf8)) == ["%PDF isn't one"])
    #expect(try lines(Array("PK".utf8)) == ["PK"])
  }

  /// A few kilobytes that stand for a line of 300 MB: no more than the limit is held.
  @Test func aLineThatIsTooLongIsAnError() throws {
    let bytes = try Compressed.xz([UInt8](repeating: 0x61, count: 3 << 20))
    #expect(
      throws: FileError(
        .malformed, file: "text", line: 1, problem: "the line is longer than 1 MB",
        remedy: "cut it into lines, or leave this file out")
    ) { try lines(bytes, limit: 1 << 20) }
  }

  @Test func digestAndSizeAreThoseOfTheText() throws {
    func part(_ bytes: [UInt8]) throws -> TokenizedCorpus.Part {
      try #require(
        try TokenizedCorpus(
          reading: [.memory(name: "text", text: bytes)], tokenizer: .whitespace
        ).parts.first)
    }
    let plain = try part(Self.text)
    for kind in Kind.allCases {
      let compressed = try part(try kind.compress(Self.text))
      #expect(compressed.digest.text == plain.digest.text)
      #expect(compressed.byteCount == Self.text.count)
    }
  }
}
