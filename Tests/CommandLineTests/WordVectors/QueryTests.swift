import Foundation
import Testing

/// `neighbors`, `analogy` and `similarity` on vectors that can be worked out by hand.
struct QueryTests {
  private let folder: ScratchFolder
  private let vectors: String

  /// A plane with royalty along one axis and gender along the other.
  private static let text = """
    6 3
    man 0.5 1 0
    king 4 1 0
    woman 0.5 -1 0
    queen 4 -1 0
    apple 0 0 3
    好 0 0 0

    """

  init() throws {
    folder = try ScratchFolder()
    vectors = try folder.write(Self.text, "royals.txt")
  }

  private func run(_ arguments: String...) throws -> Outcome {
    try Program.run(arguments + ["--embeddings", vectors])
  }

  private struct Neighbors: Decodable {
    struct Near: Decodable {
      let word: String
      let similarity: Double
    }

    let word: String
    let neighbors: [Near]
  }

  @Test func neighborsStandInATable() throws {
    let outcome = try run("neighbors", "king", "apple", "-n", "2")
    expectSuccess(outcome)
    #expect(outcome.errors.isEmpty)
    #expect(
      outcome.lines.map { $0.split(separator: " ").joined(separator: " ") } == [
        "king cosine", "───── ──────", "queen 0.8824", "man 0.6508", "",
        "apple cosine", "───── ──────", "man 0.0000", "king 0.0000",
      ])
  }

  @Test func neighborsAsJSON() throws {
    let outcome = try run("neighbors", "woman", "--json", "-n", "1")
    expectSuccess(outcome)
    let answers = try JSONDecoder().decode([Neighbors].self, from: outcome.outputData)
    #expect(answers.map(\.word) == ["woman"])
    #expect(answers[0].neighbors.map(\.word) == ["queen"])
    #expect(abs(answers[0].neighbors[0].similarity - 3 / (1.25 * 17).squareRoot()) < 1e-6)
  }

  @Test func analogiesLeaveTheThreeOut() throws {
    let outcome = try run("analogy", "man", "king", "woman", "-n", "1")
    expectSuccess(outcome)
    #expect(outcome.lines[0].hasPrefix("man : king = woman : …"))
    #expect(outcome.lines.count == 3)
    #expect(outcome.lines[2].hasPrefix("queen "))
  }

  @Test func similarityIsTheCosine() throws {
    #expect(try run("similarity", "king", "queen").output == "0.8824\n")
    #expect(try run("similarity", "king", "apple").output == "0.0000\n")
    #expect(try run("similarity", "king", "好").output == "0.0000\n")
    let outcome = try run("similarity", "king", "queen", "--json", "--verbose")
    expectSuccess(outcome)
    let object = try JSONSerialization.jsonObject(with: outcome.outputData) as? [String: Any]
    #expect(abs((object?["similarity"] as? Double ?? 0) - 15.0 / 17) < 1e-12)
    #expect(outcome.errorLines.map { $0.prefix(8) } == ["read    ", "answered"])
  }

  @Test func unknownWordsAreNamedWithNearSpellings() throws {
    expectRefusal(try run("neighbors", "Kings"), naming: vectors, "\"Kings\"; it has \"king\"")
    expectRefusal(
      try run("similarity", "king", "xyzzy"), naming: vectors, "no vector of \"xyzzy\"")
    expectRefusal(
      try run("analogy", "man", "KING", "woman"), naming: vectors, "\"KING\"; it has \"king\"")
  }

  /// Numbers of a mapped file are checked as they are used.
  @Test func numbersThatAreNotFiniteAreNamed() throws {
    let path = folder.path("royals.safetensors")
    expectSuccess(try Program.run("convert", vectors, path))
    var file = try SafetensorsFile(path: path)
    file.set("embeddings.input", at: 3, Float.nan)
    try folder.write(try file.encoded(), "royals.safetensors")
    for arguments in [
      ["neighbors", "man"], ["similarity", "man", "king"], ["neighbors", "king"],
    ] {
      expectRefusal(
        try Program.run(arguments + ["--embeddings", path]), naming: path,
        "the vector of \"king\" holds a number that isn't finite")
    }
  }

  @Test func builtVectorsAnswerToo() throws {
    let path = try folder.write(try Files.shared.get().topicVectors, "topics")
    let outcome = try Program.run("neighbors", "violin", "-n", "5", "--json", "--embeddings", path)
    expectSuccess(outcome)
    let answers = try JSONDecoder().decode([Neighbors].self, from: outcome.outputData)
    #expect(Set(answers[0].neighbors.map(\.word)) == Set(Texts.topics["music"]!.dropFirst()))
  }
}
