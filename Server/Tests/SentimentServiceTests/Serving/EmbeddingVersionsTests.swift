import SentimentTextProcessing
import Testing

@testable import SentimentService

/// Which vectors a version has.
struct EmbeddingVersionsTests {
  @Test func theBuiltInVectorsFollowTheTextsScript() async throws {
    let folder = try TemporaryFolder()
    let store = try Store(folder: folder.path)
    let versions = try EmbeddingVersions(
      folder: folder.path + "/models", store: store, model: nil)
    #expect(try versions.embeddings(0).vectors.vector(for: "great") != nil)
    _ = try await store.add(["真好看，我很喜欢这部电影。"])
    #expect(try versions.embeddings(0).vectors.vector(for: "great") == nil)
    #expect(versions.name(0) == "built-in" && versions.name(3) == "version 3")
    #expect(throws: FileError.self) { _ = try versions.embeddings(3) }
  }

  @Test func aGivenModelIsVersionZero() throws {
    let folder = try TemporaryFolder()
    let store = try Store(folder: folder.path)
    let versions = try EmbeddingVersions(
      folder: folder.path + "/models", store: store, model: "movie-reviews-en")
    #expect(versions.name(0) == "movie-reviews-en")
    #expect(versions.unlabelled.name == "movie-reviews-en")
    #expect(throws: FileError.self) {
      _ = try EmbeddingVersions(folder: folder.path, store: store, model: folder.path + "/absent")
    }
  }
}
