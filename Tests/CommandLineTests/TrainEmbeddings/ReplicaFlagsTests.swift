import Foundation
import Testing

/// `--replicas` is a setting that vectors depend on; `--mpi` needs what isn't part of the program.
struct ReplicaFlagsTests {
  private let folder: ScratchFolder
  private let corpus: String

  init() throws {
    folder = try ScratchFolder()
    corpus = try folder.write(String(repeating: Texts.topicCorpus, count: 10), "corpus.txt")
  }

  private func train(_ arguments: [String]) throws -> Outcome {
    try Program.run(
      [
        "train-embeddings", corpus, "--output", folder.path("vectors"), "--epochs", "2",
        "--dimension", "8",
      ] + arguments)
  }

  private func vectors(_ arguments: String...) throws -> SafetensorsFile {
    expectSuccess(try train(arguments))
    return try SafetensorsFile(path: folder.path("vectors"))
  }

  @Test func vectorsDependOnTheReplicasAndNotOnThreads() throws {
    let none = try vectors()
    let one = try vectors("--replicas", "1")
    let two = try vectors("--replicas", "2", "--threads", "1")
    #expect(one.vectors == none.vectors)
    #expect(two.vectors != one.vectors)
    #expect(try vectors("--replicas", "2", "--threads", "3").vectors == two.vectors)
    let settings = try JSONSerialization.jsonObject(
      with: Data(try #require(two.metadata["pretraining"]).utf8))
    let configuration = (settings as? [String: Any])?["configuration"] as? [String: Any]
    #expect(configuration?["replicas"] as? Int == 2)
  }

  @Test(arguments: ["0", "65"]) func onlyWhatCanBeIsTaken(replicas: String) throws {
    let outcome = try train(["--replicas", replicas])
    #expect(outcome.status != 0)
    #expect(outcome.errors.contains("--replicas takes 1 to 64"))
  }

  @Test func withoutALibraryTheWayToOneIsTold() throws {
    let outcome = try train(["--replicas", "2", "--mpi"])
    #expect(outcome.status != 0)
    #expect(outcome.errors.contains("there is no library for MPI"))
    #expect(outcome.errors.contains("scripts/build-mpi"))
    let other = try train(["--replicas", "2", "--mpi", "--mpi-library", corpus])
    expectRefusal(other, naming: corpus, "can't be loaded")
    let phrases = try train(["--replicas", "2", "--mpi", "--phrases"])
    #expect(phrases.errors.contains("--phrases needs all of the text in one process"))
    #expect(folder.names == ["corpus.txt"])
  }

  @Test func whatCannotBeCutIsToldOf() throws {
    let piped = try Program.shell(
      "\"$PROGRAM\" train-embeddings - --replicas 2 --output '\(folder.path("vectors"))' < '\(corpus)'"
    )
    #expect(piped.status != 0)
    #expect(piped.errors.contains("standard input: can be read only once"))
    #expect(piped.errors.contains("leave --replicas out"))
    try folder.write("one document of a few words", "corpus.txt")
    let short = try train(["--replicas", "2"])
    expectRefusal(short, naming: corpus, "there is no word for replica 2 of 2")
    #expect(short.errors.contains("give fewer --replicas"))
  }
}
