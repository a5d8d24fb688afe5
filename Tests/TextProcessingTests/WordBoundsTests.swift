import CSentimentKernels
import Testing

@testable import SentimentTextProcessing

/// The kernel gives the same words with all instructions that this machine has. What it gives with the
/// best ones is compared with ICU's by ``ASCIIWordsTests``.
struct WordBoundsTests {
  private static let levels = Array(0...ck_best_level())

  private struct Found: Equatable {
    var words: [[UInt8]] = []
    var end = 0
  }

  private static func find(_ text: [UInt8], from start: Int, level: Int32) throws -> Found {
    let unicodeWords = try UnicodeWords()
    let words = ASCIIWords(
      classes: WordClass.table { unicodeWords.isOneSegment($0) }, level: level)
    return text.withUnsafeBufferPointer { text in
      var found = Found()
      found.end = words.forEachWord(in: text, from: start) { found.words.append(Array($0)) }
      return found
    }
  }

  private func expectSame(_ text: [UInt8], from start: Int = 0) throws {
    let results = try Self.levels.map { try Self.find(text, from: start, level: $0) }
    for result in results where result != results[0] {
      Issue.record("\(text) from \(start): \(result), but \(results[0])")
    }
  }

  @Test func allInstructionSetsFindTheSame() throws {
    var random = SplitMix64(state: 1)
    let alphabet = Array("ab0 .,'_-\n".utf8)
    for count in 0..<300 {
      for hasForeign in [false, true] {
        var text = (0..<count).map { _ in alphabet.randomElement(using: &random)! }
        if hasForeign, count > 0 { text[Int.random(in: 0..<count, using: &random)] = 0xC3 }
        try expectSame(text, from: Int.random(in: 0...min(count, 40), using: &random))
      }
    }
  }

  @Test func allBytesAreOfTheSameClass() throws {
    for byte in UInt8.min...UInt8.max {
      for place in [0, 1, 31, 32, 62, 63, 64] {
        var text = [UInt8](repeating: UInt8(ascii: "A"), count: 66)
        text[place] = byte
        try expectSame(text)
      }
    }
  }

  @Test(arguments: [SafeCut.longestPiece - 1, SafeCut.longestPiece, SafeCut.longestPiece + 1])
  func aWordThatFillsABlockIsCut(length: Int) throws {
    let text = [UInt8](repeating: UInt8(ascii: "x"), count: length) + Array("'y z".utf8)
    try expectSame(text)
    let found = try Self.find(text, from: 0, level: Int32(ck_portable))
    #expect(found.end == text.count)
    #expect(found.words.first?.count == min(length, SafeCut.longestPiece))
  }
}
