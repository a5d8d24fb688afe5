import Foundation
import Testing

/// `sentiment diagnose`: which part fails, and what to do.
struct DiagnoseTests {
  private let folder: ScratchFolder
  private let vectors: String

  init() throws {
    folder = try ScratchFolder()
    vectors = try folder.write(try Files.shared.get().topicVectors, "vectors")
  }

  private func diagnose(_ texts: String, _ arguments: String...) throws -> Outcome {
    let file = try folder.write(texts, "labelled.tsv")
    return try Program.run(["diagnose", "--labelled", file] + arguments)
  }

  /// 90 sound texts, one that is labelled wrong, and one without a known word.
  private static let texts =
    Texts.manyLabelledTopics + "sport\tviolin, piano and melody\n"
    + "sport\txyzzy plugh\n"

  @Test func everyPartIsJudgedInASentence() throws {
    let outcome = try diagnose(Self.texts, "--embeddings", vectors)
    expectSuccess(outcome)
    let parts = ["words", "labels", "vectors", "head", "generalization", "label noise"]
    for (part, line) in zip(parts, outcome.lines) {
      #expect(line.hasPrefix(part) && line.contains("sound") || line.contains("FAILS"), "\(line)")
    }
    for text in [
      "known words", "nearest texts with the same label", "unknown words, most often:",
      "line 91: sport, rather music", "violin, piano and melody",
    ] {
      #expect(outcome.output.contains(text), "\(text) in \(outcome.output)")
    }
  }

  @Test func jsonHasTheSame() throws {
    let outcomes = try ["1", "3"].map {
      try diagnose(Self.texts, "--embeddings", vectors, "--json", "--threads", $0)
    }
    expectSuccess(outcomes[0])
    #expect(outcomes[0].output == outcomes[1].output)
    let object = try #require(
      try JSONSerialization.jsonObject(with: outcomes[0].outputData) as? [String: Any])
    #expect((object["words"] as? [String: Any])?["textsWithoutKnownWord"] as? Int == 1)
    let suspects = try #require(object["suspects"] as? [[String: Any]])
    #expect(suspects.first?["line"] as? Int == 91)
    #expect((object["findings"] as? [[String: Any]])?.count == 6)
  }

  @Test func aModelIsJudgedToo() throws {
    let model = try folder.write(try Files.shared.get().model, "model")
    let reviews = try String(contentsOfFile: Texts.labelledReviews, encoding: .utf8)
    let outcome = try diagnose(reviews, "--model", model)
    expectSuccess(outcome)
    #expect(outcome.output.contains("model given, these texts"))
    expectRefusal(
      try diagnose("good\tgreat\ngood\tfun\nbad\tawful\nbad\tdull\n", "--model", model),
      naming: folder.path("labelled.tsv"),
      "the model has no label", afterProgress: true)
  }

  @Test func tooFewTextsAreRefused() throws {
    expectRefusal(
      try diagnose("a\tbread\nb\tviolin\n", "--embeddings", vectors),
      naming: folder.path("labelled.tsv"), "too few labelled texts", afterProgress: true)
  }

  @Test(arguments: [
    (["--embeddings", "a", "--model", "b"], "not both"), (["--list", "10001"], "takes 0 to"),
    (["--without", "cross-validation"], "no diagnosis"),
  ])
  func mistakesAreNamed(arguments: [String], message: String) throws {
    let outcome = try Program.run(["diagnose", "--labelled", "x.tsv"] + arguments)
    #expect(outcome.status == 64 && outcome.errors.contains(message), "\(outcome.errors)")
  }
}
