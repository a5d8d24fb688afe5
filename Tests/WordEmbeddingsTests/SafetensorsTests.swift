import Foundation
import SentimentTextProcessing
import SentimentWordEmbeddings
import Testing

@Suite struct SafetensorsTests {
  @Test func whatIsWrittenIsRead() throws {
    let path = temporaryPath()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let vectors = WordVectors(
      vocabulary: Vocabulary(words: ["gut", "schön", "好"], counts: [9, 4, 4])!,
      input: EmbeddingMatrix(rows: [[1, -2.5], [0.1, 3e-9], [.pi, 4]]),
      output: EmbeddingMatrix(rows: [[0, 1], [2, 3], [4, 5]]))
    try Safetensors.write(
      vectors.safetensorsContents(keepsOutput: true), metadata: ["a": "b/\"ü"], to: path)
    let file = try Safetensors(path: path)
    #expect(file.metadata == ["a": "b/\"ü"])
    let read = try WordVectors(file)
    #expect(read.vocabulary.words == ["gut", "schön", "好"])
    #expect(read.vocabulary.counts == [9, 4, 4])
    for row in 0..<3 {
      #expect(read.input[row] == vectors.input[row])
      #expect(read.output?[row] == vectors.output?[row])
    }
    #expect(read.vector(for: "schön") == [0.1, 3e-9])
    #expect(read.vector(for: "schlecht") == nil)
  }

  @Test(arguments: [
    #"{"t":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}"#,
    #"{"t":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}"#,
    #"{"t":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}}"#,
    #"{"t":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}"#,
    #"{"t":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]}}"#,
    #"{"t":{"dtype":"F32","shape":[9],"data_offsets":[0,36]}}"#,
    #"{"t":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}"#,
    #"{"t":{"dtype":"F32","shape":[1.5],"data_offsets":[0,6]}}"#,
    #"{"t":{"dtype":"F32","shape":[2],"data_offsets":[0]}}"#,
    #"{"t":[]}"#, "[]", "{", "",
  ])
  func unsoundHeadersAreRefused(header: String) throws {
    let path = temporaryPath()
    defer { try? FileManager.default.removeItem(atPath: path) }
    var bytes = withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Data($0) }
    bytes += Data(header.utf8) + Data(count: 8)
    try bytes.write(to: URL(filePath: path))
    #expect { try Safetensors(path: path) } throws: { error in
      (error as? FileError)?.file == path
    }
  }

  private func temporaryPath() -> String {
    FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).safetensors")
      .path()
  }
}
