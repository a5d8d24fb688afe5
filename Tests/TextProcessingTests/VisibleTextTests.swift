import Testing

@testable import SentimentTextProcessing

struct VisibleTextTests {
  /// Some default ignorable code points of each kind, and a mark of annotation.
  private static let invisible: [UInt32] =
    [0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x180B, 0x180E, 0x200B, 0x2064, 0x3164]
    + Array(0x200C...0x200F) + Array(0x202A...0x202E) + Array(0x2060...0x206F)
    + [0xFE00, 0xFE0F, 0xFEFF, 0xFFA0, 0xFFF9, 0xFFFA, 0xFFFB, 0x1D173, 0xE0001, 0xE0041, 0xE0100]

  @Test(arguments: invisible)
  func invisibleCharactersAreDropped(code: UInt32) throws {
    let mark = String(try #require(Unicode.Scalar(code)))
    let tokenizer = try Tokenizer(.icu)
    for text in [
      "a ter\(mark)rible film", "a terrible\(mark) film", "a \(mark)terrible film",
      "a\(mark) \(mark)\(mark)terrible\(mark)\(mark) \(mark) film\(mark)", "\(mark)a terrible film",
      "a \(mark)terr\(mark)i\(mark)ble\(mark). film",
    ] {
      #expect(tokenizer.tokens(in: text) == ["a", "terrible", "film"])
    }
    #expect(tokenizer.tokens(in: "不好\(mark)看") == tokenizer.tokens(in: "不好看"))
    #expect(tokenizer.tokens(in: "don\(mark)'\(mark)t 3\(mark).\(mark)5") == ["don't", "3.5"])
    #expect(tokenizer.tokens(in: mark).isEmpty)
  }

  @Test func persianWordsAreOneWithANonJoinerAndWithout() throws {
    #expect(try Tokenizer(.icu).tokens(in: "می\u{200C}خواهم") == ["میخواهم"])
  }

  @Test func spacesOfNoWidthPartThaiWords() throws {
    let tokenizer = try Tokenizer(.icu)
    #expect(tokenizer.tokens(in: "กข\u{200B}คง").count == 2)
    #expect(tokenizer.tokens(in: "ter\u{200B}rible") == ["terrible"])
  }

  @Test func emojiStayWhole() throws {
    let tokenizer = try Tokenizer(.icu)
    let england = "🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}"
    for emoji in ["👨\u{200D}👩\u{200D}👧", "👩🏽\u{200D}🚒", "❤\u{200D}🔥", england] {
      #expect(tokenizer.tokens(in: "a\(emoji)b \(emoji)") == ["a", emoji, "b", emoji])
    }
    #expect(tokenizer.tokens(in: "👍\u{200D} 👍\u{200D}x \u{200D}👍") == ["👍", "👍", "x", "👍"])
  }

  @Test(arguments: ["‘", "’", "‛", "ʼ", "＇", "´", "′"])
  func apostrophes(mark: String) throws {
    let tokenizer = try Tokenizer(.icu)
    #expect(tokenizer.tokens(in: "don\(mark)t l\(mark)été") == ["don't", "l'été"])
    #expect(tokenizer.tokens(in: "\(mark)great\(mark) film") == ["great", "film"])
  }

  /// Models of before go on by the rule that they were trained with.
  @Test func formerRule() throws {
    let tokenizer = try Tokenizer(.formerICU)
    #expect(
      tokenizer.tokens(in: "ter\u{AD}rible don‘t don’t <b> <3") == [
        "ter\u{AD}rible", "don‘t", "don't", "b", "3",
      ])
  }
}
