import Foundation
import Testing

/// Labelled texts that stand there again, as they are or nearly.
struct CopiesTests {
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  private static let english = """
    film plot actor scene music story camera script hero villain city night river train house garden \
    market school doctor lawyer dinner window letter mirror summer winter island forest bridge castle
    """.split(separator: " ").map(String.init)
  private static let chinese = """
    电影 情节 演员 场景 音乐 故事 相机 剧本 英雄 坏人 城市 夜晚 河流 火车 房子 花园 市场 学校 医生 律师 晚餐 窗户 信件 镜子 \
    夏天 冬天 岛屿 森林 桥梁 城堡
    """.split(separator: " ").map(String.init)

  /// 24 texts of five words with labels that say nothing of them, each in some forms.
  private func write(
    _ words: [String], forms: [([String]) -> String], name: String = "labelled.tsv"
  ) throws -> String {
    var generator = LinearCongruence(state: 11)
    var lines: [String] = []
    for number in 0..<24 {
      var left = words
      let text = (0..<5).map { _ in left.remove(at: generator.below(left.count)) }
      lines += forms.map { "\(number / 2 % 2 == 0 ? "a" : "b")\t\($0(text))\n" }
    }
    return try folder.write(lines.joined(), name)
  }

  private func estimate(_ labelled: String) throws -> (accuracy: Double, interval: [Double]) {
    let outcome = try Program.run(
      "fit", "--labelled", labelled, "--output", folder.path("model"), "--json")
    expectSuccess(outcome)
    let card = try #require(
      try JSONSerialization.jsonObject(with: outcome.outputData) as? [String: Any])
    let estimate = try #require(card["estimate"] as? [String: Any])
    #expect(estimate["textCount"] as? Int == 24)
    let baseline = try #require(estimate["majorityBaseline"] as? [String: Any])
    #expect(baseline["accuracy"] as? Double == 0.5 && baseline["label"] as? String == "a")
    return (
      try #require(estimate["accuracy"] as? Double), try #require(estimate["interval"] as? [Double])
    )
  }

  private static func joined(_ words: [String]) -> String { words.joined(separator: " ") }

  @Test func copiesTellNothing() throws {
    let once = try write(Self.english, forms: [Self.joined], name: "once.tsv")
    let eight = try write(Self.english, forms: Array(repeating: Self.joined, count: 8))
    let (one, many) = (try estimate(once), try estimate(eight))
    #expect(one.interval[0] < 0.5 && many.interval[0] < 0.5, "\(one) \(many)")
    #expect(abs(many.interval[1] - many.interval[0] - (one.interval[1] - one.interval[0])) < 0.05)
    let shown = try Program.run("fit", "--labelled", eight, "--output", folder.path("model"))
    expectSuccess(shown)
    #expect(shown.errors.contains("168 texts stand there again"))
    #expect(shown.output.contains("168 labelled texts are copies of others"))
    #expect(shown.output.contains("baseline  50.0 % by always answering \"a\""))
  }

  @Test func nearCopiesTellNothing() throws {
    let english = try write(
      Self.english,
      forms: [
        Self.joined, { "RE: \(Self.joined($0))" }, { Self.joined($0).uppercased() + "!" },
        { "\(Self.joined($0)) -- Anna Smith" }, { Self.joined($0.reversed()) },
        { "4711. \(Self.joined($0))" }, { $0.joined(separator: ", ") },
      ])
    #expect(try estimate(english).interval[0] < 0.5)
    let chinese = try write(
      Self.chinese,
      forms: [
        { $0.joined() }, { "回复：\($0.joined())" }, { "\($0.joined())。" }, { "\($0.joined())谢谢" },
        { $0.reversed().joined(separator: "，") },
      ])
    #expect(try estimate(chinese).interval[0] < 0.5)
  }

  @Test func noPromiseComesOfCopies() throws {
    let labelled = try write(Self.english, forms: Array(repeating: Self.joined, count: 8))
    let model = folder.path("model")
    expectRefusal(
      try Program.run(
        "fit", "--labelled", labelled, "--output", model, "--abstain", "0.9"),
      naming: labelled, "24 texts show a precision of", afterProgress: true)
    #expect(!FileManager.default.fileExists(atPath: model))
  }

  @Test func diagnosisAndCurveCountCopiesOnce() throws {
    let labelled = try write(Self.english, forms: Array(repeating: Self.joined, count: 3))
    let diagnosis = try Program.run("diagnose", "--labelled", labelled, "--json")
    expectSuccess(diagnosis)
    let object = try #require(
      try JSONSerialization.jsonObject(with: diagnosis.outputData) as? [String: Any])
    #expect(object["copies"] as? Int == 48)
    let accuracies = try #require(object["accuracies"] as? [String: Any])
    #expect(try #require(accuracies["validation"] as? Double) < 0.8)
    let curve = try Program.run(
      "learning-curve", "--labelled", labelled, "--repetitions", "2", "--json")
    expectSuccess(curve)
    let measured = try #require(
      try JSONSerialization.jsonObject(with: curve.outputData) as? [String: Any])
    #expect(measured["labelCount"] as? Int == 24)
    #expect((measured["majorityBaseline"] as? [String: Any])?["accuracy"] as? Double == 0.5)
  }

  @Test func aTextWithSeveralLabelsIsNamed() throws {
    let labelled = try folder.write(
      String(repeating: "pos\tsoup was warm\nneg\tSoup was warm!\n", count: 8), "labelled.tsv")
    let fitted = try Program.run("fit", "--labelled", labelled, "--output", folder.path("model"))
    expectSuccess(fitted)
    let message = "\"soup was warm\" has several labels: \"pos\" (line 1), \"neg\" (line 2)"
    #expect(fitted.errors.contains(message))
    let diagnosis = try Program.run("diagnose", "--labelled", labelled)
    expectSuccess(diagnosis)
    let noise = try #require(diagnosis.lines.first { $0.hasPrefix("label noise") })
    #expect(noise.contains("FAILS") && noise.contains("a text stands there with several labels"))
    #expect(diagnosis.output.contains("pos 8 times from line 1, neg 8 times from line 2"))
  }
}
