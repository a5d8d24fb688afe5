import Foundation
import Testing

/// The same text, settings and seed give the same file, whatever the number of threads.
struct SameBytesTests {
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  private func train(_ arguments: [String], threads: Int, seed: Int = 1) throws -> Data {
    let path = folder.path("vectors")
    expectSuccess(
      try Program.run(
        ["train-embeddings", "--threads", "\(threads)", "--seed", "\(seed)", "--output", path]
          + arguments))
    return try folder.data("vectors")
  }

  @Test(
    arguments: [
      ["--language", "en"], ["--language", "zh"], ["--format", "word2vec-text"],
      ["--subwords", "3-6"],
    ])
  func anyNumberOfThreadsGivesTheSameBytes(arguments: [String]) throws {
    let one = try train(arguments, threads: 1)
    for threads in [1, 2, 3, 8] { #expect(try train(arguments, threads: threads) == one) }
  }

  @Test func anotherSeedGivesOtherBytes() throws {
    #expect(try train([], threads: 2, seed: 1) != train([], threads: 2, seed: 2))
  }

  @Test func classifiersComeOutTheSameToo() throws {
    let vectors = try folder.write(try Files.shared.get().vectors, "vectors")
    func train(seed: Int) throws -> Data {
      let path = folder.path("model")
      expectSuccess(
        try Program.run(
          "train-classifier", Texts.labelledReviews, "--embeddings", vectors, "--output", path,
          "--seed", "\(seed)"))
      return try folder.data("model")
    }
    let first = try train(seed: 1)
    #expect(try train(seed: 1) == first)
    #expect(try train(seed: 2) != first)
  }

  /// Many megabytes, so that all threads have work at the same time.
  @Test(
    .enabled(if: Texts.hasFilmReviews, "the film reviews aren't at \(Texts.filmReviews)"))
  func aLargeCorpusGivesTheSameBytes() throws {
    let settings = [
      try Texts.writeFilmReviews(20_000, to: folder), "--epochs", "1", "--dimension", "16",
    ]
    let one = try train(settings, threads: 1)
    for threads in [2, 3, 8] { #expect(try train(settings, threads: threads) == one) }
  }

  /// The labels mean nothing here; that there are products large enough for several threads does.
  @Test(
    .enabled(if: Texts.hasFilmReviews, "the film reviews aren't at \(Texts.filmReviews)"))
  func theThreadsOfTheMatrixLibraryChangeNothing() throws {
    let reviews = try String(
      contentsOfFile: Texts.writeFilmReviews(2300, to: folder), encoding: .utf8
    ).split(separator: "\n")
    let labelled = reviews[..<300].enumerated().map { "\(["a", "b"][$0 % 2])\t\($1)\n" }
    let texts = [
      "--labelled", try folder.write(labelled.joined(), "labelled.tsv"),
      "--unlabelled", try folder.write(reviews[300...].joined(separator: "\n"), "others.txt"),
    ]
    let models = try ["1", "2"].map { threads in
      let path = folder.path("model\(threads)")
      expectSuccess(
        try Program.run(
          ["fit", "--output", path, "--taught-texts", "200", "--no-cache"] + texts,
          environment: ["OPENBLAS_NUM_THREADS": threads]))
      return try folder.data("model\(threads)")
    }
    #expect(models[0] == models[1])
  }
}
