import Foundation
import Testing

/// What counts as a word, as a user of the built-in models and of own ones meets it.
struct WordRuleTests {
  private func answers(_ texts: [String], _ arguments: String...) throws -> [String] {
    let outcome = try Program.run(["classify"] + arguments + ["--"] + texts)
    expectSuccess(outcome)
    return outcome.lines.map { $0.split(separator: "\t").prefix(2).joined(separator: " ") }
  }

  private func words(_ text: String, model: String = "film-reviews-en") throws -> [String] {
    struct Answer: Decodable {
      struct Word: Decodable { let text: String }
      let words: [Word]
    }
    let outcome = try Program.run("classify", "--json", "--explain", "--model", model, "--", text)
    expectSuccess(outcome)
    return try JSONDecoder().decode(Answer.self, from: outcome.outputData).words.map(\.text)
  }

  /// Soft hyphens, marks of direction, joiners, fillers and the like change no answer, wherever they
  /// stand.
  @Test func invisibleCharactersChangeNoAnswer() throws {
    let codes: [UInt32] =
      [0xAD, 0x34F, 0x61C, 0x180E, 0xFEFF, 0xFFF9, 0xE0001, 0x115F, 0x3164, 0xFFA0]
      + Array(0x200C...0x200F) + Array(0x202A...0x202E) + Array(0x2060...0x2069)
    let plain = try answers(["a terrible film"])[0]
    #expect(plain.hasPrefix("negative"))
    let texts = codes.flatMap { code in
      let mark = String(Unicode.Scalar(code)!)
      return ["a ter\(mark)rible film", "a terrible\(mark) film", "a \(mark)terrible film"]
    }
    #expect(try answers(texts).allSatisfy { $0 == plain })
  }

  @Test(arguments: [
    ("A great movie", "A great movie https://example.com/worst-awful-film"),
    ("A great movie", "A great movie www.example.com/worst"),
    ("A great movie", "A great movie (bad@awful.com)"),
    ("A great movie", "@awful_bad A great movie"),
    ("A great movie", "<p class=\"awful\">A <b>great</b><br />movie</p>"),
    ("I can't recommend this", "I can&#39;t recommend this"),
    ("I can't recommend this", "I can‘t recommend this"),
    ("I can't recommend this", "I canʼt recommend this"),
    ("\"great\" & good", "&quot;great&quot; &amp; good&nbsp;"),
    ("I ❤ it", "I <3 it"), ("so 🙂", "so :-)"),
  ])
  func whatIsReadCountsAlone(plain: String, marked: String) throws {
    let answers = try answers([plain, marked])
    #expect(answers[0] == answers[1])
  }

  @Test(arguments: [
    ("a<b", ["a", "b"]), ("and/or 3.5/5", ["and", "or", "3.5", "5"]),
    ("www node.js", ["www", "node.js"]), ("I <3 it", ["i", "❤", "it"]),
  ])
  func otherTextIsLeftAlone(text: String, expected: [String]) throws {
    #expect(try words(text) == expected)
  }

  /// The same rule in training and answering; a model keeps it.
  @Test func markupCanBeKept() throws {
    let folder = try ScratchFolder()
    let texts = try folder.write(
      String(
        repeating: "bread <b>butter</b> www.cheese.com\nviolin piano &amp; @melody\n", count: 20),
      "texts")
    let labelled = try folder.write("food\tbread\nmusic\tviolin\n", "labelled.tsv")
    for (flags, expected) in [
      ([], ["bread", "butter"]), (["--keep-markup"], ["b", "bread", "butter", "b"]),
    ] {
      let (vectors, model) = (folder.path("vectors"), folder.path("model"))
      expectSuccess(
        try Program.run(
          ["train-embeddings", texts, "--language", "fr", "--output", vectors] + flags))
      expectSuccess(
        try Program.run("train-classifier", labelled, "--embeddings", vectors, "--output", model))
      #expect(try words("<b>bread butter</b>", model: model).sorted() == expected.sorted())
      expectSuccess(
        try Program.run(
          ["fit", "--labelled", labelled, "--embeddings", vectors, "--output", model] + flags))
      #expect(try words("<b>bread butter</b>", model: model).sorted() == expected.sorted())
    }
  }

  @Test(arguments: [
    ("CGI真好看", "真好看"), ("Disney出品，太难看了", "太难看了"),
    ("卧虎藏龙 is a great movie", "great movie"),
  ])
  func namesInAnotherScriptChangeNoLabel(mixed: String, plain: String) throws {
    let labels = try answers([mixed, plain]).map { $0.prefix(8) }
    #expect(labels[0] == labels[1])
  }

  /// A language that the built-in model doesn't know is told by its words.
  @Test func lowCoverageIsShown() throws {
    let lines = try Program.run(
      "classify", "Tämä elokuva oli todella huono", "It was great", "xyzzy", "Это было ужасно"
    ).lines
    #expect(lines[0].contains("\tcoverage 0"))
    #expect(!lines[1].contains("coverage"))
    #expect(lines[2].hasSuffix("\tcoverage 0"))
    #expect(lines[3].hasSuffix("\tcoverage 0"))
  }
}
