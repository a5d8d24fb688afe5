import Foundation
import Testing

/// Vectors as other programs and downloads bring them.
struct VectorsOfOthersTests {
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  private func convert(_ name: String, _ arguments: String...) throws -> Outcome {
    try Program.run(["convert", folder.path(name), folder.path("out.vec")] + arguments)
  }

  private func expectConverted(
    _ outcome: Outcome, _ expected: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    expectSuccess(outcome, sourceLocation: sourceLocation)
    #expect(try folder.text("out.vec") == expected, sourceLocation: sourceLocation)
  }

  /// "Suppe", "süß" and the like are found in whatever case the text has them.
  @Test func casedWordsAreFound() throws {
    let vectors = try folder.write(
      "5 2\ndie 0.1 0.1\nSuppe 1 0\nsüß 0.9 0.1\nFilm 0 1\ngut 0.8 0.2\n", "d.vec")
    let labelled = try folder.write("x\tDie Suppe war süß\ny\tFilm gut\n", "d.tsv")
    let model = folder.path("model")
    let commands = [
      ["train-classifier", labelled, "--embeddings", vectors, "--output", model],
      ["fit", "--labelled", labelled, "--embeddings", vectors, "--output", model],
    ]
    for command in commands {
      expectSuccess(try Program.run(command))
      for text in ["Suppe süß Film gut", "suppe SÜSS FILM Gut", "SÜẞ SUPPE"] {
        let outcome = try Program.run("classify", "--model", model, "--json", text)
        expectSuccess(outcome)
        let answer = try #require(
          try JSONSerialization.jsonObject(with: outcome.outputData) as? [String: Any])
        #expect(answer["coverage"] as? Double == 1, "\(text)")
      }
    }
  }

  @Test func theLastLineNeedsNoEnd() throws {
    try folder.write("2 2\na 1 2\nb 3.25 4.125", "n.vec")
    try expectConverted(try convert("n.vec"), "2 2\na 1.0 2.0\nb 3.25 4.125\n")
  }

  @Test(arguments: ["\u{FEFF}the 1 2\ngood 2 1\n", "\u{FEFF}2 2\nthe 1 2\ngood 2 1\n"])
  func aByteOrderMarkIsDropped(text: String) throws {
    try folder.write(text, "b")
    try expectConverted(try convert("b"), "2 2\nthe 1.0 2.0\ngood 2.0 1.0\n")
  }

  @Test(arguments: ["gzip", "xz"])
  func compressedVectorsAreRead(program: String) throws {
    try folder.write("2 2\na 1 2\nb 3 4\n", "n.vec")
    expectSuccess(try Program.shell("\(program) -c n.vec > n.packed", in: folder.url.path))
    try expectConverted(try convert("n.packed"), "2 2\na 1.0 2.0\nb 3.0 4.0\n")
    expectSuccess(
      try Program.shell(
        "\"$PROGRAM\" convert n.vec n.safetensors && \(program) -c n.safetensors > m.packed",
        in: folder.url.path))
    try expectConverted(try convert("m.packed"), "2 2\na 1.0 2.0\nb 3.0 4.0\n")
  }

  @Test(arguments: [
    (Data([0x50, 0x4B, 0x03, 0x04, 0, 0]), "zip archive"),
    (Data([0x42, 0x5A, 0x68, 0x39, 0x31, 0x41, 0x59, 0x26, 0x53, 0x59, 0]), "bzip2"),
    (Data([0xFF, 0xFE, 0x32, 0, 0x20, 0]), "UTF-16"),
    (Data([0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, 1, 0]), "a NumPy array"),
    (Data([0x80, 4, 0x95, 0x10]), "a Python pickle"),
    (Data("SQLite format 3\0\u{10}".utf8), "an SQLite database"),
    (Data("<!DOCTYPE html>\n<html></html>\n".utf8), "a web page"),
    (Data("version https://git-lfs.github.com/spec/v1\nsize 1\n".utf8), "Git LFS"),
  ])
  func otherFilesAreNamed(bytes: Data, kind: String) throws {
    let path = try folder.write(bytes, "v.vec")
    expectRefusal(try convert("v.vec"), naming: path, kind)
  }

  @Test(arguments: [
    ("3 2\na 1 2\n  3 4\nb 5 6\n", "doesn't start with a word", "1 row skipped"),
    ("2 2\na 1 2\nb 5 6\nc 7 8\n", "more follows", "speaks of 2 words"),
    ("5 2\na 1 2\nb 5 6\n", "more than the file holds", "speaks of 5 words"),
    ("3 2\na 1 2\nc nan 1\nb 5 6\n", "no finite number", "1 row skipped"),
    ("3 2\na 1.5 2.5\nc 1\nb 5.5 6.5\n", "has 1 number", "1 row skipped"),
  ])
  func oddRowsAreLeftOutOnRequest(text: String, problem: String, note: String) throws {
    let path = try folder.write(text, "o.vec")
    let refused = try convert("o.vec")
    expectRefusal(refused, naming: path, problem)
    #expect(refused.errors.contains("--skip-bad-lines"))
    let outcome = try convert("o.vec", "--skip-bad-lines")
    expectSuccess(outcome)
    #expect(outcome.errors.contains(note))
    let words = try folder.text("out.vec").split(separator: "\n").dropFirst().map { $0.prefix(1) }
    #expect(words.starts(with: ["a", "b"]))
  }
}
