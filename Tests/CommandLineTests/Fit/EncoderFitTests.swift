import Foundation
import Testing

/// `sentiment fit --encoder transformer`: a model that asks the encoder of the program.
struct EncoderFitTests {
  private let folder: ScratchFolder
  private let labelled: String
  private let unlabelled: String

  /// Of a kind, and in languages, that the vectors of film reviews don't know.
  private static let complaints = [
    "The parcel never arrived.", "My order came broken.", "I want my money back.",
    "They charged me twice.", "Das Paket kam nie an.", "La livraison a trois semaines de retard.",
    "El pedido llegó roto.", "包裹一直没有到。",
  ]
  private static let questions = [
    "Which colours does it come in?", "Do you ship to Norway?", "What time do you open?",
    "Is there a warranty?", "Wann öffnen Sie am Sonntag?", "Quelles tailles avez-vous ?",
    "¿Hay otros colores?", "你们几点开门？",
  ]

  init() throws {
    folder = try ScratchFolder()
    labelled = try folder.write(
      Self.complaints.map { "complaint\t\($0)\n" }.joined()
        + Self.questions.map { "question\t\($0)\n" }.joined(), "labelled.tsv")
    unlabelled = try folder.write(
      (Self.complaints + Self.questions).map { $0 + " Thanks.\n" }.joined(), "unlabelled.txt")
  }

  private func fit(_ name: String, _ arguments: [String] = []) throws -> Outcome {
    try Program.run(
      [
        "fit", labelled, "--unlabelled", unlabelled, "--encoder", "transformer", "--no-cache", "-o",
        folder.path(name),
      ] + arguments)
  }

