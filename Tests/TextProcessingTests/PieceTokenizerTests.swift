import Foundation
import Testing

@testable import SentimentTextProcessing

/// The ids are those that Hugging Face's tokenizers give; `Tests/Peers/test-tokenizers` compares many more.
struct PieceTokenizerTests {
  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("FuzzInputs/tokenizer")

  /// The `tokenizer.json` at the front of an input that seeds fuzzing.
  private static func json(_ name: String) throws -> String {
    let bytes = try Data(contentsOf: folder.appendingPathComponent(name))
    return String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
  }

  private static func tokenizer(_ json: String) throws -> PieceTokenizer {
    try PieceTokenizer(tokenizerJSON: Data(json.utf8), path: "tokenizer.json")
  }

  @Test(arguments: [
    ("", [2, 3]),
    ("good", [2, 5, 3]),
    ("Goodly BADNESS", [2, 5, 7, 6, 8, 3]),
    ("bäd, good.", [2, 6, 11, 5, 12, 3]),
    ("好好", [2, 13, 13, 3]),
    ("unseen a", [2, 1, 9, 3]),
    ("good\u{200B}ly", [2, 5, 7, 3]),
    ("a [mask] b", [2, 9, 4, 1, 3]),
    ("a[MASK]", [2, 9, 1, 1, 1, 3]),
    ("[MASK]a", [2, 1, 1, 1, 9, 3]),
    ("[PAD]good", [2, 0, 5, 3]),
  ])
  func wordPiece(text: String, ids: [Int32]) throws {
    let tokenizer = try Self.tokenizer(Self.json("wordpiece"))
    #expect(tokenizer.encode(text, maximumCount: 100) == ids)
    #expect(tokenizer.count == 14)
    #expect(tokenizer.unknownID == 1)
    #expect(tokenizer.padID == 0)
  }

  @Test(arguments: [
    ("", [0, 2]),
    ("god", [0, 5, 3, 2]),
    ("  GO   a ", [0, 5, 8, 2]),
    ("xyz", [0, 4, 3, 2]),
    ("b<s>b", [0, 4, 9, 0, 4, 9, 2]),
    ("b  <mask>b", [0, 4, 9, 11, 4, 9, 2]),
    ("``", [0, 4, 3, 2]),
  ])
  func unigram(text: String, ids: [Int32]) throws {
    let tokenizer = try Self.tokenizer(Self.json("unigram"))
    #expect(tokenizer.encode(text, maximumCount: 100) == ids)
  }

  @Test func idsAreCutButNotThoseOfTheEnds() throws {
    let tokenizer = try Self.tokenizer(Self.json("wordpiece"))
    let text = String(repeating: "good ", count: 50)
    #expect(tokenizer.encode(text, maximumCount: 5) == [2, 5, 5, 5, 3])
    for maximumCount in [2, 1, 0, -1] {
      #expect(tokenizer.encode(text, maximumCount: maximumCount) == [2, 3])
    }
    #expect(tokenizer.encode(text, maximumCount: .max).count == 52)
  }

  @Test func illFormedTextIsReplaced() throws {
    let tokenizer = try Self.tokenizer(Self.json("unigram"))
    let bytes: [UInt8] = [0x62, 0xFF, 0xE2, 0x96, 0x62]
    let ids = bytes.withUnsafeBufferPointer { tokenizer.encode($0, maximumCount: 9) }
    #expect(ids == tokenizer.encode("b\u{FFFD}\u{FFFD}b", maximumCount: 9))
  }

