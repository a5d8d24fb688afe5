import Foundation
import SentimentTextProcessing
import Testing

@testable import SentimentTransferLearning

/// Lower-case words between spaces.
private struct LowercaseTokenizer: TextTokenizer {
  let name = "lower case"

  func tokens(in text: String) -> [String] {
    text.lowercased().split(separator: " ").map(String.init)
  }
}

struct OwnTokenizerTests {
  private func embeddings() throws -> PretrainedEmbeddings {
    var pretraining = Pretraining.smallCorpus
    pretraining.skipGram.epochs = 1
    pretraining.tokenizer = LowercaseTokenizer()
    pretraining.stopWords = .words(try StopWords(words: ["the"], name: "mine"))
    return try pretraining.run(on: [.texts(["The film-noir", "the Film-Noir was"])])
  }

  @Test func aModelIsReadBackWithItsTokenizerOnly() throws {
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("own-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try embeddings().write(to: path)
    let read = try PretrainedEmbeddings(contentsOf: path, tokenizers: [LowercaseTokenizer()])
    #expect(read.vectors.vocabulary.word(0) == "film-noir")
    #expect(read.settings.stopWords.name == "mine")
    #expect(read.settings.metadata["tokenizer"] == "own:lower case")
    let error = #expect(throws: FileError.self) { try PretrainedEmbeddings(contentsOf: path) }
    #expect(error?.kind == .unsuitable && error?.problem.contains("\"lower case\"") == true)
  }

  @Test func anUnknownTokenizerIsOneOfANewerVersion() throws {
    var metadata = try embeddings().settings.metadata
    metadata["tokenizer"] = "subword"
    let error = #expect(throws: FileError.self) {
      try TextSettings(metadata: metadata, path: "a", tokenizers: [])
    }
    #expect(error?.kind == .newerVersion)
  }
}
