import Foundation
import Testing

/// How many stretches of the text are trained side by side is a setting that vectors depend on; how
/// many threads do it is none.
struct BatchTests {
  private let folder: ScratchFolder
  private let corpus: String

  /// A text of 200,000 words, which is long enough for three stretches a batch.
  init() throws {
    folder = try ScratchFolder()
    corpus = try folder.write(String(repeating: Texts.topicCorpus, count: 84), "corpus.txt")
  }

  private func train(batch: Int, threads: Int) throws -> SafetensorsFile {
    let path = folder.path("vectors")
    expectSuccess(
      try Program.run(
        "train-embeddings", corpus, "--output", path, "--epochs", "1", "--dimension", "8",
        "--batch", "\(batch)", "--threads", "\(threads)"))
    return try SafetensorsFile(path: path)
  }

  @Test func vectorsDependOnTheBatchAndNotOnThreads() throws {
    let one = try train(batch: 1, threads: 1)
    let two = try train(batch: 2, threads: 1)
    #expect(one.vectors != two.vectors)
    #expect(try train(batch: 2, threads: 3).vectors == two.vectors)
    let settings = try JSONSerialization.jsonObject(
      with: Data(try #require(two.metadata["pretraining"]).utf8))
    let configuration = (settings as? [String: Any])?["configuration"] as? [String: Any]
    #expect(configuration?["batchSize"] as? Int == 2)
  }

  @Test(arguments: ["0", "65"]) func onlyWhatCanBeIsTaken(batch: String) throws {
    let outcome = try Program.run(
      "train-embeddings", corpus, "--output", folder.path("vectors"), "--batch", batch)
    #expect(outcome.status != 0)
    #expect(outcome.errors.contains("--batch takes 1 to 64"))
  }
}
