import Foundation
import Testing

@testable import SentimentTextProcessing

/// UTF-8 goes through no detector, and what isn't UTF-8 isn't taken for what it isn't.
struct EncodingDetectorTests {
  private func finding(_ bytes: [UInt8], isWhole: Bool = true) -> EncodingDetector.Finding {
    EncodingDetector(bytes, isWhole: isWhole).finding()
  }

  private static let samples = [
    "Größe", "é", "naïve café", "Фильм", "电影很好", "この映画", "영화", "😀", "שלום", "\u{FFFD}",
    "â€œ", "Ã©tait", "ﾃﾞｽ",
  ]

  @Test(arguments: samples)
  func wellFormedTextIsUTF8(text: String) {
    let bytes = Array(text.utf8)
    #expect(finding(bytes) == .utf8)
    #expect(EncodingDetector(bytes, isWhole: true).wideEncoding() == nil)
    // However it is cut, where more follows.
    for count in 1..<bytes.count {
      let finding = finding(Array(bytes.prefix(count)), isWhole: false)
      #expect(finding == .utf8 || finding == .ascii, "\(text), \(count) bytes")
    }
  }

  @Test func plainTextTellsNothingYet() {
    #expect(finding([]) == .ascii)
    #expect(finding(Array("plain text\n".utf8)) == .ascii)
    #expect(finding(Array("\u{1B}[1mbold\u{1B}(".utf8)) == .ascii)
  }

  @Test func nulBytesAloneMakeNoUTF16() {
    for text in ["a\0b\n", "red\0green blue\n", "\0", "a\0", "one\0two\0three\0four\0five\0"] {
      #expect(EncodingDetector(Array(text.utf8), isWhole: true).wideEncoding() == nil, "\(text)")
    }
  }

  @Test(arguments: samples)
  func everyOtherByteTellsUTF16(text: String) {
    let text = "\(text), \(text)\n"
    for isBig in [false, true] {
      let bytes = text.utf16.flatMap { unit -> [UInt8] in
        let bytes = [UInt8(unit & 0xFF), UInt8(unit >> 8)]
        return isBig ? bytes.reversed() : bytes
      }
      #expect(
        EncodingDetector(bytes, isWhole: true).wideEncoding()
          == (isBig ? .utf16BigEndian : .utf16LittleEndian), "\(text)")
    }
  }

  @Test func damageStaysDamage() {
    for bytes in [
      Array("great film ".utf8) + [0xFF, 0xC3] + Array(" x\n".utf8),
      Array("a text with one odd byte ".utf8) + [0xFF, 0x0A],
      Array("Größe, Güte, Öl".utf8) + [0xE2, 0x82], [0xC3] + Array("é".utf8),
    ] { #expect(finding(bytes) == .utf8) }
    #expect(finding([0x81, 0x8D, 0x8F, 0x90, 0x9D]) == .unknown(at: 0))
  }

  /// Short texts are decoded as they were written, or aren't told at all; two together mostly are.
  @Test(arguments: [
    (ShortTexts.german, [String.Encoding.isoLatin1, .isoLatin2, .windowsCP1250]),
    (ShortTexts.french, [.isoLatin1, .windowsCP1252]),
    (ShortTexts.spanish, [.isoLatin1, .windowsCP1252]),
    (ShortTexts.polish, [.isoLatin2, .windowsCP1250]),
    (ShortTexts.czech, [.isoLatin2, .windowsCP1250]),
  ])
  func shortTextsAreNotTakenForOthers(texts: [String], encodings: [String.Encoding]) throws {
    for encoding in encodings {
      for size in [1, 2, 5, 20] {
        let pieces = stride(from: 0, to: texts.count, by: size).map {
          texts[$0..<$0 + size].joined(separator: "\n")
        }
        var told = 0
        for text in pieces {
          let bytes = Array(try #require(text.data(using: encoding)))
          guard case .other(let found) = finding(bytes) else { continue }
          let decoded = TextDecoder.text(of: bytes, in: found, isWhole: true)?.text
          #expect(decoded == text, "\(encoding), as \(found)")
          told += 1
        }
        let least = [1: 10, 2: 7, 5: 3, 20: 1][size]!
        #expect(told >= least, "\(encoding): \(told) of \(pieces.count)")
      }
    }
  }
}
