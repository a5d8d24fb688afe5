import Testing

@testable import SentimentTextProcessing

/// The tokens of the ASCII scanner and of pieces are those of ICU over the whole text.
struct ASCIIWordsTests {
  private static let alphabets: [[UInt8]] = [
    Array(0..<128),
    Array("ab1 ".utf8),
    Array("aZ09.,;:'\"_-@ ".utf8),
    Array("aB1.,'_@ ".utf8),
    Array("a.'1,;".utf8),
    Array("_@a1".utf8),
    Array("wa<>/:;@&=.3) ".utf8),
    Array("e \r\n\t\u{B}\u{C}\0\u{1}".utf8),
  ]

  @Test(arguments: alphabets.indices)
  func asciiEqualsICU(alphabet: Int) throws {
    let tokenizer = try Tokenizer(.icu)
    var random = SplitMix64(state: UInt64(alphabet))
    for _ in 0..<30_000 {
      let length = Int.random(in: 0...24, using: &random)
      let bytes = (0..<length).map { _ in
        Self.alphabets[alphabet].randomElement(using: &random)!
      }
      let expected = tokenizer.tokensByICUAlone(in: bytes)
      let found = tokenizer.tokens(in: bytes)
      if found != expected {
        Issue.record("\(bytes): \(found) for \(expected)")
        return
      }
    }
  }

  @Test func everyThreeCharactersEqualICU() throws {
    let tokenizer = try Tokenizer(.icu)
    let classes: [UInt8] = Array("aZ09.,;:'\"_-@#* \r\n\t\0/$".utf8)
    for first in classes {
      for second in 0..<UInt8(128) {
        for third in classes {
          let bytes = [first, second, third]
          guard tokenizer.tokens(in: bytes) == tokenizer.tokensByICUAlone(in: bytes) else {
            Issue.record("\(bytes)")
            return
          }
        }
      }
    }
  }

  /// Characters that attach to, compose with or join what is around them.
  private static let pieces: [String] = [
    "a", "K", "z", "1", "0", " ", " ", " ", "  ", "\n", "\r\n", "\t", "\0", ".", ",", ";", ":", "'",
    "\"", "_", "-", "@", "#", "*", "=", "<", "(", ")", "/", "word", "don't", "3.14", "e.g.",
    "plain ascii text that is long enough to end a piece", "é", "É", "\u{301}", "\u{338}",
    "\u{308}", "\u{345}", "\u{327}", "’", "＇", "“", "ß", "İ", "ﬁ", "ǆ", "Σ", "ς", "ＡＢ", "１", "．",
    "，", "：", "，", "。", "\u{3000}", "\u{A0}", "\u{200B}", "\u{200D}", "\u{200C}", "\u{AD}",
    "\u{FEFF}", "\u{FE0F}", "\u{FE0E}", "\u{20E3}", "א", "ב", "ش", "слово", "не", "ไทย", "ภาษา",
    "不", "好看", "電影", "の", "カ", "ﾊﾞ", "\u{3099}", "한", "\u{1100}", "\u{1161}", "\u{11A8}", "😡",
    "👎", "🏽", "👨", "👩", "🇩", "🇪", "❤", "©", "™", "…", "½", "²", "´", "¨", "\u{37E}", "\u{1F}",
    "\u{85}", "\u{2028}", "\u{E0067}", "\u{FFFD}", "ﷺ", "\u{1D15E}", "·", "‧", "٫", "٬",
  ]

  @Test(arguments: 0..<8)
  func mixturesEqualICU(seed: Int) throws {
    let tokenizer = try Tokenizer(.icu)
    var random = SplitMix64(state: UInt64(100 + seed))
    for _ in 0..<10_000 {
      let length = Int.random(in: 0...20, using: &random)
      var bytes: [UInt8] = []
      for _ in 0..<length {
        if seed % 2 == 1, Int.random(in: 0..<12, using: &random) == 0 {
          bytes.append(UInt8.random(in: 0x80...0xFF, using: &random))
        } else {
          bytes += Self.pieces.randomElement(using: &random)!.utf8
        }
      }
      let before = tokenizer.replacedSequenceCount
      let expected = tokenizer.tokensByICUAlone(in: bytes)
      let between = tokenizer.replacedSequenceCount
      let found = tokenizer.tokens(in: bytes)
      let after = tokenizer.replacedSequenceCount
      // Unicode scalars, since String compares by canonical equivalence.
      if found.map({ Array($0.utf8) }) != expected.map({ Array($0.utf8) })
        || after - between != between - before
      {
        Issue.record(
          "\(String(decoding: bytes, as: UTF8.self).debugDescription): \(found) for \(expected)")
        return
      }
    }
  }

  /// The same with any assigned or unassigned characters around spaces and words.
  @Test func anyCharactersEqualICU() throws {
    let tokenizer = try Tokenizer(.icu)
    var random = SplitMix64(state: 7)
    let ascii = Array("aK1 .,'\"_@#=<* \n".unicodeScalars)
    for _ in 0..<30_000 {
      var text = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 0...12, using: &random) {
        let planes: UInt32 = Bool.random(using: &random) ? 0x2FFF : 0x1FFFF
        let code = UInt32.random(in: 0x80...planes, using: &random)
        if Bool.random(using: &random), let character = Unicode.Scalar(code) {
          text.append(character)
        } else {
          text.append(ascii.randomElement(using: &random)!)
        }
      }
      let bytes = Array(String(text).utf8)
      let found = tokenizer.tokens(in: bytes).map { Array($0.utf8) }
      if found != tokenizer.tokensByICUAlone(in: bytes).map({ Array($0.utf8) }) {
        Issue.record("\(String(text).debugDescription)")
        return
      }
    }
  }

  @Test func blockBoundariesDontShow() throws {
    let tokenizer = try Tokenizer(.icu)
    let sentence = Array("It's 3.14 o'clock, __ _ don't (a@b.c) x ".utf8)
    let expected = tokenizer.tokensByICUAlone(in: sentence)
    for offset in 0..<sentence.count {
      let filler = Array(repeating: UInt8(ascii: "-"), count: SafeCut.longestPiece - offset)
      #expect(tokenizer.tokens(in: filler + sentence) == expected, "\(offset)")
    }
  }
}