  @Test func theEncoderUnderstandsWhatWordVectorsDoNot() throws {
    let outcome = try fit("model", ["--json"])
    expectSuccess(outcome)
    let card = try #require(
      try JSONSerialization.jsonObject(with: outcome.outputData) as? [String: Any])
    #expect((card["method"] as? [String: Any])?["kind"] as? String == "encoder, words and pairs")
    let encoder = try #require(card["encoder"] as? [String: Any])
    #expect(encoder["name"] as? String == "multilingual-e5-small")
    let answers = try Program.run([
      "classify", "-m", folder.path("model"), "--speed", "accurate",
      "The box was damaged when it got here.", "Can I pay by card?", "Le colis est perdu.",
      "Haben Sie auch größere Modelle?",
    ])
    expectSuccess(answers)
    #expect(
      answers.lines.map { String($0.prefix { $0 != "\t" }) }
        == ["complaint", "question", "complaint", "question"])
  }

  /// They are read twice: by words, and by the encoder.
  @Test func textsOfStandardInputTeachToo() throws {
    let outcome = try Program.shell(
      "cat '\(unlabelled)' | '\(Program.path)' fit '\(labelled)' --unlabelled - --no-cache --json"
        + " -o '\(folder.path("model"))'")
    expectSuccess(outcome)
    let card = try #require(
      try JSONSerialization.jsonObject(with: outcome.outputData) as? [String: Any])
    let encoder = try #require(card["encoder"] as? [String: Any])
    #expect(encoder["taughtTextCount"] as? Int == 32)
  }

  @Test func threadsChangeNoByte() throws {
    expectSuccess(try fit("one", ["--threads", "1"]))
    expectSuccess(try fit("three", ["--threads", "3"]))
    let (one, three) = (
      try Data(contentsOf: URL(filePath: folder.path("one"))),
      try Data(contentsOf: URL(filePath: folder.path("three")))
    )
    #expect(one.elementsEqual(three))
  }

  /// The second fit takes what the first one kept; what is damaged is made anew.
  @Test func whatTheEncoderMadeOfTextsIsKept() throws {
    func fit(_ name: String) throws -> Data {
      let path = folder.path(name)
      expectSuccess(
        try Program.run(
          ["fit", labelled, "--unlabelled", unlabelled, "--encoder", "transformer", "-o", path],
          environment: ["XDG_CACHE_HOME": folder.path("cache")]))
      return try Data(contentsOf: URL(filePath: path))
    }
    let first = try fit("first")
    let cache = folder.path("cache") + "/sentiment/vectors"
    let files = try FileManager.default.contentsOfDirectory(atPath: cache).sorted()
    #expect(files.count == 2)
    #expect(try fit("second").elementsEqual(first))
    try Data("not vectors".utf8).write(to: URL(filePath: cache + "/" + files[0]))
    #expect(try fit("third").elementsEqual(first))
    #expect(try FileManager.default.contentsOfDirectory(atPath: cache).sorted() == files)
  }

  @Test func eachSpeedAnswersEachText() throws {
    expectSuccess(try fit("model"))
    let texts = Self.complaints + ["", "!!!", "qwzx", "🙂"]
    let input = try folder.write(texts.joined(separator: "\n") + "\n", "texts.txt")
    for speed in ["fast", "balanced", "accurate"] {
      let outcome = try Program.run(
        ["classify", "-m", folder.path("model"), "--input", input, "--speed", speed])
      expectSuccess(outcome)
      #expect(outcome.lines.count == texts.count)
    }
  }

  @Test func aModelIsRefusedWhoseEncoderIsGone() throws {
    expectSuccess(try fit("model"))
    let path = folder.path("model")
    var bytes = try Data(contentsOf: URL(filePath: path))
    let name = Data("multilingual-e5-small".utf8)
    let place = try #require(bytes.range(of: Data("\\\"digest\\\":\\\"".utf8)))
    bytes[place.upperBound] = bytes[place.upperBound] == 0x30 ? 0x31 : 0x30
    #expect(bytes.range(of: name) != nil)
    try bytes.write(to: URL(filePath: path))
    let outcome = try Program.run(["classify", "-m", path, "some text"])
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("it asks the encoder multilingual-e5-small of another version"))
  }

  @Test func whatDoesNotFitIsSaidInOneLine() throws {
    for arguments in [
      ["--encoder", "/nowhere/at-all"],
      ["--encoder", "mean", "--taught-texts", "10"],
    ] {
      let outcome = try Program.run(
        ["fit", labelled, "-o", folder.path("model")] + arguments)
      #expect(outcome.status != 0)
      #expect(!FileManager.default.fileExists(atPath: folder.path("model")))
    }
  }

  /// Without a word of the encoder, it is asked all the same.
  @Test func theEncoderIsAskedByDefault() throws {
    expectSuccess(
      try Program.run(
        ["fit", labelled, "--unlabelled", unlabelled, "--no-cache", "-o", folder.path("default")]))
    expectSuccess(try fit("named"))
    let (first, second) = (
      try Data(contentsOf: URL(filePath: folder.path("default"))),
      try Data(contentsOf: URL(filePath: folder.path("named")))
    )
    #expect(first.elementsEqual(second))
    expectSuccess(
      try Program.run(
        [
          "fit", labelled, "--unlabelled", unlabelled, "--encoder", "mean", "-o",
          folder.path("mean"),
        ]
      ))
    let info = try Program.run(["info", folder.path("mean")])
    #expect(!info.output.contains("encoder"))
  }

  @Test func namesOfLabelsAreUnderstoodInAnyOfItsLanguages() throws {
    let reviews = try folder.write(
      """
      Die Hose ist nach einer Woche gerissen.
      Sehr bequem, ich trage sie jeden Tag.
      Trop petit, je l'ai renvoyé.
      Parfait, exactement ce que je cherchais.
      No funciona, una pérdida de dinero.
      Me encanta, lo uso a diario.
      质量太差了，不推荐。
      非常满意，下次还会买。
      """, "reviews.txt")
    let outcome = try Program.run([
      "fit", "--label", "bad=bad,terrible,useless", "--label", "good=good,great,wonderful",
      "--unlabelled", reviews, "-o", folder.path("names"),
    ])
    expectSuccess(outcome)
    let answers = try Program.run([
      "classify", "-m", folder.path("names"), "--input", reviews, "--speed", "accurate",
    ])
    #expect(
      answers.lines.map { String($0.prefix { $0 != "\t" }) }
        == ["bad", "good", "bad", "good", "bad", "good", "bad", "good"])
  }

  /// A label that is new, and more texts of the others.
  @Test func aModelWithAnEncoderLearnsFurtherTexts() throws {
    expectSuccess(try fit("model"))
    let more = try folder.write(
      """
      praise\tThank you so much, it is lovely!
      praise\tBest shop I know.
      praise\tIch bin begeistert, vielen Dank.
      praise\t非常喜欢，谢谢！
      complaint\tThe zip broke on the first day.
      question\tDoes it fit a queen bed?
      """, "more.tsv")
    let outcome = try Program.run([
      "train-classifier", more, "--update", folder.path("model"), "-o", folder.path("updated"),
    ])
    expectSuccess(outcome)
    let answers = try Program.run([
      "classify", "-m", folder.path("updated"), "--speed", "accurate",
      "I love it, thanks a lot!", "My parcel is lost.", "Do you have it in blue?",
    ])
    #expect(
      answers.lines.map { String($0.prefix { $0 != "\t" }) }
        == ["praise", "complaint", "question"])
  }

  /// What the encoder understands shows in the diagnosis and in the curve: words alone are at chance.
  @Test func diagnosisAndLearningCurveAskTheEncoder() throws {
    func json(_ arguments: [String]) throws -> [String: Any] {
      let outcome = try Program.run(arguments + ["--unlabelled", unlabelled, "--json"])
      expectSuccess(outcome)
      return try #require(
        try JSONSerialization.jsonObject(with: outcome.outputData) as? [String: Any])
    }
    let diagnosis = try json(["diagnose", labelled, "--no-cache"])
    let vectors = try #require(diagnosis["vectors"] as? [String: Any])
    #expect(vectors["dimension"] as? Int == 384)
    #expect(try #require(vectors["separability"] as? Double) > 0.9)
    let more = try folder.write(
      try folder.text("labelled.tsv")
        + """
        complaint\tThe handle fell off.
        complaint\tMeine Lieferung fehlt.
        complaint\tEstoy muy decepcionado con el servicio.
        complaint\t颜色和图片不一样。
        question\tCan I return it later?
        question\tGibt es das auch in Grün?
        question\t¿Cuánto tarda el envío?
        question\t有没有发票？

        """, "more.tsv")
    func last(_ arguments: [String]) throws -> Double {
      let curve = try json(["learning-curve", more, "--no-cache"] + arguments)
      let measured = try #require(curve["measured"] as? [[String: Any]])
      return try #require(measured.last?["accuracy"] as? Double)
    }
    #expect(try last([]) > last(["--encoder", "mean"]))
  }

  /// Words that the vectors don't know; the encoder knows what they are made of.
  @Test func textsOfUnknownWordsAreAnsweredByTheEncoder() throws {
    expectSuccess(try fit("model"))
    for form in [["--json"], ["--threshold", "0.5", "--json"]] {
      let outcome = try Program.run(
        ["classify", "-m", folder.path("model")] + form + ["¿Cuándo llegará mi pedido?"])
      expectSuccess(outcome)
      let answer = try #require(
        try JSONSerialization.jsonObject(with: outcome.outputData) as? [String: Any])
      #expect(answer["label"] is String)
      #expect(answer["coverage"] as? Double == 1)
    }
    let fast = try Program.run([
      "classify", "-m", folder.path("model"), "--speed", "fast", "xyzzy plugh",
    ])
    #expect(fast.output.contains("coverage 0"))
  }
}