  /// The best of all ways to cut a word, by trying each.
  @Test func unigramFindsTheBestPieces() throws {
    var random = SplitMix64(state: 1)
    let letters = ["a", "b", "é", "好"]
    for _ in 0..<200 {
      var pieces = ["<unk>": 0.0]
      for _ in 0..<12 {
        let piece = (0..<Int.random(in: 1...3, using: &random)).map { _ in
          letters.randomElement(using: &random)!
        }.joined()
        pieces[piece] = -Double.random(in: 1...9, using: &random)
      }
      let names = ["<unk>"] + pieces.keys.filter { $0 != "<unk>" }.sorted()
      let scores = names.map { pieces[$0]! }
      let model = UnigramModel(
        index: try PieceIndex(PieceTable(names), indices: names.indices), scores: scores,
        unknownID: 0)
      let word = (0..<8).map { _ in letters.randomElement(using: &random)! }
      var nodes = ScratchBuffer<UnigramModel.Node>(capacity: 1)
      var ids: [Int32] = []
      var text = word.joined()
      text.withUTF8 { model.append($0, to: &ids, nodes: &nodes) }
      let best = Self.bestPieces(word[...], pieces, unknown: scores.min()! - 10)
      var expected: [Int32] = []
      for piece in best.pieces {
        let id = Int32(names.firstIndex(of: piece) ?? 0)
        if id != 0 || expected.last != 0 { expected.append(id) }
      }
      #expect(ids == expected, "\(text)")
    }
  }

  private static func bestPieces(
    _ word: ArraySlice<String>, _ pieces: [String: Double], unknown: Double
  ) -> (score: Double, pieces: [String]) {
    guard let first = word.first else { return (0, []) }
    var best = (score: -Double.infinity, pieces: [String]())
    for count in 1...word.count {
      let piece = word.prefix(count).joined()
      let known = pieces[piece]
      guard let score = known ?? (piece == first ? unknown : nil) else { continue }
      let rest = bestPieces(word.dropFirst(count), pieces, unknown: unknown)
      if score + rest.score > best.score {
        best = (score + rest.score, [piece] + rest.pieces)
      }
    }
    return best
  }

  /// What would take hours if it took time by the square of a text's length.
  @Test(
    arguments: ["wordpiece", "unigram"], ["a", "x", "好", "\u{301}", "[MASK", "a ", "\u{FF9E}"])
  func hostileTextsTakeTimeByTheirLength(name: String, part: String) throws {
    let tokenizer = try Self.tokenizer(Self.json(name))
    let text = String(repeating: part, count: 1_000_000 / part.utf8.count)
    #expect(tokenizer.encode(text, maximumCount: 512).count <= 512)
  }

  @Test(arguments: [
    ("\"type\":\"WordPiece\"", "\"type\":\"BPE\"", "the model BPE isn't supported"),
    ("BertPreTokenizer", "ByteLevel", "the pre-tokenizer ByteLevel isn't supported"),
    ("BertNormalizer", "Nmt", "the normalizer Nmt isn't supported"),
    ("TemplateProcessing", "Other", "the post-processor Other isn't supported"),
    ("\"[PAD]\":0", "\"[PAD]\":1", "have one id"), ("\"[PAD]\":0", "\"[PAD]\":-1", "has the id -1"),
    ("\"[PAD]\":0", "\"[PAD]\":99999999999", "has the id 99999999999"),
    ("\"unk_token\":\"[UNK]\"", "\"unk_token\":\"?\"", "its unknown piece ? has no id"),
    ("\"ids\":[2]", "\"ids\":[-2]", "has the id -2"),
    ("\"ids\":[2]", "\"ids\":[2.5]", "not a sound tokenizer.json"),
    ("{\"Sequence\":{\"id\":\"A\",\"type_id\":0}},", "", "no place for the text"),
    ("\"[UNK]\",\"special\"", "\"[PAD]\",\"special\"", "\"[PAD]\" is there twice"),
    ("\"vocab\":{", "\"vocab\":[", "it isn't JSON"),
    ("\"model\":", "\"modl\":", "there is no model"),
  ])
  func faultsOfWordPieceAreSaid(what: String, by other: String, says: String) throws {
    try Self.expectFault("wordpiece", what, other, says)
  }

