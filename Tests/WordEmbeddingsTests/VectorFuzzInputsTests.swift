import Foundation
import SentimentTextProcessing
import SentimentWordEmbeddings
import Testing

/// What scripts/fuzz found, and the files it began with: each is read or refused in one line.
@Suite struct VectorFuzzInputsTests {
  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("FuzzInputs")

  @Test(arguments: ["word2vec-text", "word2vec-binary", "glove", "fasttext-bin", "safetensors"])
  func inputsAreReadOrRefused(target: String) throws {
    let files = try FileManager.default.contentsOfDirectory(
      at: Self.folder.appendingPathComponent(target), includingPropertiesForKeys: nil)
    let inputs = try files.map { [UInt8](try Data(contentsOf: $0)) }
    let refusals = inputs.compactMap(refusal)
    #expect(refusals.count < inputs.count)
    for refusal in refusals { #expect(!refusal.description.contains("\n")) }
  }

  /// Reads the bytes as vectors and asks them; the error, if there is one.
  private func refusal(of bytes: [UInt8]) -> FileError? {
    do {
      let vectors = try WordVectorsFile(bytes: bytes, name: "input").vectors
      for word in [vectors.vocabulary.word(0), "unseen"] {
        #expect(vectors.vector(for: word)?.allSatisfy(\.isFinite) ?? true)
        _ = try vectors.neighbors(for: word, maximumCount: 3)
      }
      return nil
    } catch {
      return error
    }
  }
}
