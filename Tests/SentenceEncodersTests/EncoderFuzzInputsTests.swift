import Foundation
import SentimentSentenceEncoders
import SentimentTextProcessing
import Testing

/// The encoders that fuzzing begins with, and those that it found: each is read or refused in one line.
struct EncoderFuzzInputsTests {
  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("FuzzInputs")

  /// How many of the inputs are sound.
  private func readCount(
    _ target: String, _ read: (Data) throws -> TransformerEncoder
  ) throws -> Int {
    try FileManager.default.contentsOfDirectory(
      at: Self.folder.appendingPathComponent(target), includingPropertiesForKeys: nil
    ).count { url in
      do {
        let encoder = try read(try Data(contentsOf: url))
        for text in ["", "It was great", "unseen 好"] {
          #expect(try encoder.vector(of: text).allSatisfy(\.isFinite))
        }
        return true
      } catch let error as FileError {
        #expect(!error.description.contains("\n"))
        return false
      }
    }
  }

  @Test func files() throws {
    let count = try readCount("encoder") {
      try TransformerEncoder(bytes: [UInt8]($0), name: "input")
    }
    #expect(count >= 1)
  }

  /// Of BERT's and of RoBERTa's kind, in two types of 16 bits.
  @Test func folders() throws {
    let count = try readCount("encoder-folder") { data in
      let parts = data.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
      let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(at: folder) }
      try parts[0].write(to: folder.appending(path: "config.json"))
      try (parts.dropFirst().first ?? Data()).write(to: folder.appending(path: "model.safetensors"))
      let tokenizer = #"""
        {"pre_tokenizer": {"type": "BertPreTokenizer"}, "model": {"type": "WordPiece",
        "unk_token": "[UNK]", "continuing_subword_prefix": "##", "max_input_chars_per_word": 100,
        "vocab": {"[UNK]": 0, "It": 1, "was": 2, "great": 3}}}
        """#
      try Data(tokenizer.utf8).write(to: folder.appending(path: "tokenizer.json"))
      return try TransformerEncoder(folder: folder.path(percentEncoded: false))
    }
    #expect(count >= 2)
  }
}
