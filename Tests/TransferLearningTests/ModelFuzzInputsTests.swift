import Foundation
import SentimentTextProcessing
import SentimentTransferLearning
import Testing

/// The models and checkpoints that fuzzing begins with, and those that it found: each is read or
/// refused in one line.
struct ModelFuzzInputsTests {
  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("FuzzInputs")

  private func inputs(_ target: String) throws -> [[UInt8]] {
    try FileManager.default.contentsOfDirectory(
      at: Self.folder.appendingPathComponent(target), includingPropertiesForKeys: nil
    ).map { [UInt8](try Data(contentsOf: $0)) }
  }

  /// How many of the inputs are sound.
  private func readCount(
    _ target: String, _ read: ([UInt8]) throws -> Void
  ) throws -> Int {
    try inputs(target).count { bytes in
      do {
        try read(bytes)
        return true
      } catch let error as FileError {
        #expect(!error.description.contains("\n"))
        return false
      }
    }
  }

  @Test func models() throws {
    // A network, an LSTM, n-grams with phrases, a model of `fit`, and one in eight bits.
    let count = try readCount("model") { bytes throws in
      let model = try SentimentModel(bytes: bytes, name: "input")
      let classifier = try model.makeClassifier()
      for text in ["", "It was great", "unseen 好"] {
        let prediction = try classifier.classify(text, explains: true)
        #expect(prediction.probability.isFinite)
      }
    }
    #expect(count >= 5)
  }

  @Test func checkpoints() throws {
    let count = try readCount("checkpoint") { bytes throws in
      let checkpoint = try Checkpoint(bytes: bytes, name: "input")
      #expect(checkpoint.epoch > 1)
    }
    #expect(count >= 1)
  }
}
