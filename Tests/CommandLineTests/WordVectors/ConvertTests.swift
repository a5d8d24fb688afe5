import Foundation
import Testing

/// `sentiment convert`: numbers and words stay the same through all formats.
struct ConvertTests {
  private let folder: ScratchFolder
  private let safetensors: SafetensorsFile

  init() throws {
    folder = try ScratchFolder()
    try folder.write(try Files.shared.get().topicVectors, "start.safetensors")
    safetensors = try SafetensorsFile(path: folder.path("start.safetensors"))
  }

  @discardableResult
  private func convert(_ input: String, _ output: String, _ more: String...) throws -> Outcome {
    let outcome = try Program.run(
      ["convert", folder.path(input), folder.path(output)] + more)
    expectSuccess(outcome)
    #expect(outcome.output.isEmpty)
    return outcome
  }

  @Test func roundTripsAreExact() throws {
    let chain = [
      "start.safetensors", "a.txt", "b.bin", "c.glove", "d.vec", "e.safetensors", "f.bin",
    ]
    for (input, output) in zip(chain, chain.dropFirst()) {
      #expect(try convert(input, output).errors.contains("wrote     \(folder.path(output))"))
    }
    let text = try Word2VecFile(text: try folder.text("a.txt"))
    #expect(text.words == safetensors.words)
    #expect(text.vectors == safetensors.vectors)
    #expect(try folder.data("d.vec") == folder.data("a.txt"))
    #expect(
      try folder.text("a.txt") == "\(text.words.count) 20\n" + (try folder.text("c.glove")))
    let binary = try Word2VecFile(binary: try folder.data("b.bin"))
    #expect(binary.vectors == safetensors.vectors)
    #expect(try folder.data("f.bin") == folder.data("b.bin"))
    let last = try SafetensorsFile(path: folder.path("e.safetensors"))
    #expect(last.words == safetensors.words)
    #expect(last.vectors == safetensors.vectors)
  }

  /// Nothing is lost from this program's own format to itself.
  @Test func safetensorsStaysTheSame() throws {
    try convert("start.safetensors", "again.safetensors")
    #expect(try folder.data("again.safetensors") == folder.data("start.safetensors"))
  }

  @Test func theFormatCanBeNamed() throws {
    try convert("start.safetensors", "out.data", "--to", "glove")
    try convert("start.safetensors", "out.glove")
    #expect(try folder.data("out.data") == folder.data("out.glove"))
    try convert("start.safetensors", "same.bin", "--to", "word2vec-text")
    #expect(try Word2VecFile(text: try folder.text("same.bin")).words == safetensors.words)
  }

  @Test(arguments: ["", "3", "3 2", "3 2\n", "1000000000000000000 300\na 1\n", "a b c\n", "\u{0}"])
  func unsoundFilesAreRefused(content: String) throws {
    let path = try folder.write(content, "bad")
    let outcome = try Program.run("convert", path, folder.path("out.bin"))
    expectRefusal(outcome, naming: path)
    #expect(!folder.names.contains("out.bin"))
  }

  @Test func wordsThatTheFormatCannotHoldAreRefused() throws {
    let path = try folder.write("the 1 2\n. . 3 4\n", "spaces.glove")
    let output = folder.path("out.bin")
    expectRefusal(
      try Program.run("convert", path, output), naming: output, "has a space, which the format",
      afterProgress: true)
    expectSuccess(try Program.run("convert", path, folder.path("out.safetensors")))
    #expect(try SafetensorsFile(path: folder.path("out.safetensors")).words == ["the", ". ."])
  }

  @Test func whatTheUserShouldKnowIsSaid() throws {
    let bytes = Data("3 1\na 1\na 2\n".utf8) + [0xFF] + Data(" 3\n".utf8)
    try folder.write(bytes, "odd.txt")
    let outcome = try convert("odd.txt", "out.bin")
    #expect(outcome.errors.contains("1 word stands there again; the first row counts"))
    #expect(outcome.errors.contains("1 word isn't well-formed UTF-8"))
    #expect(try folder.data("out.bin").contains(0xFF))
  }
}
