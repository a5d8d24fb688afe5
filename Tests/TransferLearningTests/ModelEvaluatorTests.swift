import Foundation
import SentimentTextProcessing
import Testing

@testable import SentimentTransferLearning

@Suite struct ModelEvaluatorTests {
  /// Every figure against the same from the model's answers to one text after another.
  @Test(arguments: [1, 2])
  func figuresAreThoseOfTheAnswers(threads: Int) throws {
    var source = TopicTexts(seed: 11)
    var fitter = try LinearFitter(UnlabelledStatistics(source.embeddings, reading: []))
    fitter.crossValidates = false
    let model = try fitter.fit(source.labelled(30))
    let texts =
      source.labelled(400, length: 2) + [LabelledText(label: "music", text: "xyzzy", line: 401)]
    let lines = texts.map { "\($0.label)\t\($0.text)\n" }.joined()

    var evaluator = ModelEvaluator(model)
    evaluator.threads = threads
    evaluator.mistakeLimit = 5
    let (evaluation, reading) = try evaluator.evaluate(
      .memory(name: "texts", text: Array(lines.utf8)))
    #expect(reading.documentCount == texts.count)

    let answers = try texts.map { try model.classify($0.text) }
    let right = zip(texts, answers).count { $0.label == $1.likeliestLabel }
    #expect(evaluation.report.accuracy == Double(right) / Double(texts.count))
    #expect(right > 200 && right < texts.count)
    #expect(evaluation.textsWithoutKnownWord == 1)
    let ofTruth = zip(texts, answers).map { $1.probabilities[$0.label]! }
    let logLoss = ofTruth.reduce(0) { $0 - log($1) } / Double(texts.count)
    #expect(abs(evaluation.logLoss - logLoss) < 1e-9)
    let worst = zip(ofTruth, zip(texts, answers)).filter { $1.0.label != $1.1.likeliestLabel }
      .map(\.0).sorted().prefix(5)
    #expect(evaluation.worstMistakes.map(\.probabilityOfTruth) == Array(worst))
  }

  @Test func aLabelThatTheModelDoesNotHaveIsAnErrorThatNamesItsLine() throws {
    let model = try SentimentModel.builtIn(for: .english)
    let error = #expect(throws: FileError.self) {
      try ModelEvaluator(model).evaluate(
        .memory(name: "texts", text: Array("positive\tgood\nfine\tgood\n".utf8)))
    }
    #expect(error?.kind == .wrongLabel && error?.line == 2)
  }
}
