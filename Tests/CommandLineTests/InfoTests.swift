import Foundation
import Testing

/// `sentiment info`: what a file is.
struct InfoTests {
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  private func json(_ file: String) throws -> [String: Any] {
    let outcome = try Program.run("info", file, "--json")
    expectSuccess(outcome)
    return try #require(
      try JSONSerialization.jsonObject(with: outcome.outputData) as? [String: Any])
  }

  @Test func modelsVectorsAndBuiltInOnes() throws {
    let files = try Files.shared.get()
    let model = try folder.write(files.model, "model")
    let vectors = try folder.write(files.vectors, "vectors")
    let card = try Program.run("info", model)
    expectSuccess(card)
    for text in [
      "a model", "negative, positive", "8 labelled texts", "seed 1", "xxh64:", "of this program",
    ] { #expect(card.output.contains(text), "\(text): \(card.output)") }
    let description = try json(model)
    #expect(description["kind"] as? String == "model")
    #expect(description["labels"] as? [String] == ["negative", "positive"])
    #expect(description["byteCount"] as? Int == files.model.count)
    #expect(description["programVersion"] as? String == (try Program.run("--version").lines.first))
    #expect(try json(vectors)["kind"] as? String == "vectors")
    #expect(try json("film-reviews-en")["isBuiltIn"] as? Bool == true)
    let text = try folder.write("2 2\na 1 2\nb 3 4\n", "a.vec")
    #expect(try json(text)["format"] as? String == "word2vec-text")
  }

  @Test func otherFilesAreNamed() throws {
    let text = try folder.write("some text\n", "a.txt")
    expectRefusal(
      try Program.run("info", text), naming: text, "it is a text, not a model or vectors")
    expectRefusal(
      try Program.run("info", "film-review-en"), naming: "film-review-en",
      "did you mean film-reviews-en?")
  }

  /// Each file in place of one of another kind.
  @Test func aFileOfAnotherKindIsNamed() throws {
    let files = try Files.shared.get()
    let text = try folder.write("some text\n", "a.txt")
    let vec = try folder.write("2 2\na 1 2\nb 3 4\n", "a.vec")
    let glove = try folder.write("a 1 2 3\nb 3 4 5\n", "a.glove")
    let model = try folder.write(files.model, "model")
    let vectors = try folder.write(files.vectors, "vectors")
    for (file, problem) in [
      (text, "it is a text, not a model"),
      (vec, "it holds word vectors (word2vec-text), not a model"),
      (glove, "it holds word vectors (glove), not a model"),
      (vectors, "it holds word vectors, but no classifier"),
      (Program.path, "is a program (ELF), not a model"),
    ] {
      expectRefusal(try Program.run("classify", "x", "-m", file), naming: file, problem)
    }
    for (file, problem) in [
      (text, "it is a text, not a checkpoint"), (model, "it holds a model, not a checkpoint"),
      (vectors, "it holds word vectors, not a checkpoint"),
    ] {
      expectRefusal(try Program.run("train-embeddings", "--resume", file), naming: file, problem)
    }
  }

  @Test func aModelConvertedSaysThatItsClassifierIsLeftOut() throws {
    let model = try folder.write(try Files.shared.get().model, "model")
    let outcome = try Program.run("convert", model, folder.path("m.vec"))
    expectSuccess(outcome)
    #expect(outcome.errors.contains("the classifier of the model is left out"))
  }

  @Test func aVectorOfZerosHasNoNeighbours() throws {
    let vectors = try folder.write("3 2\na 1 2\nb 0 0\nc 2 1\n", "a.vec")
    expectRefusal(
      try Program.run("neighbors", "b", "--embeddings", vectors), naming: vectors,
      "the vector of \"b\" is zero")
  }

  /// Two columns for each Chinese character: the second column stands where it should.
  @Test func wideCharactersKeepTheColumns() throws {
    let texts = try folder.write(
      "好评\tlovely soup\nbad\tcold soup\n好评\ttasty\nbad\tbland\n", "a.tsv")
    let outcome = try Program.run("fit", texts, "-o", folder.path("m"))
    expectSuccess(outcome)
    let rows = outcome.lines.filter { $0.hasPrefix("好评") || $0.hasPrefix("bad") }
    #expect(rows.count == 2)
    // "好评" has two characters in four columns, "bad" three in three.
    #expect(Set(rows.map { $0.count + ($0.hasPrefix("好评") ? 2 : 0) }).count == 1, "\(rows)")
  }

  /// On a terminal that is narrower than a table, its cells stand below each other.
  @Test func aNarrowTerminalGetsNoBrokenTable() throws {
    let vectors = try folder.write("3 2\na 1 2\nb 1 1\nc 2 1\n", "a.vec")
    let arguments = ["neighbors", "a", "--embeddings", vectors, "-n", "1"]
    let wide = try PseudoTerminal.run(arguments, showsOutput: true)
    #expect(wide.screen.contains("─"))
    let narrow = try PseudoTerminal.run(arguments, columns: 8, showsOutput: true)
    #expect(!narrow.screen.contains("─"))
    #expect(narrow.screen.contains("  cosine: 0."))
  }
}
