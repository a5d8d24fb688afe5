import SentimentTextProcessing
import SentimentWordEmbeddings
import Testing

@testable import SentimentTransferLearning

struct DiagnosisTests {
  private func diagnose(
    _ labelled: [LabelledText], _ texts: inout TopicTexts, model: SentimentModel? = nil
  ) throws -> Diagnosis {
    let fitter = try LinearFitter(
      UnlabelledStatistics(texts.embeddings, reading: [texts.unlabelled(300)]))
    return try Diagnoser(fitter).diagnose(labelled, name: "texts", model: model)
  }

  private func failing(_ diagnosis: Diagnosis) -> [Diagnosis.Part] {
    diagnosis.findings.filter { !$0.isSound }.map(\.part)
  }

  @Test func whereAllIsWellNothingFails() throws {
    var texts = TopicTexts(seed: 21)
    let diagnosis = try diagnose(texts.labelled(120), &texts)
    #expect(failing(diagnosis).isEmpty, "\(diagnosis.findings)")
    #expect(diagnosis.words.knownShare == 1 && diagnosis.words.unknown.isEmpty)
    #expect(diagnosis.findings.map(\.part) == Diagnosis.Part.allCases)
    #expect(
      diagnosis.vectors.neighborAgreement > diagnosis.vectors.neighborAgreementByChance + 0.3)
  }

  @Test func unknownWordsAreSeen() throws {
    var texts = TopicTexts(seed: 22)
    let labelled = texts.labelled(120).enumerated().map { place, text in
      LabelledText(
        label: text.label, text: place % 10 == 0 ? "plugh" : text.text + " xyzzy xyzzy plugh",
        line: text.line)
    }
    let diagnosis = try diagnose(labelled, &texts)
    #expect(failing(diagnosis).contains(.words))
    #expect(diagnosis.words.textsWithoutKnownWord == 12)
    #expect(diagnosis.words.unknown.map(\.word) == ["xyzzy", "plugh"])
    #expect(diagnosis.words.unknown[0].count == 216)
  }

  @Test func fewTextsOfALabelAreSeen() throws {
    var texts = TopicTexts(seed: 23)
    let all = texts.labelled(180)
    let labelled = all.filter { $0.label != "music" } + all.filter { $0.label == "music" }.prefix(4)
    let diagnosis = try diagnose(labelled, &texts)
    let finding = try #require(diagnosis.findings.first { $0.part == .labels })
    #expect(!finding.isSound && finding.advice.contains("\"music\" has 4 texts"))
  }

  /// Labels that have nothing to do with the texts.
  @Test func vectorsThatTellNothingAreSeen() throws {
    var texts = TopicTexts(seed: 24)
    var generator = SeededGenerator(seed: 1)
    let labelled = texts.labelled(120).map {
      LabelledText(label: generator.below(2) == 0 ? "a" : "b", text: $0.text, line: $0.line)
    }
    let diagnosis = try diagnose(labelled, &texts)
    #expect(failing(diagnosis).contains(.vectors))
  }

  @Test func wrongLabelsAreFound() throws {
    var texts = TopicTexts(seed: 25)
    let topics = TopicTexts.topics
    let labelled = texts.labelled(200, length: 30).enumerated().map { place, text in
      let next = topics[(topics.firstIndex(of: text.label)! + 1) % 3]
      return LabelledText(
        label: place % 10 == 0 ? next : text.label, text: text.text, line: place)
    }
    let diagnosis = try diagnose(labelled, &texts)
    #expect(failing(diagnosis).contains(.labelNoise))
    #expect(diagnosis.suspects.count == 10)
    #expect(diagnosis.suspects.allSatisfy { $0.line % 10 == 0 && $0.label != $0.likelier })
    #expect((12...22).contains(diagnosis.suspectCount))
  }

  @Test func aPoorModelIsToldFromGoodVectors() throws {
    var texts = TopicTexts(seed: 26)
    let labelled = texts.labelled(150)
    let wrong = labelled.map {
      LabelledText(
        label: TopicTexts.topics[(TopicTexts.topics.firstIndex(of: $0.label)! + 1) % 3],
        text: $0.text, line: $0.line)
    }
    let fitter = try LinearFitter(UnlabelledStatistics(texts.embeddings, reading: []))
    let diagnosis = try diagnose(labelled, &texts, model: try fitter.fit(wrong))
    #expect(failing(diagnosis) == [.head])
    #expect(try #require(diagnosis.accuracies.model) < 0.2)
  }

  @Test func neighboursAgreeAsOftenAsTheyDo() {
    // Two groups of three, one text of which has the other's label.
    let means: [Float] = [1, 0, 1, 0.1, 1, -0.1, -1, 0, -1, 0.1, -1, -0.1]
    let agreement = NeighborAgreement(
      means: means, dimension: 2, labels: [0, 0, 0, 1, 1, 0],
      of: Array(0..<6))
    // With five neighbours each of six texts sees all others: 4·3 + 2·1 of 30 pairs agree.
    #expect(abs(agreement.share - 14.0 / 30) < 1e-12)
    #expect(abs(agreement.chance - 14.0 / 30) < 1e-12)
  }

  @Test func tooFewTextsAreAnError() throws {
    var texts = TopicTexts(seed: 27)
    let few = texts.labelled(3)
    #expect(throws: FileError.self) { try diagnose(few, &texts) }
  }
}
