import Testing

@testable import SentimentTextProcessing

struct TokenizerTests {
  @Test(arguments: [
    ("", []),
    (" \t\n", []),
    ("Hello, world!", ["hello", "world"]),
    ("I don’t like it 😡👎🏽", ["i", "don't", "like", "it", "😡", "👎🏽"]),
    ("don＇t DON'T 'tis'", ["don't", "don't", "tis"]),
    ("3.14 1,000 e.g. a.b a,b foo_bar", ["3.14", "1,000", "e.g", "a.b", "a", "b", "foo_bar"]),
    ("Straße STRASSE", ["strasse", "strasse"]),
    ("ＡＢＣ ①", ["abc", "1"]),
    ("ﬁne Ⅷ", ["fine", "viii"]),
    ("caf\u{E9} cafe\u{301} CAFÉ", ["café", "café", "café"]),
    ("ΑΣ ας", ["ας".replacingFinalSigma, "ας".replacingFinalSigma]),
    ("太好看，了！", ["太", "好看", "了"]),
    ("שלום צה\"ל", ["שלום", "צה\"ל"]),
    ("a\0b\u{1}c\u{7F}d", ["a", "b", "c", "d"]),
    ("— … • → “quoted”", ["quoted"]),
  ])
  func icu(text: String, tokens: [String]) throws {
    #expect(try Tokenizer(.icu).tokens(in: text) == tokens)
  }

  @Test func chineseIsCutByDictionary() throws {
    let tokenizer = try Tokenizer(.icu)
    #expect(tokenizer.tokens(in: "不好看") == ["不好", "看"])
    #expect(tokenizer.tokens(in: "太难看了") == ["太", "难看", "了"])
  }

  @Test func thaiAndJapaneseAreCutByDictionary() throws {
    let tokenizer = try Tokenizer(.icu)
    #expect(tokenizer.tokens(in: "ฉันรักหนังเรื่องนี้") == ["ฉัน", "รัก", "หนัง", "เรื่อง", "นี้"])
    #expect(tokenizer.tokens(in: "この映画は面白い") == ["この", "映画", "は", "面白い"])
  }

  @Test func emojiSequencesAreSingleTokens() throws {
    let tokenizer = try Tokenizer(.icu)
    let family = "👨\u{200D}👩\u{200D}👧\u{200D}👦"
    #expect(tokenizer.tokens(in: "my\(family)!") == ["my", family])
    #expect(tokenizer.tokens(in: "🇩🇪🇫🇷 x") == ["🇩🇪", "🇫🇷", "x"])
    #expect(tokenizer.tokens(in: "❤️ ❤ ❤︎") == ["❤", "❤", "❤"])
    #expect(tokenizer.tokens(in: "1️⃣#️⃣*⃣ # *") == ["1⃣", "#⃣", "*⃣"])
    #expect(tokenizer.tokens(in: "👍👍") == ["👍", "👍"])
    #expect(
      tokenizer.tokens(in: "❤️‍🔥") == ["❤\u{200D}🔥"])
  }

  @Test func normalizesWhatFoldingLeaves() throws {
    let tokenizer = try Tokenizer(.icu)
    for text in ["İstanbul", "ŉ", "ǰ", "ΐ", "ﬅ", "K", "ϓ", "ẞ", "Å", "㎏", "ﷺ"] {
      let once = tokenizer.tokens(in: text)
      #expect(once.flatMap { tokenizer.tokens(in: $0) } == once, "\(text)")
      #expect(!once.isEmpty, "\(text)")
    }
  }

  @Test func whitespace() throws {
    let tokenizer = try Tokenizer(.whitespace)
    #expect(
      tokenizer.tokens(in: " Do n't\t不 好看\u{B}!\u{C}x\r\ny ") == [
        "Do", "n't", "不", "好看", "!", "x", "y",
      ])
    #expect(tokenizer.tokens(in: "a\u{A0}b\u{3000}c \0") == ["a\u{A0}b\u{3000}c", "\0"])
    #expect(tokenizer.tokens(in: "").isEmpty)
    #expect(tokenizer.replacedSequenceCount == 0)
    #expect(
      tokenizer.tokens(in: [0x61, 0xFF, 0x62, 0x20, 0xE2, 0x82]) == ["a\u{FFFD}b", "\u{FFFD}"])
    #expect(tokenizer.replacedSequenceCount == 2)
  }

  @Test func illFormedBytesSeparateAndAreCounted() throws {
    let tokenizer = try Tokenizer(.icu)
    #expect(tokenizer.tokens(in: [0x61, 0xFF, 0x62, 0x20, 0xE2, 0x82]) == ["a", "b"])
    #expect(tokenizer.replacedSequenceCount == 2)
  }

  /// ICU, Swift and this module take the same for one ill-formed sequence.
  @Test func countsOfIllFormedSequencesAgree() throws {
    let icu = try Tokenizer(.icu)
    let whitespace = try Tokenizer(.whitespace)
    var random = SplitMix64(state: 3)
    let alphabet: [UInt8] = [
      0x20, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1,
      0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xF8, 0xFF,
    ]
    for _ in 0..<20_000 {
      let length = Int.random(in: 0...12, using: &random)
      let bytes = (0..<length).map { _ in alphabet.randomElement(using: &random)! }
      let decoded = String(decoding: bytes, as: UTF8.self)
      let expected = decoded.unicodeScalars.count { $0 == "\u{FFFD}" }
      // U+FFFD itself, EF BF BD, can't come up: 0xBD isn't in the alphabet.
      let before = (icu.replacedSequenceCount, whitespace.replacedSequenceCount)
      _ = icu.tokens(in: bytes)
      let tokens = whitespace.tokens(in: bytes)
      #expect(icu.replacedSequenceCount - before.0 == expected, "\(bytes)")
      #expect(whitespace.replacedSequenceCount - before.1 == expected, "\(bytes)")
      let words = decoded.unicodeScalars.split(separator: " ").map { String($0) }
      #expect(tokens == words, "\(bytes)")
      #expect(bytes.withUnsafeBufferPointer { WellFormedUTF8.illFormedCount(in: $0) } == expected)
    }
  }

  @Test func errorsOfTheBodyPass() throws {
    struct Stop: Error, Equatable {}
    let tokenizer = try Tokenizer(.icu)
    for text in ["one two", "één twee"] {
      var seen = 0
      let bytes = Array(text.utf8)
      #expect(throws: Stop()) {
        try tokenizer.forEachToken(in: bytes.span) { _ throws(Stop) in
          seen += 1
          throw Stop()
        }
      }
      #expect(seen == 1)
    }
    // The tokenizer works on after that.
    #expect(tokenizer.tokens(in: "three") == ["three"])
  }
}

extension String {
  /// Case folding makes both forms of sigma one.
  fileprivate var replacingFinalSigma: String {
    String(String.UnicodeScalarView(unicodeScalars.map { $0 == "ς" ? "σ" : $0 }))
  }
}
