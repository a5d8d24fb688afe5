import Foundation
import SentimentSentenceEncoders
import SentimentTextProcessing
import SentimentWordEmbeddings
import Testing

struct VectorCacheTests {
  /// A list that shares texts with an earlier one has only its new texts read.
  @Test func onlyNewTextsAreRead() throws {
    try EncoderFiles(SmallEncoder(seed: 11)).withFolder { folder in
      let encoder = try TransformerEncoder(folder: folder)
      let kept = folder + "/kept"
      let cache = VectorCache(folder: kept)
      func encode(_ texts: [String]) throws -> [Float] {
        try cache.encode(
          texts, by: encoder, threads: 2, cancellation: CancellationFlag(), progress: { _ in })
      }
      func counts() throws -> [Int] {
        try FileManager.default.contentsOfDirectory(atPath: kept)
          .map { try Safetensors(path: "\(kept)/\($0)").integers("digests").count }.sorted()
      }
      for (texts, files) in [
        (["good film", "A", "good film"], [2]),
        (["A", "good film"], [2]),
        (["B", "A", "B", "good film", ""], [2, 2]),
        ([], [2, 2]),
      ] {
        #expect(try encode(texts) == encoder.encode(texts))
        #expect(try counts() == files)
      }
    }
  }

  /// A reading that was cancelled goes on where it was.
  @Test func whatWasReadBeforeACancellationIsKept() throws {
    try EncoderFiles(SmallEncoder(seed: 11)).withFolder { folder in
      let encoder = try TransformerEncoder(folder: folder)
      let kept = folder + "/kept"
      let texts = (0..<300).map { "text \($0)" }
      let flag = CancellationFlag()
      #expect(throws: CancellationError.self) {
        _ = try VectorCache(folder: kept).encode(
          texts, by: encoder, threads: 1, cancellation: flag
        ) { if $0 > 0.6 { flag.cancel() } }
      }
      let names = try FileManager.default.contentsOfDirectory(atPath: kept)
      #expect(names.count == 1)
      let first = try Safetensors(path: "\(kept)/\(names[0])").integers("digests")
      #expect(0 < first.count && first.count < texts.count)
      let all = try VectorCache(folder: kept).encode(
        texts, by: encoder, threads: 1, cancellation: CancellationFlag(), progress: { _ in })
      #expect(try all == encoder.encode(texts))
    }
  }
}
