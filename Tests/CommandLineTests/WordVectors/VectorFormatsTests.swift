import Foundation
import Testing

/// The three formats of `sentiment train-embeddings --format`, read by readers of their own.
struct VectorFormatsTests {
  private let folder: ScratchFolder
  private let safetensors: SafetensorsFile

  init() throws {
    folder = try ScratchFolder()
    try Self.train("safetensors", into: folder)
    safetensors = try SafetensorsFile(path: folder.path("safetensors"))
  }

  private static func train(_ format: String, into folder: ScratchFolder) throws {
    expectSuccess(
      try Program.run(
        "train-embeddings", "--dimension", "9", "--format", format, "--output", folder.path(format)
      ))
  }

  @Test func safetensorsHoldsVectorsAndVocabulary() throws {
    let count = safetensors.words.count
    #expect(
      safetensors.tensorNames == [
        "embeddings.input", "embeddings.output", "vocabulary.bytes", "vocabulary.counts",
        "vocabulary.offsets",
      ])
    #expect(safetensors.shape("embeddings.input") == [count, 9])
    #expect(safetensors.shape("embeddings.output") == [count, 9])
    #expect(safetensors.shape("vocabulary.counts") == [count])
    #expect(safetensors.shape("vocabulary.offsets") == [count + 1])
    #expect(safetensors.type("embeddings.input") == "F32")
    #expect(safetensors.type("vocabulary.offsets") == "I64")
    #expect(safetensors.type("vocabulary.bytes") == "U8")
    #expect(Set(safetensors.words).count == count)
    #expect(safetensors.vectors.joined().allSatisfy { $0.isFinite })
  }

  /// The format asks for it: no byte belongs to no tensor, or to two.
  @Test func tensorsLieWithoutAGap() {
    var end = 0
    for range in safetensors.tensorNames.map(safetensors.range).sorted(by: {
      $0.lowerBound < $1.lowerBound
    }) {
      #expect(range.lowerBound == end)
      end = range.upperBound
    }
    #expect(end == safetensors.body.count)
  }

  @Test func word2VecTextHasTheSameNumbers() throws {
    try Self.train("word2vec-text", into: folder)
    let file = try Word2VecFile(text: try folder.text("word2vec-text"))
    #expect(file.words == safetensors.words)
    #expect(file.vectors == safetensors.vectors)
  }

  @Test func word2VecBinaryHasTheSameNumbers() throws {
    try Self.train("word2vec-binary", into: folder)
    let file = try Word2VecFile(binary: try folder.data("word2vec-binary"))
    #expect(file.words == safetensors.words)
    #expect(file.vectors == safetensors.vectors)
  }
}
