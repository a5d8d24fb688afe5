import Foundation
import SentimentTextProcessing
import SentimentWordEmbeddings
import Testing

@testable import SentimentTransferLearning

@Suite struct EmbeddingsImportTests {
  private static func withFile<R>(_ text: String, _ body: (String) throws -> R) throws -> R {
    let url = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).vec")
    try Data(text.utf8).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    return try body(url.path())
  }

  private static let german =
    "der die und das ist nicht ein zu mit auf für sich dem auch es an werden aus er hat".split(
      separator: " ")

  /// The first words of vectors are the commonest, and tell the language.
  @Test func firstWordsTellLanguageAndStopWords() throws {
    let lines = (Self.german + ["suppe"]).enumerated().map { "\($1) \($0) 1" }
    let text = (["\(lines.count) 2"] + lines).joined(separator: "\n") + "\n"
    try Self.withFile(text) { path in
      let read = try EmbeddingsImport(contentsOf: path)
      #expect(read.format == .word2VecText && read.duplicateCount == 0)
      let settings = read.embeddings.settings
      #expect(settings.language == .german && settings.stopWords.contains("und"))
      #expect(!settings.stopWords.contains("suppe"))
      #expect(read.embeddings.vectors.vector(for: "suppe") == [20, 1])
      let origin = try #require(read.embeddings.origin)
      #expect(path.hasSuffix("/" + origin.file) && origin.format == .word2VecText)
    }
  }

  @Test func onlyFirstWordsAndThoseOfTextsAreKept() throws {
    let lines = (0..<50).map { "w\($0) \($0) 1" }
    try Self.withFile((["50 2"] + lines).joined(separator: "\n") + "\n") { path in
      let texts = [LabelledText(label: "a", text: "W40, w41!", line: 1)]
      let read = try EmbeddingsImport(
        contentsOf: path, keeping: WordSelection(firstCount: 3, andWordsOf: texts))
      #expect(read.embeddings.vectors.vocabulary.words == ["w0", "w1", "w2", "w40", "w41"])
      #expect(read.embeddings.settings.language == nil)
    }
  }

  /// Vectors of this program say themselves how text becomes words, and all of theirs are kept.
  @Test func vectorsOfThisProgramStayAsTheyAre() throws {
    let own = try SentimentModel.builtIn(for: .english).embeddings
    let path = FileManager.default.temporaryDirectory
      .appending(path: "\(UUID().uuidString).safetensors").path()
    defer { try? FileManager.default.removeItem(atPath: path) }
    try own.write(to: path)
    let read = try EmbeddingsImport(
      contentsOf: path, keeping: WordSelection(firstCount: 3, others: []))
    #expect(read.format == .safetensors && read.embeddings.origin == nil)
    #expect(read.embeddings.vectors.vocabularySize == own.vectors.vocabularySize)
    #expect(read.embeddings.settings.stopWords.name == own.settings.stopWords.name)
  }
}
