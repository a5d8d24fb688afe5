import Foundation
import Testing

@testable import SentimentTextProcessing

/// The inputs that seed fuzzing, and those that it found, read by every reader: none may trap.
struct FuzzInputTests {
  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("FuzzInputs")

  /// What the fuzzer puts before the bytes of these folders.
  private static let signatures: [String: [UInt8]] = [
    "gzip": [0x1F, 0x8B, 0x08], "xz": [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00],
  ]

  @Test(arguments: [
    "lines", "document", "tsv", "csv", "jsonl", "fasttext", "detected", "encoding", "delimiter",
    "gzip",
    "xz",
  ])
  func nothingTraps(folder: String) throws {
    for input in try Self.inputs(folder) {
      let bytes = (Self.signatures[folder] ?? []) + input
      for format in [nil] + TextFormat.allCases.map(Optional.some) {
        for isLabelled in [false, true] {
          var options = ReadingOptions()
          options.format = format
          options.skipsFaultyRecords = true
          var reader = try DocumentReader(
            .memory(name: "fuzz", text: bytes), options: options, isLabelled: isLabelled)
          do { while try reader.next() != nil {} } catch { #expect(error.file == "fuzz") }
        }
      }
    }
  }

  @Test func noWordIsEmpty() throws {
    for bytes in try Self.inputs("words") {
      for kind in TokenizerKind.allCases {
        try Tokenizer(kind).forEachToken(in: bytes.span) { #expect($0.count > 0) }
      }
    }
  }

  private static func inputs(_ name: String) throws -> [[UInt8]] {
    let files = try FileManager.default.contentsOfDirectory(
      at: folder.appendingPathComponent(name), includingPropertiesForKeys: nil)
    #expect(!files.isEmpty)
    return try files.map { [UInt8](try Data(contentsOf: $0)) }
  }
}
