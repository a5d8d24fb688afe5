import Foundation
import SentimentPlatform
import Testing

@testable import SentimentTextProcessing

/// Compares with the ids that other programs give; `Tests/Peers/test-tokenizers` writes the cases and runs this.
@Suite(.enabled(if: getenv("SENTIMENT_TOKENIZER_CASES") != nil))
struct PieceTokenizerPeerTests {
  private struct Case: Decodable {
    let text: String
    let ids: [Int32]
  }

  private static let folder = URL(
    fileURLWithPath: getenv("SENTIMENT_TOKENIZER_CASES").map { String(cString: $0) } ?? "")
  private static let maximumCount = 512

  @Test(arguments: [
    "bert", "bert-cased", "bert-plain", "unigram", "unigram-replace", "unigram-strip",
    "unigram-forms",
  ])
  func file(name: String) throws {
    let folder = Self.folder.appendingPathComponent(name)
    let json = try Data(contentsOf: folder.appendingPathComponent("tokenizer.json"))
    try Self.compare(folder, try PieceTokenizer(tokenizerJSON: json, path: name))
  }

  @Test func arrays() throws {
    let folder = Self.folder.appendingPathComponent("arrays")
    func array<Element: BitwiseCopyable>(_ name: String, of: Element.Type) throws -> [Element] {
      let data = try Data(contentsOf: folder.appendingPathComponent(name))
      return data.withUnsafeBytes { Array($0.bindMemory(to: Element.self)) }
    }
    let pieces = NSData(data: try Data(contentsOf: folder.appendingPathComponent("pieces")))
    let ids = try array("ids", of: UInt32.self).map(Int.init)
    let tokenizer = try PieceTokenizer(
      pieces: UnsafeRawBufferPointer(start: pieces.bytes, count: pieces.count)
        .bindMemory(to: UInt8.self),
      owner: pieces, offsets: array("offsets", of: UInt32.self),
      scores: array("scores", of: Float.self), codePoints: array("codePoints", of: UInt32.self),
      replacementStarts: array("replacementStarts", of: UInt32.self),
      replacements: array("replacements", of: UInt32.self), ends: (ids[0], ids[1]),
      unknownID: ids[2], padID: ids[3], path: "arrays")
    try Self.compare(folder, tokenizer)
  }

  private static func compare(_ folder: URL, _ tokenizer: PieceTokenizer) throws {
    let lines = try Data(contentsOf: folder.appendingPathComponent("cases.jsonl")).split(
      separator: 10)
    #expect(lines.count >= 20_000)
    for line in lines {
      let expected = try JSONDecoder().decode(Case.self, from: line)
      let found = tokenizer.encode(expected.text, maximumCount: maximumCount)
      try #require(found == expected.ids, "\(expected.text.prefix(200).debugDescription)")
    }
  }
}
