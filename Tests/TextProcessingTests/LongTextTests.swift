import Testing

@testable import SentimentTextProcessing

/// Texts of 50 MB in one line: linear time, no trap.
struct LongTextTests {
  private static let size = 50_000_000

  private func measure(_ kind: TokenizerKind, _ pattern: String) throws -> (
    count: Int, bytes: Int, longest: Int, replaced: Int
  ) {
    let unit = Array(pattern.utf8)
    let text = [UInt8](unsafeUninitializedCapacity: Self.size) { buffer, count in
      for index in 0..<Self.size { buffer[index] = unit[index % unit.count] }
      count = Self.size
    }
    let tokenizer = try Tokenizer(kind)
    var result = (count: 0, bytes: 0, longest: 0, replaced: 0)
    tokenizer.forEachToken(in: text.span) { token in
      result.count += 1
      result.bytes += token.count
      result.longest = max(result.longest, token.count)
    }
    result.replaced = tokenizer.replacedSequenceCount
    return result
  }

  @Test(arguments: TokenizerKind.allCases)
  func asciiWithoutSpaces(kind: TokenizerKind) throws {
    let result = try measure(kind, "a")
    #expect(result.bytes == Self.size)
    #expect(result.longest == SafeCut.longestPiece)
    #expect(result.count == (Self.size + SafeCut.longestPiece - 1) / SafeCut.longestPiece)
  }

  @Test func asciiWithSpaces() throws {
    let result = try measure(.icu, "word ")
    #expect(result.count == Self.size / 5)
    #expect(result.longest == 4)
  }

  @Test func chineseWithoutSpaces() throws {
    let result = try measure(.icu, "这部电影很好看，我喜欢。")
    let tokens = try Tokenizer(.icu).tokens(in: "这部电影很好看，我喜欢。")
    // 50 MB isn't a whole number of sentences.
    let sentences = Self.size / 36
    #expect(result.count - sentences * tokens.count < tokens.count + 1)
    #expect(result.count >= sentences * tokens.count)
    #expect(result.replaced <= 1)
  }

  @Test func charactersThatExpand() throws {
    let result = try measure(.icu, "ﷺ")
    #expect(result.count > Self.size / 3)
    #expect(result.replaced <= 1)
  }

  @Test(arguments: TokenizerKind.allCases)
  func continuationBytes(kind: TokenizerKind) throws {
    let text = [UInt8](repeating: 0x80, count: 1_000_000)
    let tokenizer = try Tokenizer(kind)
    _ = tokenizer.tokens(in: text)
    #expect(tokenizer.replacedSequenceCount == text.count)
  }

  @Test func cutsDontTearSequences() throws {
    for pad in 0..<4 {
      let text = String(repeating: "x", count: pad) + String(repeating: "😡", count: 20_000)
      for kind in TokenizerKind.allCases {
        let tokenizer = try Tokenizer(kind)
        #expect(tokenizer.tokens(in: text).joined() == text)
        #expect(tokenizer.replacedSequenceCount == 0)
      }
    }
  }

  @Test func combiningMarksTakeLinearTime() throws {
    let text = "a" + String(repeating: "\u{301}\u{316}", count: 100_000)
    #expect(try !Tokenizer(.icu).tokens(in: text).isEmpty)
  }
}
