import Foundation
import SentimentClassification
import SentimentTextProcessing
import SentimentWordEmbeddings
import Testing

@testable import SentimentTransferLearning

/// Texts of one or two of three topics, or of none of the first two.
struct MultiLabelFitterTests {
  private let embeddings: PretrainedEmbeddings
  private let texts: [MultiLabelText]
  private let test: [MultiLabelText]

  init() {
    var topics = TopicTexts(seed: 3)
    embeddings = topics.embeddings
    func make(_ count: Int) -> [MultiLabelText] {
      (0..<count).map { number in
        let own = [[0], [1], [0, 1], [2], [0, 2]][number % 5]
        let text = own.map { topics.text($0, length: 12 / own.count) }.joined(separator: " ")
        // The third topic has no name.
        return MultiLabelText(
          labels: own.filter { $0 < 2 }.map { TopicTexts.topics[$0] }, text: text, line: number + 1)
      }
    }
    (texts, test) = (make(200), make(200))
  }

  private func fitter(crossValidates: Bool = true) throws -> MultiLabelFitter {
    var fitter = MultiLabelFitter(
      try LinearFitter(UnlabelledStatistics(embeddings, texts: texts.map(\.text))))
    fitter.labelFitter.crossValidates = crossValidates
    return fitter
  }

  private func given(_ model: SentimentModel, _ texts: [MultiLabelText]) throws -> [[String]] {
    try texts.map { try model.classify($0.text).labels ?? ["none"] }
  }

  @Test func labelsAreFoundInNewTexts() throws {
    let fitted = try fitter().fitWithCrossValidation(texts)
    var tally = MultiLabelTally(labelCount: 2)
    let names = fitted.model.labels
    #expect(names == ["food", "music"])
    for (text, labels) in zip(test, try given(fitted.model, test)) {
      tally.add(
        truth: Set(text.labels.map { names.firstIndex(of: $0)! }),
        answer: Set(labels.map { names.firstIndex(of: $0)! }))
    }
    let report = tally.report(labels: names)
    let estimate = try #require(fitted.model.card.multiLabelTraining?.estimate)
    #expect(report.macro.f1 > 0.85 && report.macro.f1 > report.baseline.macroF1 + 0.1)
    #expect(estimate.report.macro.f1Interval.contains(report.macro.f1))
    #expect(estimate.report.micro.f1Interval.contains(report.micro.f1))
    #expect(estimate.report.texts == 200 && estimate.untestedLabels.isEmpty)
  }

  /// Each label's probability is that of a model of two labels, the text has it or not.
  @Test func eachLabelHasAModelOfItsOwn() throws {
    let fitter = try fitter()
    let fitted = try fitter.fitWithCrossValidation(texts)
    for (place, label) in fitted.model.labels.enumerated() {
      let own = try fitter.labelFitter.fit(
        texts.map { LabelledText(label: $0.labels.contains(label) ? "yes" : "no", text: $0.text) })
      for text in test.prefix(20) {
        #expect(
          try fitted.model.classify(text.text).probabilities[label]
            == own.classify(text.text).probabilities["yes"])
      }
      #expect(
        fitted.model.card.multiLabelTraining?.labels[place].method
          == own.card.linearTraining?.method)
    }
  }

  /// They are those that held-out texts choose, and a text's own labels don't choose its thresholds.
  @Test func thresholdsComeFromHeldOutTexts() throws {
    let fitted = try fitter().fitWithCrossValidation(texts)
    #expect(fitted.outOfFold.count == 200)
    for place in 0..<2 {
      let label = fitted.model.labels[place]
      #expect(
        fitted.model.thresholds?.probabilities[place]
          == F1Threshold.best(
            fitted.outOfFold.map { $0.probabilities[place] },
            truths: fitted.outOfFold.map { texts[$0.index].labels.contains(label) }))
    }
    let right = fitted.outOfFold.count { texts[$0.index].labels == $0.labels }
    #expect(fitted.outOfFold.count(where: \.isRight) == right)
    #expect(fitted.model.card.multiLabelTraining?.estimate?.report.exactMatches == right)
  }

  @Test func withoutCrossValidationTheModelBeforeTells() throws {
    let judged = try fitter().fit(texts)
    var quick = try fitter(crossValidates: false)
    let plain = try quick.fit(texts)
    #expect(plain.thresholds?.probabilities == [0.5, 0.5] && plain.thresholds?.metric == nil)
    quick.precedent = judged
    let again = try quick.fit(texts)
    #expect(again.thresholds?.probabilities == judged.thresholds?.probabilities)
    for text in test.prefix(20) {
      #expect(
        try again.classify(text.text).probabilities == judged.classify(text.text).probabilities)
    }
  }

  @Test func theFileHasAllOfTheModel() throws {
    let model = try fitter().fit(texts)
    let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path()
    defer { try? FileManager.default.removeItem(atPath: path) }
    try model.write(to: path)
    let read = try SentimentModel(contentsOf: path)
    #expect(read.thresholds == model.thresholds && read.card == model.card && read.isMultiLabel)
    #expect(try given(read, test) == given(model, test))
    let one = try read.answering(with: ["food", "music"])
    #expect(try given(one, test) == given(model, test))
    #expect(throws: FileError.self) {
      try ModelUpdater(model).update(with: [LabelledText(label: "food", text: test[0].text)])
    }
  }

  @Test func aTextOfUnknownWordsGetsNoLabel() throws {
    let answer = try fitter(crossValidates: false).fit(texts).classify("xyzzy")
    #expect(answer.labels == [] && answer.label == nil && answer.coverage == 0)
  }

  @Test func whatCannotBeLearnedIsNamed() throws {
    func problem(_ labels: [[String]]) throws -> String? {
      let texts = zip(labels, texts).map { MultiLabelText(labels: $0, text: $1.text) }
      return #expect(throws: FileError.self) { try fitter().fit(texts) }?.problem
    }
    #expect(try problem([["a"], [], ["a"]]) == "its only label is \"a\"")
    #expect(try problem([[], []]) == "no text has a label")
    #expect(try problem([["a", "b"], ["b"]]) == "all its texts have the label \"b\"")
  }

  /// A label of one text is learned, and no part of the estimate.
  @Test func aThinLabelIsNotTested() throws {
    var texts = Array(texts.prefix(40))
    texts[0] = MultiLabelText(labels: texts[0].labels + ["rare"], text: texts[0].text)
    let model = try fitter().fit(texts)
    let estimate = try #require(model.card.multiLabelTraining?.estimate)
    #expect(model.labels == ["food", "music", "rare"])
    #expect(estimate.untestedLabels == ["rare"])
    #expect(estimate.report.labels.map(\.label) == ["food", "music"])
  }
}
