import Testing

@testable import SentimentTextProcessing

/// Splits at commas.
private struct CommaTokenizer: TextTokenizer {
  let name = "commas"

  func tokens(in text: String) -> [String] {
    text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
  }
}

struct TextTokenizerTests {
  @Test func theTwoKindsAreTokenizers() throws {
    for kind in TokenizerKind.allCases {
      #expect(TokenizerKind(name: kind.name) == kind)
      #expect(kind.tokens(in: "Good, film") == (try Tokenizer(kind).tokens(in: "Good, film")))
    }
    #expect(TokenizerKind(name: "commas") == nil)
  }

  @Test func anOwnTokenizerCutsTextForACorpus() throws {
    let tokenizer = try Tokenizer(CommaTokenizer())
    #expect(tokenizer.tokens(in: "good film,,é,a") == ["good film", "é", "a"])
    let corpus = try TokenizedCorpus(
      reading: [.texts(["good film,a", "good film,b,a"])], tokenizer: CommaTokenizer(), threads: 2)
    let (vocabulary, _) = try corpus.encoded(minimumCount: 2, stopWords: .none)
    #expect((0..<vocabulary.count).map(vocabulary.word) == ["a", "good film"])
  }

  @Test func illFormedBytesAreReplacedForAnOwnTokenizer() throws {
    let tokenizer = try Tokenizer(CommaTokenizer())
    var tokens: [String] = []
    let bytes: [UInt8] = [0x61, 0xFF, 0x2C, 0x62]
    tokenizer.forEachToken(in: bytes.span) { token in
      tokens.append(token.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) })
    }
    #expect(tokens == ["a\u{FFFD}", "b"])
    #expect(tokenizer.replacedSequenceCount == 1)
  }
}