  @Test(arguments: [
    (
      "\"byte_fallback\":false", "\"byte_fallback\":true",
      "Unigram with byte_fallback isn't supported"
    ),
    ("\"unk_id\":3", "\"unk_id\":11", "its unk_id is none of a piece"),
    ("\"unk_id\":3", "\"unk_id\":null", "its unk_id is none of a piece"),
    ("[\"b\",-5.0]", "[\"b\",1e300]", "has the score 1e+300"),
    ("[\"b\",-5.0]", "[\"a\",-5.0]", "there twice"),
    ("[\"b\",-5.0]", "[\"b\"]", "in model.vocab"),
    ("\"Regex\":\" {2,}\"", "\"Regex\":\"x*\"", "isn't supported"),
    ("\"precompiled_charsmap\":\"", "\"precompiled_charsmap\":\"//", "precompiled_charsmap"),
    ("\"replacement\":\"▁\"", "\"replacement\":\"\"", "isn't one character"),
  ])
  func faultsOfUnigramAreSaid(what: String, by other: String, says: String) throws {
    try Self.expectFault("unigram", what, other, says)
  }

  private static func expectFault(
    _ name: String, _ what: String, _ other: String, _ says: String
  ) throws {
    let json = try json(name)
    try #require(json.contains(what))
    let error = #expect(throws: FileError.self) {
      try tokenizer(json.replacingOccurrences(of: what, with: other))
    }
    #expect(error?.file == "tokenizer.json")
    #expect(error?.problem.contains(says) == true, "\(error?.description ?? "")")
    #expect(error?.kind == .damaged || error?.kind == .unsuitable)
  }

  @Test func piecesOfArrays() throws {
    let tokenizer = try Self.arrays()
    // Decomposed letters are composed, and what the map has is replaced.
    #expect(tokenizer.encode("e\u{301} É\u{1} ", maximumCount: 9) == [0, 5, 5, 2])
    #expect(tokenizer.encode("</s>", maximumCount: 9) == [0, 4, 3, 2])
  }

  @Test func arraysThatDontFitAreRefused() throws {
    for offsets in [[], [0], [1, 2, 3, 4, 5, 6, 7, 8], [0, 3, 2, 4, 5, 6, 7, 8]] as [[UInt32]] {
      #expect(throws: FileError.self) { try Self.arrays(offsets: offsets) }
    }
    #expect(throws: FileError.self) { try Self.arrays(score: .nan) }
    #expect(throws: FileError.self) { try Self.arrays(unknownID: 7) }
    #expect(throws: FileError.self) { try Self.arrays(replacement: 0xD800) }
    #expect(throws: FileError.self) { try Self.arrays(last: "▁é") }
  }

  private final class Bytes {
    let buffer: UnsafeMutableBufferPointer<UInt8>
    init(_ bytes: [UInt8]) {
      buffer = .allocate(capacity: bytes.count)
      _ = buffer.initialize(from: bytes)
    }
    deinit { buffer.deallocate() }
  }

  private static func arrays(
    offsets: [UInt32]? = nil, score: Float = -2, unknownID: Int = 3, replacement: UInt32 = 0xC9,
    last: String = "É"
  ) throws -> PieceTokenizer {
    let pieces = ["<s>", "<pad>", "</s>", "<unk>", "▁", "▁é", last]
    let bytes = Bytes(pieces.flatMap { Array($0.utf8) })
    return try PieceTokenizer(
      pieces: UnsafeBufferPointer(bytes.buffer), owner: bytes,
      offsets: offsets ?? pieces.reduce(into: [0]) { $0.append($0.last! + UInt32($1.utf8.count)) },
      scores: [0, 0, 0, 0, -1, -2, score], codePoints: [0x1, 0xC9], replacementStarts: [0, 0, 1],
      replacements: [replacement == 0xC9 ? 0xE9 : replacement], ends: (0, 2), unknownID: unknownID,
      padID: 1, path: "encoder")
  }
}
