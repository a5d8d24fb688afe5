import Foundation
import Testing

/// How the program reads a file.
struct ReadTexts {
  let folder: ScratchFolder
  private let vectors: String

  init() throws {
    folder = try ScratchFolder()
    vectors = try folder.write(try Files.shared.get().topicVectors, "vectors")
  }

  /// Trains a classifier, which reads labelled texts.
  func train(_ bytes: Data, _ name: String, _ flags: [String] = []) throws -> Outcome {
    let path = try folder.write(bytes, name)
    return try Program.run(
      ["train-classifier", path, "--embeddings", vectors, "--output", folder.path("model")]
        + ["--epochs", "1"] + flags)
  }

  /// Expects what is said of labelled texts, such as `2 texts: neg 50 %, pos 50 %`.
  func expect(
    _ summary: String, of bytes: Data, _ name: String, _ flags: [String] = [],
    saying messages: [String] = [], sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let outcome = try train(bytes, name, flags)
    expectSuccess(outcome, sourceLocation: sourceLocation)
    for message in ["read      \(summary)\n"] + messages {
      #expect(
        outcome.errors.contains(message), "\(outcome.errors)", sourceLocation: sourceLocation)
    }
  }

  func expect(
    _ summary: String, of text: String, _ name: String, _ flags: [String] = [],
    saying messages: [String] = [], sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    try expect(
      summary, of: Data(text.utf8), name, flags, saying: messages, sourceLocation: sourceLocation)
  }

  /// Expects that labelled texts are refused.
  func expectRefusal(
    of bytes: Data, _ name: String, flags: [String] = [], line: Int? = nil, _ problem: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let outcome = try train(bytes, name, flags)
    let place = folder.path(name) + (line.map { ":\($0)" } ?? "")
    CommandLineTests.expectRefusal(
      outcome, naming: place, problem, sourceLocation: sourceLocation)
  }

  /// The texts that `classify` answers, and what it says.
  func classified(
    _ bytes: Data, _ name: String, _ flags: [String] = []
  ) throws -> (texts: [String], messages: String) {
    let path = try folder.write(bytes, name)
    let outcome = try Program.run(["classify", "--json", "--input", path] + flags)
    expectSuccess(outcome)
    return (try Self.texts(outcome), outcome.errors)
  }

  /// The texts in answers of `classify --json`.
  static func texts(_ outcome: Outcome) throws -> [String] {
    try outcome.lines.map {
      let object = try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
      return try #require(object?["text"] as? String)
    }
  }
}

extension Data {
  /// A text in an encoding of Foundation, or of `iconv` where Foundation has none.
  init(_ text: String, in encoding: String) throws {
    let folder = try ScratchFolder()
    try folder.write(text, "text")
    expectSuccess(
      try Program.shell(
        "iconv -f UTF-8 -t \(encoding) < text > encoded", in: folder.url.path))
    self = try folder.data("encoded")
  }
}
