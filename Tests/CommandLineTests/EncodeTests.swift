import Foundation
import Testing

/// `encode`: a vector for each text.
struct EncodeTests {
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  private struct Line: Decodable {
    let text: String
    let vector: [Float]
  }

  private func vectors(_ outcome: Outcome) throws -> [[Float]] {
    expectSuccess(outcome)
    return try outcome.lines.map { line in
      try line.split(separator: " ").map { try #require(Float($0)) }
    }
  }

  private func lines(_ outcome: Outcome) throws -> [Line] {
    expectSuccess(outcome)
    return try outcome.lines.map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)) }
  }

  private func cosine(_ first: [Float], _ second: [Float]) -> Float {
    zip(first, second).reduce(0) { $0 + $1.0 * $1.1 }
  }

  @Test func eachTextGetsAVector() throws {
    let path = try folder.write(
      "The food was great.\nThe meal was excellent.\n\nThe train was late again.\n", "texts.txt")
    let vectors = try vectors(try Program.run("encode", path))
    #expect(vectors.map(\.count) == [384, 384, 384, 384])
    for vector in vectors { #expect(abs(cosine(vector, vector) - 1) < 1e-5) }
    #expect(cosine(vectors[0], vectors[1]) > cosine(vectors[0], vectors[3]) + 0.02)
  }

  /// What a text means, and not its language.
  @Test func translationsAreNear() throws {
    let texts =
      "I love this film.\nJ'adore ce film.\nIch liebe diesen Film.\nThe invoice is wrong.\n"
    let vectors = try vectors(try Program.run("encode", input: texts))
    for other in vectors[1...2] {
      #expect(cosine(vectors[0], other) > cosine(vectors[0], vectors[3]) + 0.05)
    }
  }

  @Test func jsonHasTheTextsAndTheSameNumbers() throws {
    let path = try folder.write(
      "id,review\n1,\"Good, \"\"very\"\" good\"\n2,太难看了\n", "texts.csv")
    let arguments = ["encode", path, "--text-field", "review"]
    let json = try lines(try Program.run(arguments + ["--json"]))
    #expect(json.map(\.text) == ["Good, \"very\" good", "太难看了"])
    #expect(json.map(\.vector) == (try vectors(try Program.run(arguments))))
  }

  /// More texts than a thread takes at a time, from several files and from standard input.
  @Test func threadsAndNeighboursChangeNothing() throws {
    let texts = (0..<400).map { "review \($0): \(String(repeating: "good ", count: $0 % 40))" }
    let (first, second) = (
      try folder.write(texts[..<150].joined(separator: "\n"), "first.txt"),
      try folder.write(texts[150...].joined(separator: "\n"), "second.txt")
    )
    let one = try Program.run("encode", first, second, "--threads", "1", "--quiet")
    expectSuccess(one)
    #expect(one.lines.count == texts.count && one.errors.isEmpty)
    for threads in ["2", "3"] {
      #expect(
        try Program.run("encode", first, second, "--threads", threads).outputData == one.outputData)
    }
    let piped = try Program.run("encode", input: texts.reversed().joined(separator: "\n"))
    #expect(piped.lines == one.lines.reversed())
    #expect(try Program.run("encode", input: texts[7]).lines == [one.lines[7]])
  }

  @Test func encodersThatCannotBeReadAreNamed() throws {
    let texts = try folder.write("good\n", "texts.txt")
    let missing = folder.path("missing")
    expectRefusal(
      try Program.run("encode", texts, "--encoder", missing), naming: missing, "no such file")
    let empty = try folder.makeFolder("empty")
    expectRefusal(
      try Program.run("encode", texts, "--encoder", empty), naming: empty + "/model.safetensors",
      "no such file")
    expectRefusal(
      try Program.run("encode", texts, "--encoder", texts), naming: texts, "not a sound model file")
    let model = try folder.write(try Files.shared.get().model, "model")
    expectRefusal(
      try Program.run("encode", texts, "--encoder", model), naming: model, "not an encoder's file")
    expectRefusal(
      try Program.run("encode", texts, "--encoder", model, "--precision", "floats"), naming: model,
      "a file has the precision that it was written with")
    expectRefusal(try Program.run("encode", missing), naming: missing, "no such file")
  }
}
